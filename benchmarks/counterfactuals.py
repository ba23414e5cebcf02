"""The price of forcing every pair, beside a single solve.

    python -m benchmarks.counterfactuals [--sizes 40 200 1000] [--runs 5]

Once for the total fit alone, and once for all stages; the lottery's part of a price is computed on
demand, for one pair at a time.
"""

from __future__ import annotations

import argparse

from benchmarks.cases import case
from benchmarks.measure import milliseconds, turns, versions
from benchmarks.report import Aim, Report, Table, keep
from mentoring.matching.explain.counterfactuals import Counterfactuals
from mentoring.matching.explain.loss_matrix import panorama
from mentoring.matching.instance.instance import DEFAULT_OBJECTIVE, Instance
from mentoring.matching.solver.search import search
from mentoring.matching.solver.solve import solve

OBJECTIVES = {"fit": ("fit",), "all stages": DEFAULT_OBJECTIVE}
WANTED = 2.0
JUDGED = 1000


def measured(instance: Instance, runs: int) -> list[float]:
    """The seconds of one solve and of all prices."""
    found = search(instance)
    return turns(
        [
            lambda: solve(instance),
            lambda: panorama(Counterfactuals(instance, found)).decided(),
        ],
        runs,
    )


def main() -> None:
    """Measure every size and objective."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 200, JUDGED])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = {
        (size, name): measured(case(size, 20, bounded=True).instance(stages), options.runs)
        for size in options.sizes
        for name, stages in OBJECTIVES.items()
    }
    rows = tuple(
        (f"{size:,}", name, milliseconds(one), milliseconds(every), f"{every / one:.2f}")
        for (size, name), (one, every) in found.items()
    )
    head = ("a side", "objective", "one solve", "every pair's price", "ratio")
    table = Table(title="What forcing each pair would cost", head=head, rows=rows)
    aims = tuple(
        Aim(
            question=f"all counterfactuals, {size:,} a side, {name}",
            against="one solve",
            wanted=f"{WANTED:g} × its time or less",
            found=f"{every / one:.2f} × its time",
            reached=every / one <= WANTED,
        )
        for (size, name), (one, every) in found.items()
        if size == JUDGED
    )
    runs = f"median of {options.runs}, cap 20, bounds on both sides"
    report = Report(versions=versions("numpy"), runs=runs, tables=(table,), aims=aims)
    keep("counterfactuals", report)


if __name__ == "__main__":
    main()
