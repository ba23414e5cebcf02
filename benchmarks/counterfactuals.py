"""The price of forcing every pair, beside a single solve.

    .venv/bin/python benchmarks/counterfactuals.py [--sizes 40 200 1000] [--runs 5]

Once for the total fit alone, and once for all stages; the lottery's part of a price is computed on
demand, for one pair at a time.
"""

from __future__ import annotations

import argparse

from cases import case, seconds, versions

from mentoring.matching.sealed.instance import DEFAULT_OBJECTIVE, Instance
from mentoring.matching.solver.search import search
from mentoring.matching.solver.solve import solve
from mentoring.matching.why.counterfactuals import Counterfactuals
from mentoring.matching.why.panorama import panorama


def line(instance: Instance, runs: int) -> str:
    """The seconds of one solve and of all prices, and their ratio."""
    found = search(instance)
    one = seconds(lambda: solve(instance), runs)
    every = seconds(lambda: panorama(Counterfactuals(instance, found)).decided(), runs)
    return f"{one * 1e3:12.1f} ms{every * 1e3:11.1f} ms{every / one:8.2f}"


def main() -> None:
    """Print a line a size and objective."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 200, 1000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{versions('numpy')}, median of {options.runs}, cap 20, bounds on both sides")
    print("a side  objective            one solve    all prices   ratio")
    for size in options.sizes:
        problem = case(size, 20, bounded=True)
        for name, objective in (("fit", ("fit",)), ("all stages", DEFAULT_OBJECTIVE)):
            print(f"{size:6}  {name:15}{line(problem.instance(objective), options.runs)}")


if __name__ == "__main__":
    main()
