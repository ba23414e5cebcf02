"""`mentoring match` on the sample edition, cold, beside mentor-match on the same people.

    python -m benchmarks.cold_match [--runs 7]

Both are whole processes from files to files. Ours reads every file of the sample, scores by all
criteria, finds the best pairs by all stages, seals the instance, proves it and writes the pairs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT, Command, Spent, milliseconds, processes, versions
from benchmarks.programmes import COHORT, MENTORING
from benchmarks.report import Aim, Report, Table, keep
from mentoring.store.reader import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.people.application import Application

PEER = ROOT / "benchmarks" / "mentor_match_peer.py"
STAGES = ("master", "phd", "postdoc", "junior-staff", "staff", "senior-staff", "professor")


def sample(folder: Path) -> None:
    """The sample as it stood before its match: nothing announced, nothing sealed."""
    copytree(ROOT / "data", folder / "data")
    for part in ("pairs", "matches", "ledgers"):
        rmtree(folder / "data" / part / COHORT)


def export(people: Sequence[Application], file: Path) -> None:
    """People as mentor-match reads them."""
    with file.open("w", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(
            ["first name", "last name", "email", "role", "organisation", "grade", "profession"]
        )
        writer.writerows(map(_row, people))


def _row(one: Application) -> list[object]:
    stage = str(one.career.stage)
    grade = STAGES.index(stage) if stage in STAGES else 0
    topics = ";".join(map(str, one.topics))
    return [one.id, "", one.person.email, one.location.place, one.experiments[0], grade, topics]


def measured(runs: int) -> tuple[Spent, Spent]:
    """Ours and the peer's, on the sample of 46 mentees and 31 mentors."""
    with TemporaryDirectory() as ours, TemporaryDirectory() as theirs:
        sample(Path(ours))
        edition = load(Path(ours)).edition(COHORT)
        export(edition.mentees, Path(theirs) / "mentees.csv")
        export(edition.mentors, Path(theirs) / "mentors.csv")
        match: Command = [MENTORING, "-C", ours, "match", COHORT, "--today", "2026-10-25"]
        mine, peers = processes([match, [sys.executable, PEER, theirs]], Path(ours), runs)
    return mine, peers


def main() -> None:
    """Measure both in turns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    mine, theirs = measured(options.runs)
    ratio = mine.seconds / theirs.seconds
    rows = (
        ("mentoring match", milliseconds(mine.seconds), f"{mine.megabytes:.0f} MB"),
        ("mentor-match", milliseconds(theirs.seconds), f"{theirs.megabytes:.0f} MB"),
    )
    aim = Aim(
        question="`match` on the sample edition, cold, files to files",
        against="mentor-match, whole process",
        wanted="faster",
        found=f"{ratio:.2f} × its time",
        reached=ratio < 1,
    )
    title = "Matching 46 mentees and 31 mentors, files to files"
    keep(
        "cold_match",
        Report(
            versions=versions("numpy", "mentor-match", "munkres"),
            runs=f"median of {options.runs}",
            tables=(Table(title=title, head=("process", "time", "memory"), rows=rows),),
            aims=(aim,),
        ),
    )


if __name__ == "__main__":
    main()
