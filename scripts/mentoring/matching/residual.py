"""The residual graph of a matching, contracted to the few nodes through which a change can pass.

Somebody unmatched is reached from, or leaves through, one node alone: the group they are in (or
the source or the sink, where no bound counts them). So the unmatched need no nodes: of all pairs
that lead from a group, or a matched mentee, to a group, or a matched mentor, only the best counts.
What is left, the hubs, are the groups and at most two nodes a pair, whatever the size.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.arcs import Arcs
    from mentoring.matching.network import Network, Side

SOURCE = 0
NONE = -1

Step = tuple[int, int, int]
"""Where an arc leads, what it costs, and the pair it chooses (or NONE)."""


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

    def _best(self) -> NDArray[np.intp]:
        """The best arc from each hub to each, or NONE: no chosen one, and none that is redundant.

        What leaves a matched mentee is redundant if something better leaves their group, which can
        be reached from them for nothing; so is what enters a mentor in use, seen from theirs.
        """
        arcs, size, side = self.arcs, self.size, self.network
        best = np.full((size, size), NONE)
        best[self.enter[arcs.rows], self.exit[arcs.columns]] = np.arange(len(arcs.weights))
        rows, used = arcs.rows[self.chosen], np.array(self.used, np.intp)
        best[self.enter[rows], self.exit[arcs.columns[self.chosen]]] = NONE
        matched, groups = self.enter[rows], side.mentees.group[rows]
        best[matched] = np.where(best[matched] < best[groups], NONE, best[matched])
        into, groups = self.exit[used], side.mentors.group[used] + self.sink
        best[:, into] = np.where(best[:, into] < best[:, groups], NONE, best[:, into])
        return best

    def _pairs(self) -> None:
        arcs, graph, best = self.arcs, self.graph, self._best()
        tails, heads = np.nonzero(best >= 0)
        steps = zip(tails.tolist(), heads.tolist(), best[tails, heads].tolist(), strict=True)
        for tail, head, arc in steps:
            graph[tail].append((head, -arcs.weights[arc], arc))
        for arc, (row, column) in zip(self.chosen, arcs.pairs(self.chosen), strict=True):
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

    def reweighed(self, arcs: Arcs) -> Hubs:
        """The residual graph of the same pairs under other weights, for which they are optimal."""
        return Hubs(self.network, arcs, arcs.indices(self.arcs.pairs(self.chosen)))

    def circulation(self) -> list[list[Step]]:
        """The graph with the sink led back to the source, which closes every change to a cycle."""
        graph = list(self.graph)
        if len(self.chosen) < self.network.cap:
            graph[self.sink] = [*graph[self.sink], (SOURCE, 0, NONE)]
        if self.chosen:
            graph[SOURCE] = [*graph[SOURCE], (self.sink, 0, NONE)]
        return graph


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
