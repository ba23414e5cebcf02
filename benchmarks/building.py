"""`mentoring site` and `mkdocs build` together, beside `mkdocs build` of the same pages alone.

    python -m benchmarks.building [--runs 5]

All are whole processes, in a copy of this repository's pages and data.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory

from benchmarks.measure import BIN, ROOT, Command, milliseconds, processes, versions
from benchmarks.programmes import MENTORING
from benchmarks.report import Aim, Report, Table, keep

WANTED = 1.2
FOLDERS = ("data", "docs", "overrides")
BUILD = f"{BIN}/mkdocs build --quiet --clean"


def copied(folder: Path) -> None:
    """What both need: pages, their theme, and the data behind the generated parts."""
    for name in FOLDERS:
        copytree(ROOT / name, folder / name)
    copy(ROOT / "mkdocs.yml", folder)


def main() -> None:
    """Measure the three in turns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    commands: dict[str, Command] = {
        "mentoring site, then mkdocs build": ["sh", "-ec", f"{MENTORING} site; {BUILD}"],
        "mkdocs build": ["sh", "-ec", BUILD],
        "mentoring site": [MENTORING, "site"],
    }
    with TemporaryDirectory() as folder:
        copied(Path(folder))
        found = processes(list(commands.values()), Path(folder), options.runs)
    rows = tuple(
        (name, milliseconds(one.seconds), f"{one.megabytes:.0f} MB")
        for name, one in zip(commands, found, strict=True)
    )
    ratio = found[0].seconds / found[1].seconds
    aim = Aim(
        question="`mentoring site` and `mkdocs build`",
        against="`mkdocs build` of the same pages",
        wanted=f"{WANTED} × its time or less",
        found=f"{ratio:.2f} × its time",
        reached=ratio <= WANTED,
    )
    keep(
        "building",
        Report(
            versions=versions("mkdocs", "mkdocs-material"),
            runs=f"median of {options.runs}",
            tables=(Table(title="Making the site", head=("process", "time", "memory"), rows=rows),),
            aims=(aim,),
        ),
    )


if __name__ == "__main__":
    main()
