"""`make bench`: every question's script, one after another, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

QUESTIONS = (
    "engine",
    "stages",
    "counterfactuals",
    "robustness",
    "scoring",
    "importing",
    "calibration",
    "disclosure",
)


def main() -> int:
    """Run them all, the slow ones too; end with 1 if any did not run to its end."""
    here = Path(__file__).parent
    failed = []
    for question in QUESTIONS:
        print(f"\n== {question}\n", flush=True)
        script = here / f"{question}.py"
        if subprocess.run([sys.executable, str(script)], cwd=here.parent, check=False).returncode:
            failed.append(question)
    if failed:
        print(f"\nDid not run to their end: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
