"""How good a floor a change can keep: the widest paths through what ties before the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.explain.residual_neighbourhood import arcs_around
from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import Term
from mentoring.matching.solver.arcs import Arcs, weights_for
from mentoring.matching.solver.duals import potentials
from mentoring.matching.solver.residual import NONE, Hubs
from mentoring.matching.solver.weights import levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mentoring.matching.solver.network import Network

IMPASSABLE = -1


class WidestPaths:
    """For any two hubs, the best worst fit of pairs by which one can be reached from the other.

    Only ways that give up nothing of the terms `before` the floor count: those whose every arc has
    no reduced cost. `chosen` are the best pairs, by row and column.
    """

    def __init__(
        self, network: Network, before: Sequence[Term], chosen: Sequence[tuple[int, int]]
    ) -> None:
        self.hubs = _hubs(network, before, chosen)
        self.between = _closed(_tight(self.hubs))

    def forced(self, row: int, column: int) -> int:
        """The best worst fit of the pairs that must come if this one does."""
        return int(self.between[self.hubs.exit[column], self.hubs.enter[row]])

    def forbidden(self, row: int, column: int) -> int:
        """The best worst fit of the pairs that must come if this one, chosen, goes."""
        return int(self.between[self.hubs.enter[row], self.hubs.exit[column]])


def _hubs(network: Network, before: Sequence[Term], chosen: Sequence[tuple[int, int]]) -> Hubs:
    """The residual graph in which the best arc between two hubs is the best by `before`, then fit.

    It weighs pairs by `before` alone.
    """
    ranked = arcs_around(network, (*before, Term("fit")), chosen)
    weights = weights_for(network, before, levels(network.instance))
    arcs = Arcs(
        rows=ranked.rows,
        columns=ranked.columns,
        weights=weights.of(network.instance, ranked.rows, ranked.columns),
        packing=weights.packing,
    )
    return Hubs(network, arcs, arcs.indices(chosen))


def _tight(hubs: Hubs) -> NDArray[np.int64]:
    """The fit of the best pair on each arc that costs nothing; FULL where it needs no pair."""
    labels = potentials(hubs)
    fits = hubs.network.instance.fit[hubs.arcs.rows, hubs.arcs.columns].tolist()
    width = np.full((hubs.size, hubs.size), IMPASSABLE, np.int64)
    np.fill_diagonal(width, FULL)
    for tail, steps in enumerate(hubs.circulation()):
        for head, cost, arc in steps:
            if labels[tail] + cost == labels[head]:
                width[tail, head] = max(width[tail, head], FULL if arc == NONE else fits[arc])
    return width


def _closed(width: NDArray[np.int64]) -> NDArray[np.int64]:
    """The widest path between any two nodes (Floyd 1962, in the algebra of max and min)."""
    for k in range(len(width)):
        width = np.maximum(width, np.minimum(width[:, k, None], width[k]))
    return width
