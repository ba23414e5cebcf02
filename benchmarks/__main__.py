"""`make bench`: every question's script, one after another, each in a process of its own.

python -m benchmarks [QUESTION…]      measure, all of them or some
python -m benchmarks --page           write what was measured last into handbook/docs/benchmarks.md
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from time import monotonic

from benchmarks import page
from benchmarks.measure import ROOT

QUESTIONS = (
    "engine",
    "unbounded",
    "stages",
    "flows",
    "robustness",
    "scoring",
    "validating",
    "reading",
    "cold_match",
    "starting",
    "importing",
    "building",
    "disclosure",
    "growth",
    "calibration",
    "misreports",
    "groups",
)


def run(questions: list[str]) -> int:
    """Run the scripts; 1 if any did not run to its end."""
    failed = []
    for question in questions:
        print(f"\n== {question}\n", flush=True)
        start = monotonic()
        command = [sys.executable, "-m", f"benchmarks.{question}"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(question)
        print(f"({monotonic() - start:.0f} s)")
    if failed:
        print(f"\nDid not run to their end: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def main() -> int:
    """Measure, or write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("questions", nargs="*", choices=[*QUESTIONS, []], metavar="QUESTION")
    parser.add_argument("--page", action="store_true", help="write the page, and measure nothing")
    options = parser.parse_args()
    if options.page:
        page.write(QUESTIONS)
        return 0
    return run(options.questions or list(QUESTIONS))


if __name__ == "__main__":
    sys.exit(main())
