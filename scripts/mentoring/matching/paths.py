"""The best matching, one shortest path at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.matching.residual import NONE, SOURCE, Hubs, settle

if TYPE_CHECKING:
    from mentoring.matching.arcs import Arcs
    from mentoring.matching.network import Network


def best(network: Network, arcs: Arcs) -> Hubs:
    """The residual graph of a matching of greatest weight: no cycle in it has a negative cost.

    Successive shortest paths (Jewell 1958, Iri 1960, Busacker and Gowen 1960): each path adds one
    pair, and gains no more than the one before it; the first that gains nothing is the end.
    """
    hubs = Hubs(network, arcs, ())
    while len(hubs.chosen) < network.cap:
        path = _shortest(hubs)
        if not path:
            break
        hubs = Hubs(network, arcs, _changed(hubs, path))
    return hubs


def _shortest(hubs: Hubs) -> list[tuple[int, int]]:
    """The arcs (tail, pair) of a cheapest path from source to sink; none if it gains nothing."""
    labels = [hubs.arcs.infinity] * hubs.size
    labels[SOURCE] = 0
    by = settle(hubs.graph, labels, [SOURCE])
    if labels[hubs.sink] >= 0:
        return []
    path = []
    node = hubs.sink
    while node != SOURCE:
        node, arc = by[node]
        path.append((node, arc))
    return path[::-1]


def _changed(hubs: Hubs, path: list[tuple[int, int]]) -> list[int]:
    """The pairs once the path is taken: those it passes backwards go, those it passes come."""
    passed = {tail for tail, _ in path}
    kept = [
        arc
        for arc, row in zip(hubs.chosen, hubs.matched, strict=True)
        if int(hubs.enter[row]) not in passed
    ]
    return kept + [arc for _, arc in path if arc != NONE]
