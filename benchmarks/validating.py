"""`mentoring validate`, whole process, beside check-jsonschema on the same applications.

    python -m benchmarks.validating [--sizes 75 998 9998] [--runs 5]

The peer is given the applications and their schema, and checks nothing else; `validate` reads the
cohort and the roster too, says where each problem is, and applies the rules between records. A
peer that takes minutes is run for five minutes, and at least once.
"""

from __future__ import annotations

import argparse
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measure import BIN, Command, milliseconds, process, processes, versions
from benchmarks.programmes import CLOSE, MENTORING, applications, demo
from benchmarks.report import Aim, Report, Row, Table, keep
from mentoring import schemas
from mentoring.store.reader import load_config

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 300.0
SAMPLE = 75
WANTED = {SAMPLE: 2, 9998: 8}


def peer(folder: Path, runs: int) -> tuple[float, int]:
    """The median seconds of check-jsonschema, and of how many runs."""
    for name, text in schemas.for_editors(load_config(folder).vocabulary).items():
        (folder / name).write_text(text, encoding="utf-8")
    schema = folder / "application.json"
    command: Command = [BIN / "check-jsonschema", "--schemafile", schema, *applications(folder)]
    taken: list[float] = []
    while len(taken) < runs and (not taken or sum(taken) + taken[0] < PATIENCE):
        taken.append(process(command, folder).seconds)
    return median(taken), len(taken)


def measured(size: int, runs: int) -> tuple[Row, float]:
    """A line of the table for so many applications, and the ratio in it."""
    with demo(size - size // 2, size // 2) as folder:
        [mine] = processes([[MENTORING, "validate", "--today", CLOSE]], folder, runs)
        theirs, times = peer(folder, runs)
    ratio = theirs / mine.seconds
    row = (
        f"{size + 2:,}",
        milliseconds(mine.seconds),
        f"{mine.megabytes:.0f} MB",
        f"{milliseconds(theirs)} ({times} run{'s' if times > 1 else ''})",
        f"{ratio:.1f} ×",
    )
    return row, ratio


def aim(size: int, ratio: float) -> Aim:
    """What was wanted at this size."""
    return Aim(
        question=f"`validate`, {size + 2:,} files, whole process",
        against="check-jsonschema on the same files",
        wanted=f"{WANTED[size]} × as fast",
        found=f"{ratio:.1f} × as fast",
        reached=ratio >= WANTED[size],
    )


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[SAMPLE, 998, 9998])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = {size: measured(size, options.runs) for size in options.sizes}
    head = ("files", "mentoring validate", "memory", "check-jsonschema", "faster")
    table = Table(
        title="Checking every file, whole process",
        head=head,
        rows=tuple(r for r, _ in found.values()),
    )
    keep(
        "validating",
        Report(
            versions=versions("check-jsonschema", "jsonschema-rs", "PyYAML"),
            runs=f"median of {options.runs}",
            tables=(table,),
            aims=tuple(aim(size, ratio) for size, (_, ratio) in found.items() if size in WANTED),
        ),
    )


if __name__ == "__main__":
    main()
