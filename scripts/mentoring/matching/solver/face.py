"""A face of the flow polytope: the outcomes that are optimal in every stage so far.

An outcome is a circulation: source, mentee's group, mentee, mentor, mentor's group, sink, and back
along an arc that carries at most the cap. The places that a lower bound demands are an arc of their
own. Minimising one more cost yields potentials. An arc with a nonzero reduced cost has the same
flow in every outcome of least cost (complementary slackness). It is settled, and later stages
change only the free arcs. Flows are OR-Tools' work, in integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from mentoring.errors import MentoringError
from mentoring.matching.instance.objective import Indices, Ints
from mentoring.matching.kernel import Network, Places

FEW, BEST = 600, 12
"""Up to FEW pairs are all tried at once; of more, only the BEST of each person."""

BITS = 60
"""The most bits of a cost times the number of nodes, a product that OR-Tools computes."""

CELLS = 1 << 22
"""The number of arcs priced at a time."""


@dataclass(kw_only=True, slots=True, eq=False)
class Face:
    """A circulation, and which of its arcs are still free.

    The first arcs are the pairs at `rows` and `columns`, the last `demands` arcs the demanded
    places. All other arrays have one entry per arc: its ends, its capacity, its flow, whether this
    may still change, and whether to try it first. The nodes are the groups of mentees (the first is
    the source), the groups of mentors (the first is the sink), the mentees, and the mentors.
    """

    size: int
    rows: Indices
    columns: Indices
    tail: Indices
    head: Indices
    high: Indices
    flow: Indices
    free: NDArray[np.bool_]
    likely: NDArray[np.bool_]
    demands: int

    @classmethod
    def of(cls, network: Network, places: Places) -> Face:
        """All outcomes that choose among the pairs at these places; the flow starts at zero."""
        rows, columns = (part.astype(np.int32) for part in places)
        left, right = network.mentees, network.mentors
        sink = len(left.low)
        first = sink + len(right.low)
        behind = first + len(left.group)
        mentees, mentors = np.unique(rows), np.unique(columns)
        groups = np.arange(first)
        tails = np.where(groups < sink, 0, groups)
        heads = np.where(groups < sink, groups, sink)
        low, most = np.append(left.low, right.low), np.append(left.high, right.high)
        bounded, demanded = tails != heads, low > 0
        arcs = [
            (first + rows, behind + columns, 1),
            (left.group[mentees], first + mentees, 1),
            (behind + mentors, sink + right.group[mentors], right.places[mentors]),
            (tails[bounded], heads[bounded], (most - low)[bounded]),
            (np.array([sink]), 0, network.cap),
            (tails[demanded], heads[demanded], low[demanded]),
        ]
        whole = (np.broadcast_arrays(*(np.asarray(part, np.int32) for part in arc)) for arc in arcs)
        tail, head, high = (np.concatenate(part) for part in zip(*whole, strict=True))
        likely = np.ones(len(tail), np.bool_)
        likely[: len(rows)] = _likely(network.instance.fit, places)
        return cls(
            size=behind + len(right.group),
            rows=rows,
            columns=columns,
            tail=tail,
            head=head,
            high=high,
            flow=np.zeros(len(tail), np.int32),
            free=np.ones(len(tail), np.bool_),
            likely=likely,
            demands=int(demanded.sum()),
        )

    @property
    def open(self) -> NDArray[np.bool_]:
        """Whether each pair is free."""
        return self.free[: len(self.rows)]

    @property
    def chosen(self) -> NDArray[np.intp]:
        """The arcs of the chosen pairs."""
        return np.flatnonzero(self.flow[: len(self.rows)])

    def cost(self, of_pairs: NDArray[Any]) -> Ints:
        """The cost of each arc, given the costs of the pairs; all other arcs cost 0."""
        cost = np.zeros(len(self.tail), np.int64)
        cost[: len(self.rows)] = of_pairs
        return cost

    def minimise(self, cost: Ints) -> Ints:
        """Find a flow of the face with the least cost, and return the potentials that prove it.

        Likely arcs are tried first. Arcs that contradict the potentials are added until there are
        none, so each round has more arcs than the last. If no change of a single arc lowers the
        cost, nothing has to be solved.
        """
        up, down = (cost < 0) & (self.flow < self.high), (cost > 0) & (self.flow > 0)
        if not (self.free & (up | down)).any():
            return np.zeros(self.size, np.int64)
        on = self.free & (self.likely | (self.flow > 0))
        while True:
            at = np.flatnonzero(on)
            tail, head, high = self.tail[at], self.head[at], self.high[at]
            self.flow[at] = least_cost_flow(tail, head, high, cost[at], self.flow[at])
            labels = potentials(self.size, tail, head, high, cost[at], self.flow[at])
            for part, reduced in self._reduced(cost, labels):
                on[part] |= self.free[part] & (reduced < 0) & (self.flow[part] < self.high[part])
            if len(at) == int(on.sum()):
                return labels

    def settle(self, cost: Ints) -> Ints:
        """Keep only the flows of least cost, and return the potentials that prove it."""
        labels = self.minimise(cost)
        for part, reduced in self._reduced(cost, labels):
            self.free[part] &= reduced == 0
        return labels

    def _reduced(self, cost: Ints, labels: Ints) -> Iterator[tuple[slice, Ints]]:
        """The reduced costs of all arcs, in parts."""
        for start in range(0, len(self.tail), CELLS):
            part = slice(start, start + CELLS)
            yield part, cost[part] + labels[self.tail[part]] - labels[self.head[part]]

    def fill(self) -> tuple[int, Ints]:
        """Fill as many of the demanded places as possible, and keep these.

        Returns how many stay empty, and the potentials that prove that no more can be filled.
        """
        demands = np.arange(len(self.tail)) >= len(self.tail) - self.demands
        labels = self.minimise(-demands.astype(np.int64))
        self.free &= ~demands
        return int((self.high - self.flow)[demands].sum()), labels


def _likely(fit: NDArray[np.integer], places: Places) -> NDArray[np.bool_]:
    """Whether pairs are among the best of their row or column, or few."""
    rows, columns = places
    if len(rows) <= max(FEW, fit.size // BEST):
        return np.ones(len(rows), np.bool_)
    of_column, of_row = (
        np.partition(fit, last, axis=axis).take(last, axis=axis)
        for axis, last in enumerate(max(length - BEST, 0) for length in fit.shape)
    )
    return np.asarray(fit[rows, columns] >= np.minimum(of_row[rows], of_column[columns]))


def least_cost_flow(
    tail: Indices, head: Indices, high: Indices, cost: Ints, flow: Indices
) -> Indices:
    """A flow of least cost within the capacities `high`, given any with the same balances.

    Costs that are too large are rounded first. An optimum for rounded costs is off by less than
    one rounding unit per arc. So an arc whose reduced cost exceeds that unit times the number of
    nodes has its final flow (Goldberg and Tarjan 1990); the others have small reduced costs.
    """
    nodes, ends = np.unique(np.concatenate([tail, head]), return_inverse=True)
    tail, head = ends[: len(tail)], ends[len(tail) :]
    over = int(np.abs(cost).max(initial=0)).bit_length() + len(nodes).bit_length() - BITS
    rounded = cost >> max(over, 0)
    supply = np.bincount(tail, flow, len(nodes)) - np.bincount(head, flow, len(nodes))
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, high, rounded)
    solver.set_nodes_supplies(np.arange(len(nodes)), supply.astype(np.int64))
    if solver.solve() != solver.OPTIMAL:
        raise MentoringError(
            "The solver gave up on a match that has a solution. Nothing was changed; please "
            "report this."
        )
    flow = solver.flows(np.arange(len(tail)))
    if over > 0:
        labels = potentials(len(nodes), tail, head, high, rounded, flow)
        reduced = cost + ((labels[tail] - labels[head]) << over)
        on = np.flatnonzero(np.abs(reduced) <= len(nodes) << over)
        flow[on] = least_cost_flow(tail[on], head[on], high[on], reduced[on], flow[on])
    return flow


def potentials(
    size: int, tail: Indices, head: Indices, high: Indices, cost: Ints, flow: Indices
) -> Ints:
    """For each node, the cost of the cheapest path to it in the residual graph of a flow.

    A path may start at any node, so the cost is at most 0 (the empty path). This is the
    Bellman–Ford algorithm on all arcs at once. It ends after as many rounds as the longest such
    path has arcs. Raises MentoringError if the flow is not of least cost.
    """
    up, down = np.flatnonzero(flow < high), np.flatnonzero(flow > 0)
    ends = np.concatenate([head[up], tail[down]])
    order = np.argsort(ends.astype(np.min_scalar_type(size)), kind="stable")
    begins = np.concatenate([tail[up], head[down]])[order]
    costs = np.concatenate([cost[up], -cost[down]])[order]
    starts = np.flatnonzero(np.diff(ends[order], prepend=-1))
    heads = ends[order][starts]
    labels = np.zeros(size, np.int64)
    for _ in range(size + 1):
        reached = np.minimum(labels[heads], np.minimum.reduceat(labels[begins] + costs, starts))
        if np.array_equal(reached, labels[heads]):
            return labels
        labels[heads] = reached
    raise MentoringError("A flow was not the least. Nothing was changed; please report this.")
