"""The residual graph of a matching, contracted to the few nodes through which a change can pass.

Somebody unmatched is reached from, or leaves through, one node alone: the group they are in (or
the source or the sink, where no bound counts them). So the unmatched need no nodes: of all pairs
that lead from a group, or a matched mentee, to a group, or a matched mentor, only the best counts.
What is left, the hubs, are the groups and at most two nodes a pair, whatever the size.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.network import Network, Side

SOURCE = 0
NONE = -1

Step = tuple[int, int, int]
"""Where an arc leads, what it costs, and the pair it chooses (or NONE)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arcs:
    """The pairs that may be chosen, in ascending order of their packed weights.

    `reward` is what a place that a lower bound demands is worth, once it is filled; `infinity` is
    more than any path can cost.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    weights: list[int]
    reward: int
    infinity: int


class Hubs:
    """The contracted residual graph of the pairs `chosen` (indices of arcs).

    Node 0 is the source; then come the bounded groups of mentees, the sink, the bounded groups of
    mentors, the matched mentees and the mentors in use. Costs are negated weights. `short` is how
    many places that a lower bound demands are empty.
    """

    def __init__(self, network: Network, arcs: Arcs, chosen: Iterable[int]) -> None:
        self.network = network
        self.arcs = arcs
        self.chosen = sorted(chosen)
        rows, columns = arcs.rows[self.chosen], arcs.columns[self.chosen]
        self.matched = rows.tolist()
        self.used = sorted(set(columns.tolist()))
        self.sink = len(network.mentees.low)
        first = self.sink + len(network.mentors.low)
        self.size = first + len(self.matched) + len(self.used)
        self.enter = network.mentees.group.copy()
        self.enter[rows] = np.arange(first, first + len(self.matched))
        self.exit = network.mentors.group + self.sink
        self.exit[self.used] = np.arange(first + len(self.matched), self.size)
        self.load = np.bincount(columns, minlength=len(self.exit)).tolist()
        self.short = 0
        self.graph: list[list[Step]] = [[] for _ in range(self.size)]
        self._pairs()
        self._groups(network.mentees, rows, range(self.sink), forward=True)
        self._groups(network.mentors, columns, range(self.sink, first), forward=False)

    def _pairs(self) -> None:
        arcs, graph = self.arcs, self.graph
        best = np.full(self.size * self.size, NONE)
        best[self.enter[arcs.rows] * self.size + self.exit[arcs.columns]] = np.arange(
            len(arcs.weights)
        )
        chosen = set(self.chosen)
        for key in np.flatnonzero(best >= 0).tolist():
            arc = int(best[key])
            if arc not in chosen:
                tail, head = divmod(key, self.size)
                graph[tail].append((head, -arcs.weights[arc], arc))
        for arc, row in zip(self.chosen, self.matched, strict=True):
            column = int(arcs.columns[arc])
            node = int(self.enter[row])
            graph[int(self.exit[column])].append((node, arcs.weights[arc], NONE))
            graph[node].append((int(self.network.mentees.group[row]), 0, NONE))
        for column in self.used:
            group = int(self.network.mentors.group[column]) + self.sink
            node = int(self.exit[column])
            graph[group].append((node, 0, NONE))
            if self.load[column] < self.network.mentors.room[column]:
                graph[node].append((group, 0, NONE))

    def _groups(self, side: Side, people: NDArray[np.intp], nodes: range, *, forward: bool) -> None:
        count = np.bincount(side.group[people], minlength=len(side.low)).tolist()
        root = nodes[0]
        for group in range(1, len(side.low)):
            there, back = (root, nodes[group]) if forward else (nodes[group], root)
            low, high, filled = side.low[group], side.high[group], count[group]
            self.short += max(low - filled, 0)
            if filled < high:
                self.graph[there].append((back, -self.arcs.reward * (filled < low), NONE))
            if filled > 0:
                self.graph[back].append((there, self.arcs.reward * (filled <= low), NONE))

    def close(self) -> None:
        """Lead the sink back to the source, which makes of the flow a circulation."""
        if len(self.chosen) < self.network.cap:
            self.graph[self.sink].append((SOURCE, 0, NONE))
        if self.chosen:
            self.graph[SOURCE].append((self.sink, 0, NONE))


def settle(
    graph: Sequence[Sequence[Step]], labels: list[int], start: Iterable[int]
) -> list[tuple[int, int]]:
    """Lower `labels` until no arc lowers one further; what each was last lowered by: (tail, pair).

    Bellman, Ford and Moore's algorithm with a queue, from the nodes in `start` on. There must be
    no negative cycle.
    """
    by = [(NONE, NONE)] * len(graph)
    queue = deque(start)
    waiting = [False] * len(graph)
    while queue:
        tail = queue.popleft()
        waiting[tail] = False
        here = labels[tail]
        for head, cost, arc in graph[tail]:
            if here + cost < labels[head]:
                labels[head] = here + cost
                by[head] = (tail, arc)
                if not waiting[head]:
                    waiting[head] = True
                    queue.append(head)
    return by
