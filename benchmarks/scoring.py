"""Scoring every pair with every criterion, beside one pass of numpy over as many numbers.

    .venv/bin/python benchmarks/scoring.py [--sizes 200 1000 3000 10000] [--runs 5]

The people are those of `mentoring demo`. The floor writes a matrix of the same size and reads it
once: less than that nobody can do. Memory is the whole process's peak, in which the people are.
"""

from __future__ import annotations

import argparse
import platform
import resource
from math import log
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from mentoring.operations.demo.editions import edition
from mentoring.operations.demo.generate import generate
from mentoring.people.application import Role
from mentoring.scoring.fit import fits

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median of so many runs."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def measure(size: int, runs: int) -> tuple[float, float]:
    """The seconds of scoring, and of the floor, for so many people a side."""
    cohort = edition("2026")
    people = generate(1, size, size, cohort).applications
    mentees = [one for one in people if one.role is Role.MENTEE]
    mentors = [one for one in people if one.role is Role.MENTOR]
    return (
        seconds(lambda: fits(cohort, mentees, mentors), runs),
        seconds(lambda: np.ones((size, size), dtype=np.int16).sum(), runs),
    )


def main() -> None:
    """Print the table, and how the time grows with the number of people."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 3000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, median of {options.runs}")
    print("a side   scoring (s)   floor (s)   ratio   peak memory (MB)")
    times = []
    for size in options.sizes:
        ours, floor = measure(size, options.runs)
        times.append(ours)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:6}{ours:14.3f}{floor:12.4f}{ours / floor:8.0f}{peak:19.0f}")
    if len(times) > 1:
        growth = log(times[-1] / times[0]) / log(options.sizes[-1] / options.sizes[0])
        print(f"Time grows as people a side to the power {growth:.2f}.")


if __name__ == "__main__":
    main()
