"""A face of the flow polytope: the outcomes that are the best by every stage so far.

An outcome is a circulation: source, mentee's group, mentee, mentor, mentor's group, sink, and back
along an arc that carries at most the cap. Minimising one more cost leaves potentials. An arc whose
reduced cost is not zero has the same flow in every outcome that costs as little (complementary
slackness): it is settled, and later stages choose among the free arcs alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mentoring.matching.solver.flow import least_cost_flow, potentials

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mentoring.matching.solver.network import Network

    Ints = NDArray[np.int64]
    Places = tuple[Ints, Ints]


@dataclass(kw_only=True, slots=True, eq=False)
class Face:
    """A circulation, and which of its arcs are still free. The first arcs are the pairs.

    `rows` and `columns` say which pairs. All other arrays have an entry an arc: its ends, the
    bounds of its flow, the flow, and whether it may still change. Nodes are the groups of mentees
    (0 the source), those of mentors (the first one the sink), the mentees, the mentors.
    """

    size: int
    rows: Ints
    columns: Ints
    tail: Ints
    head: Ints
    low: Ints
    high: Ints
    flow: Ints
    free: NDArray[np.bool_]

    @classmethod
    def of(cls, network: Network, places: Places) -> Face:
        """All outcomes that choose among the pairs at these places; at first nothing flows."""
        rows, columns = places
        sink = len(network.mentees.low)
        first = sink + len(network.mentors.low)
        behind = first + len(network.mentees.group)
        mentees, mentors = np.unique(rows), np.unique(columns)
        arcs = [
            (first + rows, behind + columns, 0, 1),
            (network.mentees.group[mentees], first + mentees, 0, 1),
            (
                behind + mentors,
                sink + network.mentors.group[mentors],
                0,
                network.mentors.room[mentors],
            ),
            (0, np.arange(1, sink), network.mentees.low[1:], network.mentees.high[1:]),
            (np.arange(sink + 1, first), sink, network.mentors.low[1:], network.mentors.high[1:]),
            (np.array([sink]), 0, 0, network.cap),
        ]
        whole = (np.broadcast_arrays(*(np.asarray(part, np.int64) for part in arc)) for arc in arcs)
        tail, head, low, high = (np.concatenate(part) for part in zip(*whole, strict=True))
        return cls(
            size=behind + len(network.mentors.group),
            rows=rows,
            columns=columns,
            tail=tail,
            head=head,
            low=low,
            high=high,
            flow=np.zeros(len(tail), np.int64),
            free=np.ones(len(tail), np.bool_),
        )

    def copy(self) -> Face:
        """The same face, to go on from without changing this one."""
        return replace(self, flow=self.flow.copy(), free=self.free.copy())

    @property
    def open(self) -> NDArray[np.bool_]:
        """Which pairs are free."""
        return self.free[: len(self.rows)]

    @property
    def chosen(self) -> NDArray[np.intp]:
        """The pairs that are chosen, as arcs."""
        return np.flatnonzero(self.flow[: len(self.rows)])

    def cost(self, of_pairs: NDArray[Any]) -> Ints:
        """The cost of each arc, given those of the pairs: nothing else costs anything."""
        cost = np.zeros(len(self.tail), np.int64)
        cost[: len(self.rows)] = of_pairs
        return cost

    def minimise(self, cost: Ints) -> None:
        """Find a flow of the face that costs the least."""
        if not self._is_least(cost):
            on = np.flatnonzero(self.free)
            self.flow[on] = least_cost_flow(
                self.tail[on], self.head[on], (self.low[on], self.high[on]), cost[on], self.flow[on]
            )

    def settle(self, cost: Ints) -> Ints:
        """The potentials that prove the flow the least by this cost; settles what they do."""
        least = self._is_least(cost)
        labels = np.zeros(self.size, np.int64) if least else self.potentials(cost)
        self.free &= cost + labels[self.tail] == labels[self.head]
        return labels

    def potentials(self, cost: Ints) -> Ints:
        """For each node, the cheapest way to it from anywhere in the residual graph."""
        up = np.flatnonzero(self.free & (self.flow < self.high))
        down = np.flatnonzero(self.free & (self.flow > self.low))
        tail = np.concatenate([self.tail[up], self.head[down]])
        head = np.concatenate([self.head[up], self.tail[down]])
        return potentials(self.size, tail, head, np.concatenate([cost[up], -cost[down]]))

    def _is_least(self, cost: Ints) -> bool:
        """Whether no change of a single arc costs less: then nothing has to be solved."""
        up = self.free & (self.flow < self.high) & (cost < 0)
        down = self.free & (self.flow > self.low) & (cost > 0)
        return not (up.any() or down.any())

    def fill(self) -> tuple[int, Ints]:
        """Find a flow that keeps the lower bounds, or most of them.

        Returns how many places that are demanded stay empty, and the potentials that show that no
        more can be filled. What is demanded becomes arcs of their own, each worth 1.
        """
        demanded = np.flatnonzero(self.low)
        wanted = self.low[demanded]
        split = replace(
            self,
            tail=np.concatenate([self.tail, self.tail[demanded]]),
            head=np.concatenate([self.head, self.head[demanded]]),
            low=np.zeros(len(self.tail) + len(demanded), np.int64),
            high=np.concatenate([self.high - self.low, wanted]),
            flow=np.zeros(len(self.tail) + len(demanded), np.int64),
            free=np.ones(len(self.tail) + len(demanded), np.bool_),
        )
        cost = np.zeros(len(split.tail), np.int64)
        cost[len(self.tail) :] = -1
        split.minimise(cost)
        self.flow = split.flow[: len(self.tail)].copy()
        self.flow[demanded] += split.flow[len(self.tail) :]
        short = int((wanted - split.flow[len(self.tail) :]).sum())
        return short, split.potentials(cost) if short else np.zeros(self.size, np.int64)
