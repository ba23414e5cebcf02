"""The pairs between which a solver chooses, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.stages import LOTTERY
from mentoring.matching.solver.kernel import is_small, leading, shortlist, unbeaten
from mentoring.matching.solver.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.matching.instance.stages import Term
    from mentoring.matching.solver.network import Network
    from mentoring.matching.solver.packing import Packing
    from mentoring.matching.solver.ranking import Indices
    from mentoring.matching.solver.strip import Places
    from mentoring.matching.solver.weights import Weights


@dataclass(frozen=True, kw_only=True, slots=True)
class Arcs:
    """Pairs (row, column) in ascending order of their weights, which are packed."""

    rows: Indices
    columns: Indices
    weights: list[int]
    packing: Packing

    def pairs(self, arcs: Sequence[int]) -> list[tuple[int, int]]:
        """The (row, column) of each of the arcs."""
        rows, columns = self.rows[list(arcs)].tolist(), self.columns[list(arcs)].tolist()
        return list(zip(rows, columns, strict=True))

    def indices(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        """The arcs of the given (row, column), all of which are here."""
        index = {pair: arc for arc, pair in enumerate(self.pairs(range(len(self.weights))))}
        return [index[pair] for pair in pairs]

    @property
    def reward(self) -> int:
        """What it is worth to fill a place that a lower bound demands: more than any pair."""
        return 1 << self.packing.shifts[1]

    @property
    def infinity(self) -> int:
        """More than any path can cost."""
        return 1 << (self.packing.bits + 1)


def kernel_arcs(network: Network, terms: Sequence[Term]) -> Arcs:
    """The pairs of the kernel, by these terms."""
    arcs = weighed(network, terms, shortlist(network, terms))
    kept = np.arange(len(arcs.rows))
    if is_small(network):
        kept = leading(network, arcs.rows, arcs.columns, kept)
    if LOTTERY in terms:
        kept = kept[unbeaten(network, arcs.rows[kept], arcs.columns[kept])]
    return Arcs(
        rows=arcs.rows[kept],
        columns=arcs.columns[kept],
        weights=[arcs.weights[k] for k in kept.tolist()],
        packing=arcs.packing,
    )


def weights_for(network: Network, terms: Sequence[Term], fits: Sequence[int]) -> Weights:
    """The weights of pairs with these fits, for sums as long as two simple paths."""
    longest = 2 * min(network.cap, len(network.instance.mentees)) + 4
    return weigh(network.instance, terms, fits, 2 * longest)


def weighed(network: Network, terms: Sequence[Term], places: Places) -> Arcs:
    """The given pairs, weighed by these terms."""
    rows, columns = places
    fits = sorted(set(network.instance.fit[rows, columns].tolist()))
    weights = weights_for(network, terms, fits)
    worth = weights.of(network.instance, rows, columns)
    order = np.array(sorted(range(len(worth)), key=worth.__getitem__), np.intp)
    return Arcs(
        rows=rows[order],
        columns=columns[order],
        weights=[worth[k] for k in order.tolist()],
        packing=weights.packing,
    )
