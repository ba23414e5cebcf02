"""The best matching, one shortest path at a time."""

from __future__ import annotations

import heapq
from math import inf
from typing import TYPE_CHECKING

from mentoring.matching.solver.residual import NONE, SOURCE, Hubs, settle

if TYPE_CHECKING:
    from mentoring.matching.solver.arcs import Arcs
    from mentoring.matching.solver.network import Network


def best(network: Network, arcs: Arcs) -> Hubs:
    """The residual graph of a matching of greatest weight: no cycle in it has a negative cost.

    Successive shortest paths (Jewell 1958, Iri 1960, Busacker and Gowen 1960): each path adds one
    pair, and gains no more than the one before it; the first that gains nothing is the end.
    """
    hubs = Hubs(network, arcs, ())
    potentials = Potentials(hubs)
    while len(hubs.chosen) < network.cap:
        path = potentials.path(hubs)
        if not path:
            break
        hubs = Hubs(network, arcs, _changed(hubs, path))
    return hubs


class Potentials:
    """Distances from the source so far: by what they differ, no residual arc costs less.

    With them the next path is found by Dijkstra's algorithm, which looks no further than the sink
    (Tomizawa 1971, Edmonds and Karp 1972). They are kept by group, row and column, for hubs come
    and go; somebody who becomes one is as far away as their group.
    """

    def __init__(self, hubs: Hubs) -> None:
        labels = [hubs.arcs.infinity] * hubs.size
        labels[SOURCE] = 0
        settle([hubs.steps(node) for node in range(hubs.size)], labels, [SOURCE])
        self.group = labels
        self.row: dict[int, int] = {}
        self.column: dict[int, int] = {}

    def path(self, hubs: Hubs) -> list[tuple[int, int]]:
        """The arcs (tail, pair) of the cheapest path to the sink; none if it gains nothing."""
        potential = self._of(hubs)
        distance, by = _dijkstra(hubs, potential)
        reached = distance.get(hubs.sink)
        if reached is None or reached + potential[hubs.sink] >= potential[SOURCE]:
            return []
        self._keep(hubs, [p + distance.get(v, reached) for v, p in enumerate(potential)])
        path = []
        node = hubs.sink
        while node != SOURCE:
            node, arc = by[node]
            path.append((node, arc))
        return path

    def _of(self, hubs: Hubs) -> list[int]:
        group = [self.group[node] for node in hubs.group]
        matched = slice(hubs.first, hubs.first + len(hubs.matched))
        rows = map(self.row.get, hubs.matched, group[matched])
        columns = map(self.column.get, hubs.used, group[matched.stop :])
        return [*group[: hubs.first], *rows, *columns]

    def _keep(self, hubs: Hubs, potential: list[int]) -> None:
        matched = slice(hubs.first, hubs.first + len(hubs.matched))
        self.group = potential[: hubs.first]
        self.row = dict(zip(hubs.matched, potential[matched], strict=True))
        self.column = dict(zip(hubs.used, potential[matched.stop :], strict=True))


def _dijkstra(
    hubs: Hubs, potential: list[int]
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """Distances by reduced cost as far as the sink, and by which (tail, pair) each is reached."""
    distance: dict[int, int] = {}
    by: dict[int, tuple[int, int]] = {}
    least = {SOURCE: 0}
    farthest = inf
    heap = [(0, SOURCE)]
    while heap and heap[0][0] < farthest:
        here, tail = heapq.heappop(heap)
        if tail in distance:
            continue
        distance[tail] = here
        here += potential[tail]
        for head, cost, arc in hubs.steps(tail):
            there = here + cost - potential[head]
            if there < least.get(head, farthest):
                least[head] = there
                by[head] = (tail, arc)
                heapq.heappush(heap, (there, head))
                if head == hubs.sink:
                    distance[head] = farthest = there
    return distance, by


def _changed(hubs: Hubs, path: list[tuple[int, int]]) -> list[int]:
    """The pairs once the path is taken: those it passes backwards go, those it passes come."""
    passed = {tail for tail, _ in path}
    kept = [
        arc
        for arc, row in zip(hubs.chosen, hubs.matched, strict=True)
        if int(hubs.enter[row]) not in passed
    ]
    return kept + [arc for _, arc in path if arc != NONE]
