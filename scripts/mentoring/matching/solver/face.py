"""A face of the flow polytope: the outcomes that are optimal in every stage so far.

An outcome is a circulation: source, mentee's group, mentee, mentor, mentor's group, sink, and back
along an arc that carries at most the cap. Minimising one more cost yields potentials. An arc with
a nonzero reduced cost has the same flow in every outcome of least cost (complementary slackness).
It is settled, and later stages change only the free arcs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.kernel import Places
from mentoring.matching.network import Network
from mentoring.matching.solver.flow import Ints, Small, least_cost_flow, potentials

FEW, BEST = 600, 12
"""Up to FEW pairs are all tried at once; of more, only the BEST of each person."""

CELLS = 1 << 22
"""The number of arcs priced at a time."""


@dataclass(kw_only=True, slots=True, eq=False)
class Face:
    """A circulation, and which of its arcs are still free. The first arcs are the pairs.

    `rows` and `columns` are the positions of the pairs. All other arrays have one entry per arc:
    its ends, the bounds of its flow, the flow, whether it may still change, and whether to try it
    first. The nodes are, in order, the groups of mentees (the first is the source), the groups of
    mentors (the first is the sink), the mentees, and the mentors.
    """

    size: int
    rows: Small
    columns: Small
    tail: Small
    head: Small
    low: Small
    high: Small
    flow: Small
    free: NDArray[np.bool_]
    likely: NDArray[np.bool_]

    @classmethod
    def of(cls, network: Network, places: Places) -> Face:
        """All outcomes that choose among the pairs at these places; the flow starts at zero."""
        rows, columns = places
        left, right = network.mentees, network.mentors
        sink = len(left.low)
        first = sink + len(right.low)
        behind = first + len(left.group)
        mentees, mentors = np.unique(rows), np.unique(columns)
        arcs = [
            (first + rows, behind + columns, 0, 1),
            (left.group[mentees], first + mentees, 0, 1),
            (behind + mentors, sink + right.group[mentors], 0, right.places[mentors]),
            (0, np.arange(1, sink), left.low[1:], left.high[1:]),
            (np.arange(sink + 1, first), sink, right.low[1:], right.high[1:]),
            (np.array([sink]), 0, 0, network.cap),
        ]
        whole = (np.broadcast_arrays(*(np.asarray(part, np.int32) for part in arc)) for arc in arcs)
        tail, head, low, high = (np.concatenate(part) for part in zip(*whole, strict=True))
        return cls(
            size=behind + len(right.group),
            rows=rows.astype(np.int32),
            columns=columns.astype(np.int32),
            tail=tail,
            head=head,
            low=low,
            high=high,
            flow=np.zeros(len(tail), np.int32),
            free=np.ones(len(tail), np.bool_),
            likely=_likely(network.instance.fit, places, len(tail)),
        )

    def copy(self) -> Face:
        """A copy that can be changed without changing this face."""
        return replace(self, flow=self.flow.copy(), free=self.free.copy())

    @property
    def open(self) -> NDArray[np.bool_]:
        """The pairs that are free."""
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
        none, so each round has more arcs than the last.
        """
        if self._is_least(cost):
            return np.zeros(self.size, np.int64)
        on = self.free & (self.likely | (self.flow > 0))
        while True:
            at = np.flatnonzero(on)
            tail, head, bounds = self.tail[at], self.head[at], (self.low[at], self.high[at])
            self.flow[at] = least_cost_flow(tail, head, bounds, cost[at], self.flow[at])
            labels = potentials(self.size, tail, head, bounds, cost[at], self.flow[at])
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

    def _is_least(self, cost: Ints) -> bool:
        """Whether no change of a single arc lowers the cost, so that nothing has to be solved."""
        up = self.free & (self.flow < self.high) & (cost < 0)
        down = self.free & (self.flow > self.low) & (cost > 0)
        return not (up.any() or down.any())

    def fill(self) -> tuple[int, Ints]:
        """Find a flow that fills as many places of the lower bounds as possible.

        Returns the number of demanded places that stay empty, and the potentials that prove that
        no more can be filled. Each lower bound becomes an extra arc, with a worth of 1 per unit.
        """
        demanded = np.flatnonzero(self.low)
        if not len(demanded):
            return 0, np.zeros(self.size, np.int64)
        wanted = self.low[demanded]
        split = replace(
            self,
            tail=np.concatenate([self.tail, self.tail[demanded]]),
            head=np.concatenate([self.head, self.head[demanded]]),
            low=np.zeros(len(self.tail) + len(demanded), np.int64),
            high=np.concatenate([self.high - self.low, wanted]),
            flow=np.zeros(len(self.tail) + len(demanded), np.int64),
            free=np.ones(len(self.tail) + len(demanded), np.bool_),
            likely=np.append(self.likely, np.ones(len(demanded), np.bool_)),
        )
        cost = np.zeros(len(split.tail), np.int64)
        cost[len(self.tail) :] = -1
        labels = split.minimise(cost)
        self.flow = split.flow[: len(self.tail)].copy()
        self.flow[demanded] += split.flow[len(self.tail) :]
        short = int((wanted - split.flow[len(self.tail) :]).sum())
        return short, labels


def _likely(fit: NDArray[np.integer], places: Places, arcs: int) -> NDArray[np.bool_]:
    """Which arcs are not pairs, or are pairs among the best of their row or column."""
    rows, columns = places
    likely = np.ones(arcs, np.bool_)
    if len(rows) <= max(FEW, fit.size // BEST):
        return likely
    of_column, of_row = (
        np.partition(fit, last, axis=axis).take(last, axis=axis)
        for axis, last in enumerate(max(length - BEST, 0) for length in fit.shape)
    )
    likely[: len(rows)] = fit[rows, columns] >= np.minimum(of_row[rows], of_column[columns])
    return likely
