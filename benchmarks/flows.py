"""Matching at every size, in CPU time, beside OR-Tools used in the ordinary way.

    python -m benchmarks.flows

The other solve has the same stages: pairs, bands, the floor by bisection, fit, tickets. Each is one
min-cost flow over all pairs that are left; what has a reduced cost is fixed before the next. It
proves nothing and reads no files. Whole commands are measured from files to files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from benchmarks.cases import BANDS, case
from benchmarks.measure import ROOT, process, versions
from benchmarks.programmes import COHORT, MENTORING, demo
from benchmarks.report import Aim, Report, Table, keep
from mentoring.matching.instance.instance import DEFAULT_OBJECTIVE, Instance
from mentoring.matching.instance.objective import tickets
from mentoring.matching.solve import solve
from mentoring.operations.robustness import cases
from mentoring.operations.snapshot import sealing
from mentoring.store.reader import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

HEAD = ("people", "cap", "ours, with proof", "OR-Tools", "×")


@dataclass(slots=True)
class Ordinary:
    """Every pair an arc, every stage a solve."""

    instance: Instance
    tail: Ints = field(init=False)
    head: Ints = field(init=False)
    high: Ints = field(init=False)
    flow: Ints = field(init=False)
    free: NDArray[np.bool_] = field(init=False)
    rows: Ints = field(init=False)
    columns: Ints = field(init=False)

    def __post_init__(self) -> None:
        mentees, mentors = self.instance.fit.shape
        self.rows, self.columns = np.nonzero(self.instance.fit >= 0)
        source, sink = mentees + mentors, mentees + mentors + 1
        people = np.arange(mentees + mentors)
        self.tail = np.concatenate([self.rows, np.full(mentees, source), people[mentees:], [sink]])
        self.head = np.concatenate(
            [self.columns + mentees, people[:mentees], np.full(mentors, sink), [source]]
        )
        self.high = np.ones(len(self.tail), np.int64)
        self.high[-1] = self.instance.cap
        self.flow = np.zeros(len(self.tail), np.int64)
        self.free = np.ones(len(self.tail), np.bool_)

    def solve(self, of_pairs: Ints) -> Ints:
        """One stage: the cheapest flow of those that are left, and the costs of all arcs."""
        cost = np.zeros(len(self.tail), np.int64)
        cost[: len(self.rows)] = of_pairs
        on = np.flatnonzero(self.free)
        nodes, ends = np.unique([self.tail[on], self.head[on]], return_inverse=True)
        tail, head = ends.reshape(2, -1)
        solver = SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(tail, head, self.high[on], cost[on])
        supply = np.bincount(tail, self.flow[on], len(nodes))
        supply -= np.bincount(head, self.flow[on], len(nodes))
        solver.set_nodes_supplies(np.arange(len(nodes)), supply.astype(np.int64))
        if solver.solve() != solver.OPTIMAL:
            raise ArithmeticError
        self.flow[on] = solver.flows(np.arange(len(on)))
        return cost

    def stage(self, worth: Ints) -> None:
        """Keep what is worth most: potentials by Bellman and Ford say what that is."""
        cost = self.solve(-worth)
        labels = np.zeros(int(self.head.max()) + 1, np.int64)
        up, down = self.free & (self.flow < self.high), self.free & (self.flow > 0)
        tail = np.concatenate([self.tail[up], self.head[down]])
        head = np.concatenate([self.head[up], self.tail[down]])
        costs = np.concatenate([cost[up], -cost[down]])
        before = None
        while before is None or not np.array_equal(before, labels):
            before = labels.copy()
            np.minimum.at(labels, head, labels[tail] + costs)
        self.free &= cost + labels[self.tail] == labels[self.head]

    def run(self) -> list[tuple[int, int]]:
        """All stages of the default objective."""
        fits = self.instance.fit[self.rows, self.columns].astype(np.int64)
        bands = np.array([mentee.band for mentee in self.instance.mentees])[self.rows]
        self.stage(np.ones(len(fits), np.int64))
        for band in range(BANDS):
            self.stage((bands == band).astype(np.int64))
        low, high = 0, 1000
        while low < high:
            middle = (low + high + 1) // 2
            self.solve((fits < middle).astype(np.int64))
            worst = int(fits[self.flow[: len(fits)] > 0].min(initial=1000))
            low, high = (worst, max(high, worst)) if worst >= middle else (low, middle - 1)
        self.stage(-(fits < low).astype(np.int64))
        self.stage(fits)
        drawn = np.zeros(len(fits), np.int64)
        on = np.flatnonzero(self.free[: len(fits)])
        ids = (
            (self.instance.mentees[i].id, self.instance.mentors[j].id)
            for i, j in zip(self.rows[on].tolist(), self.columns[on].tolist(), strict=True)
        )
        drawn[on] = list(tickets(self.instance.lottery, ids))
        self.stage(drawn)
        chosen = self.flow[: len(fits)] > 0
        return list(zip(self.rows[chosen].tolist(), self.columns[chosen].tolist(), strict=True))


def cpu(work: Callable[[], object]) -> float:
    """The seconds of CPU of one run."""
    start = process_time()
    work()
    return process_time() - start


def compared(mentees: int, mentors: int, cap: int) -> tuple[float, float]:
    """The seconds of both at one size; both find the same pairs."""
    square = case(max(mentees, mentors), cap, bounded=False).instance(DEFAULT_OBJECTIVE)
    instance = Instance(
        cohort=square.cohort,
        cap=cap,
        mentees=square.mentees[:mentees],
        mentors=square.mentors[:mentors],
        fit=square.fit[:mentees, :mentors],
        lottery=square.lottery,
    )
    found: list[set[tuple[int, int]]] = []
    ours = cpu(lambda: found.append(set(instance.places(solve(instance).pairs))))
    theirs = cpu(lambda: found.append(set(Ordinary(instance).run())))
    if found[0] != found[1]:
        raise ArithmeticError
    return ours, theirs


def firmly(folder: Path, times: int) -> float:
    """The seconds that so many resampled matches take."""
    edition = load(folder).edition(COHORT)
    found = sealing(edition)
    return cpu(lambda: list(cases(edition, found, 1, times)))


def main() -> None:
    """Measure all of it."""
    sizes = ((46, 31, 20), (300, 200, 150), (1000, 700, 400), (1000, 700, 700))
    taken = {size: compared(*size) for size in sizes}
    rows = tuple(
        (f"{m:,} by {n:,}", f"{cap:,}", f"{mine:.3f} s", f"{other:.3f} s", f"{mine / other:.2f}")
        for (m, n, cap), (mine, other) in taken.items()
    )
    aims = [
        Aim(
            question=f"all stages, {m:,} by {n:,}, cap {cap:,}, CPU",
            against="OR-Tools in the ordinary way",
            wanted="3 × its time or less",
            found=f"{mine / other:.2f} × its time",
            reached=mine <= 3 * other,
        )
        for (m, n, cap), (mine, other) in taken.items()
        if m == 1000
    ]
    with demo(1000, 700, "--pairs", "400") as folder:
        spent = process([MENTORING, "match", COHORT], folder)
    other = taken[1000, 700, 400][1]
    aims += [
        limit("match from files to files, 1,000 by 700, cap 400", spent.cpu, 3 * other, "s"),
        limit("its memory", spent.megabytes, 300, "MB"),
    ]
    with demo(300, 200, "--pairs", "150") as folder:
        process([MENTORING, "match", COHORT], folder)
        mentee = min(path.stem for path in (folder / "data/pairs" / COHORT).iterdir())
        asked = process([MENTORING, "explain", COHORT, mentee], folder)
        many = firmly(folder, 1000)
    aims += [
        limit("explain a mentee, 300 by 200, cap 150", asked.cpu, 3, "s"),
        limit("robustness, 1,000 cases, 300 by 200, cap 150", many, 60, "s"),
        limit("robustness, 1,000 cases, the sample", firmly(ROOT, 1000), 6, "s"),
    ]
    table = Table(title="All stages of the default objective, CPU", head=HEAD, rows=rows)
    runs = "one run of each"
    keep(
        "flows", Report(versions=versions("ortools"), runs=runs, tables=(table,), aims=tuple(aims))
    )


def limit(question: str, taken: float, most: float, unit: str) -> Aim:
    """Whether something stays below a figure."""
    return Aim(
        question=question,
        against="a figure",
        wanted=f"{most:.3g} {unit} or less",
        found=f"{taken:.3g} {unit}",
        reached=taken <= most,
    )


if __name__ == "__main__":
    main()
