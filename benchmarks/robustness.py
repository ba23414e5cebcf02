"""The sample edition matched a thousand times, beside one process of a peer on the same people.

    python -m benchmarks.robustness [--times 1000] [--runs 5]

Marks are drawn within their error, and the weights of the criteria within a fifth. Every case is
solved by all stages, exactly. The peer is mentor-match, whole process, once.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cold_match import PEER, export, sample
from benchmarks.measure import milliseconds, processes, seconds, versions
from benchmarks.programmes import COHORT
from benchmarks.report import Aim, Report, Table, keep
from mentoring.operations.robustness import cases
from mentoring.operations.snapshot import sealing
from mentoring.store.reader import load


def measured(times: int, runs: int) -> tuple[float, float]:
    """The seconds of so many cases, and of one process of the peer."""
    with TemporaryDirectory() as folder:
        sample(Path(folder))
        edition = load(Path(folder)).edition(COHORT)
        export(edition.mentees, Path(folder) / "mentees.csv")
        export(edition.mentors, Path(folder) / "mentors.csv")
        found = sealing(edition)
        mine = seconds(lambda: list(cases(edition, found, 1, times)), runs)
        [peer] = processes([[sys.executable, PEER, folder]], Path(folder), runs)
    return mine, peer.seconds


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    mine, theirs = measured(options.times, options.runs)
    rows = (
        (f"{options.times:,} cases", milliseconds(mine), milliseconds(mine / options.times)),
        ("mentor-match, one process", milliseconds(theirs), milliseconds(theirs)),
    )
    aim = Aim(
        question=f"robustness, {options.times:,} cases of the sample edition",
        against="one process of mentor-match",
        wanted="faster",
        found=f"{mine / theirs:.1f} × its time",
        reached=mine < theirs,
    )
    table = Table(title="How firmly a match stands", head=("work", "all", "each"), rows=rows)
    report = Report(
        versions=versions("numpy", "mentor-match"),
        runs=f"median of {options.runs}",
        tables=(table,),
        aims=(aim,),
    )
    keep("robustness", report)


if __name__ == "__main__":
    main()
