"""All stages, floor and lottery and their proofs included, beside a single stage.

.venv/bin/python benchmarks/stages.py [--sizes 40 200 1000 3000] [--runs 5]
"""

from __future__ import annotations

import argparse

from cases import case, seconds, versions

from mentoring.matching.sealed.instance import DEFAULT_OBJECTIVE
from mentoring.matching.solver.solve import solve

OBJECTIVES = {
    "fit": ("fit",),
    "pairs fit": ("pairs", "fit"),
    "pairs leximin": ("pairs", "leximin"),
    "all stages": DEFAULT_OBJECTIVE,
}


def main() -> None:
    """Print a line a size and objective."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 200, 1000, 3000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{versions('numpy')}, median of {options.runs}, cap 20, bounds on both sides")
    print("a side  objective             with proof   ratio")
    for size in options.sizes:
        problem = case(size, 20, bounded=True)
        single = 0.0
        for name, objective in OBJECTIVES.items():
            instance = problem.instance(objective)
            taken = seconds(lambda: solve(instance), options.runs)  # noqa: B023 (called at once)
            single = single or taken
            print(f"{size:6}  {name:15}{taken * 1e3:14.1f} ms{taken / single:8.2f}")


if __name__ == "__main__":
    main()
