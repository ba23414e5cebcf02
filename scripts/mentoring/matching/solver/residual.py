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

    from mentoring.matching.solver.arcs import Arcs
    from mentoring.matching.solver.network import Network, Side

SOURCE = 0
NONE = -1

Step = tuple[int, int, int]
"""Where an arc leads, what it costs, and the pair it chooses (or NONE)."""


class Hubs:
    """The contracted residual graph of the pairs `chosen` (indices of arcs).

    Node 0 is the source; then come the bounded groups of mentees, the sink, the bounded groups of
    mentors, the matched mentees and the mentors in use. Costs are negated weights. `best` has the
    arc by which one hub is best reached from another, or NONE, and `back` what else leaves a hub.
    `group` is the group through which each is reached or left while it is no hub; or itself.
    `short` is how many places that a lower bound demands are empty.
    """

    def __init__(self, network: Network, arcs: Arcs, chosen: Iterable[int]) -> None:
        self.network = network
        self.arcs = arcs
        self.chosen = sorted(chosen)
        rows, columns = arcs.rows[self.chosen], arcs.columns[self.chosen]
        self.matched = rows.tolist()
        self.used = sorted(set(columns.tolist()))
        self.sink = len(network.mentees.low)
        self.first = self.sink + len(network.mentors.low)
        self.size = self.first + len(self.matched) + len(self.used)
        self.enter = network.mentees.group.copy()
        self.enter[rows] = np.arange(self.first, self.first + len(self.matched))
        self.exit = network.mentors.group + self.sink
        self.exit[self.used] = np.arange(self.first + len(self.matched), self.size)
        self.group = self._group()
        self.best = self._best()
        self.back: list[list[Step]] = [[] for _ in range(self.size)]
        self.short = 0
        self._pairs(columns)
        self._groups(network.mentees, rows, range(self.sink), forward=True)
        self._groups(network.mentors, columns, range(self.sink, self.first), forward=False)

    def steps(self, node: int) -> list[Step]:
        """The arcs that leave a hub."""
        best, weights = self.best[node], self.arcs.weights
        (heads,) = (best >= 0).nonzero()
        arcs = zip(heads.tolist(), best[heads].tolist(), strict=True)
        return [(head, -weights[arc], arc) for head, arc in arcs] + self.back[node]

    def _group(self) -> list[int]:
        mentees, mentors = self.network.mentees.group, self.network.mentors.group + self.sink
        return [*range(self.first), *mentees[self.matched].tolist(), *mentors[self.used].tolist()]

    def _best(self) -> NDArray[np.intp]:
        """The best arc from each hub to each, or NONE: no chosen one, and none that is redundant.

        What leaves a matched mentee is redundant if something better leaves their group, which can
        be reached from them for nothing; so is what enters a mentor in use, seen from theirs.
        """
        arcs, groups = self.arcs, np.array(self.group)
        best = np.full((self.size, self.size), NONE)
        best[self.enter[arcs.rows], self.exit[arcs.columns]] = np.arange(len(arcs.weights))
        best[self.enter[arcs.rows[self.chosen]], self.exit[arcs.columns[self.chosen]]] = NONE
        matched = slice(self.first, self.first + len(self.matched))
        used = slice(matched.stop, self.size)
        best[matched][best[matched] < best[groups[matched]]] = NONE
        best[:, used][best[:, used] < best[:, groups[used]]] = NONE
        return best

    def _pairs(self, columns: NDArray[np.intp]) -> None:
        """What the pairs that are chosen lead back to."""
        back, weights = self.back, self.arcs.weights
        exits = self.exit[columns].tolist()
        for node, (arc, there) in enumerate(zip(self.chosen, exits, strict=True), self.first):
            back[there].append((node, weights[arc], NONE))
            back[node].append((self.group[node], 0, NONE))
        load = np.bincount(columns, minlength=len(self.exit))[self.used].tolist()
        room = self.network.mentors.room[self.used].tolist()
        first = self.first + len(self.matched)
        for node, (taken, places) in enumerate(zip(load, room, strict=True), first):
            group = self.group[node]
            back[group].append((node, 0, NONE))
            if taken < places:
                back[node].append((group, 0, NONE))

    def _groups(self, side: Side, people: NDArray[np.intp], nodes: range, *, forward: bool) -> None:
        count = np.bincount(side.group[people], minlength=len(side.low)).tolist()
        root = nodes[0]
        for group in range(1, len(side.low)):
            there, back = (root, nodes[group]) if forward else (nodes[group], root)
            low, high, filled = side.low[group], side.high[group], count[group]
            self.short += max(low - filled, 0)
            if filled < high:
                self.back[there].append((back, -self.arcs.reward * (filled < low), NONE))
            if filled > 0:
                self.back[back].append((there, self.arcs.reward * (filled <= low), NONE))

    def reweighed(self, arcs: Arcs) -> Hubs:
        """The residual graph of the same pairs under other weights, for which they are optimal."""
        return Hubs(self.network, arcs, arcs.indices(self.arcs.pairs(self.chosen)))

    def circulation(self) -> list[list[Step]]:
        """The graph with the sink led back to the source, which closes every change to a cycle."""
        graph = [self.steps(node) for node in range(self.size)]
        if len(self.chosen) < self.network.cap:
            graph[self.sink].append((SOURCE, 0, NONE))
        if self.chosen:
            graph[SOURCE].append((self.sink, 0, NONE))
        return graph


def settle(graph: Sequence[Sequence[Step]], labels: list[int], start: Iterable[int]) -> None:
    """Lower `labels` until no arc lowers one further, from the nodes in `start` on.

    Bellman, Ford and Moore's algorithm with a queue. There must be no negative cycle.
    """
    queue = deque(start)
    waiting = [False] * len(graph)
    while queue:
        tail = queue.popleft()
        waiting[tail] = False
        here = labels[tail]
        for head, cost, _ in graph[tail]:
            if here + cost < labels[head]:
                labels[head] = here + cost
                if not waiting[head]:
                    waiting[head] = True
                    queue.append(head)
