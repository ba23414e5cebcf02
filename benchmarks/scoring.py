"""Scoring every pair with every criterion, beside one pass of numpy over as many numbers.

    python -m benchmarks.scoring [--sizes 200 1000 3000 10000] [--runs 5]

The people are those of `mentoring demo`. The lower bound writes a matrix of the same size and reads
it once. Memory is the peak of the whole process, including the people. The largest size is run
once, because it takes most of a minute.
"""

from __future__ import annotations

import argparse
import resource

import numpy as np

from benchmarks.measure import exponent, milliseconds, seconds, versions
from benchmarks.plots import growth
from benchmarks.programmes import demo_edition
from benchmarks.report import Aim, Report, Table, keep
from mentoring.operations.demo.generate import generate
from mentoring.scoring.fit import fits

LARGEST = 10_000
MOST_SECONDS, MOST_MEGABYTES = 60.0, 2048.0


def measured(size: int, runs: int) -> tuple[float, float, float]:
    """The seconds of scoring, of the floor, and the megabytes of the process."""
    cohort = demo_edition()
    people = generate(1, size, size, cohort).applications
    mentees = [person for person in people if person.role == "mentee"]
    mentors = [person for person in people if person.role == "mentor"]
    ours = seconds(lambda: fits(cohort, mentees, mentors), runs)
    floor = seconds(lambda: np.ones((size, size), dtype=np.int16).sum(), runs)
    return ours, floor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(found: dict[int, tuple[float, float, float]], runs: int) -> Report:
    """The table, and what was wanted at the largest size."""
    rows = tuple(
        (f"{n:,}", milliseconds(ours), milliseconds(floor), f"{ours / floor:.0f}", f"{peak:.0f} MB")
        for n, (ours, floor, peak) in found.items()
    )
    power = exponent({size: ours for size, (ours, _, _) in found.items()})
    table = Table(
        title=f"Scoring every pair; time grows as people a side to the power {power:.2f}",
        head=("a side", "scoring", "numpy, one pass", "ratio", "memory"),
        rows=rows,
    )
    aims = []
    if LARGEST in found:
        ours, _, peak = found[LARGEST]
        aims = [
            Aim(
                question=f"scoring every pair by every criterion, {LARGEST:,} a side",
                against="–",
                wanted=f"{MOST_SECONDS:.0f} s and {MOST_MEGABYTES / 1024:.0f} GB at most",
                found=f"{milliseconds(ours)}, {peak / 1024:.2f} GB",
                reached=ours <= MOST_SECONDS and peak <= MOST_MEGABYTES,
            )
        ]
    runs_of = f"median of {runs}, of the largest 1 run" if aims else f"median of {runs}"
    return Report(versions=versions("numpy"), runs=runs_of, tables=(table,), aims=tuple(aims))


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 3000, LARGEST])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = {size: measured(size, 1 if size == LARGEST else options.runs) for size in options.sizes}
    keep("scoring", report(found, options.runs))
    lines = {
        "mentoring": {size: one[0] for size, one in found.items()},
        "numpy, one pass": {size: one[1] for size, one in found.items()},
    }
    growth("scoring", {"Scoring every pair": ("seconds", lines)}, "people a side")


if __name__ == "__main__":
    main()
