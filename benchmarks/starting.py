"""`mentoring --help`, cold, beside an interpreter that does nothing but import Click.

python -m benchmarks.starting [--runs 15]
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.measure import Command, milliseconds, processes, versions
from benchmarks.programmes import MENTORING
from benchmarks.report import Aim, Report, Table, keep

WANTED = 1.5
COMMANDS: dict[str, Command] = {
    "mentoring --help": [MENTORING, "--help"],
    'python -c "import click"': [sys.executable, "-c", "import click"],
    'python -c ""': [sys.executable, "-c", ""],
}


def main() -> None:
    """Measure the three in turns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    found = processes(list(COMMANDS.values()), runs=options.runs)
    ratio = found[0].seconds / found[1].seconds
    rows = tuple(
        (f"`{name}`", milliseconds(one.seconds)) for name, one in zip(COMMANDS, found, strict=True)
    )
    aim = Aim(
        question="`mentoring --help`, whole process",
        against='`python -c "import click"`',
        wanted=f"{WANTED} × its time or less",
        found=f"{ratio:.2f} × its time",
        reached=ratio <= WANTED,
    )
    keep(
        "starting",
        Report(
            versions=versions("click"),
            runs=f"median of {options.runs}",
            tables=(Table(title="Starting", head=("process", "time"), rows=rows),),
            aims=(aim,),
        ),
    )


if __name__ == "__main__":
    main()
