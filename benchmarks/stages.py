"""All stages, floor and lottery and their proofs included, beside a single stage.

python -m benchmarks.stages [--sizes 40 200 1000 3000] [--runs 9]
"""

from __future__ import annotations

import argparse
from functools import partial

from benchmarks.cases import case
from benchmarks.measure import milliseconds, turns, versions
from benchmarks.report import Aim, Report, Row, Table, keep
from mentoring.matching.instance.instance import DEFAULT_OBJECTIVE
from mentoring.matching.solve import solve

OBJECTIVES = {
    "fit": ("fit",),
    "pairs, fit": ("pairs", "fit"),
    "pairs, leximin": ("pairs", "leximin"),
    "all stages": DEFAULT_OBJECTIVE,
}
WANTED = 4.0


def measured(size: int, runs: int) -> list[float]:
    """The seconds of each objective, in turns."""
    problem = case(size, 20, bounded=True)
    return turns(
        [partial(solve, problem.instance(objective)) for objective in OBJECTIVES.values()], runs
    )


def row(size: int, times: list[float]) -> Row:
    """A line of the table."""
    cells = [f"{milliseconds(taken)} ({taken / times[0]:.2f})" for taken in times]
    return (f"{size:,}", *cells)


def main() -> None:
    """Measure every size and objective."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 200, 1000, 3000])
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    found = {size: measured(size, options.runs) for size in options.sizes}
    table = Table(
        title="One stage and more, proof included (and × the one stage)",
        head=("a side", *OBJECTIVES),
        rows=tuple(row(size, times) for size, times in found.items()),
    )
    aims = tuple(
        Aim(
            question=f"all stages with floor, lottery and proof, {size:,} a side",
            against="our own solve of one stage",
            wanted=f"{WANTED:g} × its time or less",
            found=f"{times[-1] / times[0]:.2f} × its time",
            reached=times[-1] / times[0] <= WANTED,
        )
        for size, times in found.items()
        if size >= 200
    )
    runs = f"median of {options.runs}, cap 20, bounds on both sides"
    keep("stages", Report(versions=versions("numpy"), runs=runs, tables=(table,), aims=aims))


if __name__ == "__main__":
    main()
