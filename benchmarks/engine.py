"""The engine from a matrix of fits to a certificate, beside what one would use instead.

    .venv/bin/python benchmarks/engine.py [--sizes 40 200 1000 3000 10000] [--runs 5]

Three questions: a cap of 20 with bounds on both sides, a cap of 20 alone, and no cap. Each peer is
asked what it can be asked; it is said which total it reached, and which it did not. The floor reads
the matrix twice. The plot goes to build/benchmarks/engine.svg.
"""

from __future__ import annotations

import argparse
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from cases import case, seconds, versions
from peers import PEERS

from mentoring.matching.solver.solve import solve

if TYPE_CHECKING:
    from cases import Case
    from peers import Peer

CAP = 20
UNCAPPED_UP_TO = 200
PLOT = Path("build/benchmarks/engine.svg")
Times = dict[str, dict[int, float]]


def ours(problem: Case, runs: int) -> tuple[float, int]:
    """Seconds from the instance to pairs and prices, and the total fit."""
    instance = problem.instance()
    solution = solve(instance)
    total = sum(int(instance.fit[place]) for place in instance.places(solution.pairs))
    return seconds(lambda: solve(instance), runs), total


def megabytes(problem: Case) -> float:
    """What solving allocates at its peak, beside the instance."""
    instance = problem.instance()
    tracemalloc.start()
    solve(instance)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def asked(peer: str, problem: Case, runs: int) -> tuple[float, int]:
    """Seconds and total of a peer. It is asked in a process of its own: not all can share one."""
    solve_it = next(one.solve for one in PEERS if one.name == peer)
    return seconds(lambda: solve_it(problem), runs), solve_it(problem)


def peer_line(peer: Peer, problem: Case, runs: int, mine: tuple[float, int]) -> float | None:
    """Measure a peer, print its line, and return its seconds."""
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            taken, total = alone.submit(asked, peer.name, problem, runs).result()
    except Exception as error:  # noqa: BLE001 (a peer may fail in any way; that is a result)
        print(f"  {peer.name:18} fails: {type(error).__name__}")
        return None
    same = "the same total" if total == mine[1] else f"total {total} instead of {mine[1]}"
    print(f"  {peer.name:18}{taken * 1e3:12.2f} ms{taken / mine[0]:9.1f} x  {same}")
    return taken


def table(question: str, problem: Case, runs: int, times: Times, *, capped: bool) -> None:
    """One question at one size."""
    size = len(problem.fit)
    mine = ours(problem, runs)
    floor = seconds(lambda: (problem.fit.max(), problem.fit.max()), runs)
    memory = megabytes(problem)
    print(f"\n{question}, {size} a side ({problem.fit.nbytes / 2**20:.0f} MB of fits)")
    print(f"  {'ours, with proof':18}{mine[0] * 1e3:12.2f} ms{1:9.1f} x  {memory:.1f} MB more")
    print(f"  {'two passes':18}{floor * 1e3:12.2f} ms{floor / mine[0]:9.2f} x")
    times.setdefault("ours", {})[size] = mine[0]
    times.setdefault("two passes", {})[size] = floor
    for peer in PEERS:
        able = (peer.bounds or problem.high is None) and (peer.caps or not capped)
        if able and size <= peer.largest:
            taken = peer_line(peer, problem, runs, mine)
            if taken is not None:
                times.setdefault(peer.name, {})[size] = taken


def plot(times: Times) -> None:
    """Time against size, both as logarithms, for the question with bounds."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5))
    for name, line in times.items():
        axes.loglog(list(line), list(line.values()), marker="o", label=name)
    axes.set(xlabel="people a side", ylabel="seconds", title="Cap 20, bounds on both sides")
    axes.legend()
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PLOT, metadata={"Date": None})
    print(f"\nPlot: {PLOT}")


def main() -> None:
    """Print every table, and draw the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 200, 1000, 3000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(versions("numpy", *dict.fromkeys(peer.package for peer in PEERS)))
    print(f"Median of {options.runs} runs; a ratio is of the same run.")
    bounded: Times = {}
    for size in options.sizes:
        table("Cap 20, bounds", case(size, CAP, bounded=True), options.runs, bounded, capped=True)
    for size in options.sizes:
        table("Cap 20", case(size, CAP, bounded=False), options.runs, {}, capped=True)
    for size in [size for size in options.sizes if size <= UNCAPPED_UP_TO]:
        table("No cap", case(size, size, bounded=False), options.runs, {}, capped=False)
    plot(bounded)


if __name__ == "__main__":
    main()
