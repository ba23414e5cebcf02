"""How pairs compare before the lottery, without a weight for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np

from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import Term
from mentoring.matching.solver.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance

    Indices = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """A table of ranks, the higher the better: `rank[kind[row], fit]`.

    Mentees of one kind weigh the same, and the rank of a kind rises with the fit. It compares
    pairs by the terms before the lottery, a held pair as if it were not held.
    """

    kind: Indices
    rank: Indices

    @classmethod
    def of(cls, instance: Instance, terms: Sequence[Term]) -> Ranking:
        """The ranks of all sums of a mentee's weight and a fit's."""
        certain = takewhile(lambda term: term.name != "lottery", terms)
        plain = [Term("fit") if term.name in {"levels", "worst"} else term for term in certain]
        weights = weigh(instance, plain, range(FULL + 1), 2)
        dtype = weights.packing.dtype
        mentee: NDArray[Any] = np.array(weights.mentee, dtype)
        level: NDArray[Any] = np.array(list(weights.level.values()), dtype)
        kinds, kind = np.unique(mentee, return_inverse=True)
        sums = np.add.outer(kinds, level)
        _, rank = np.unique(sums, return_inverse=True)
        return cls(kind=kind, rank=rank.reshape(sums.shape))

    def of_fits(self, rows: Indices, fits: NDArray[np.integer]) -> Indices:
        """The rank of each of some pairs, given their rows and their fits."""
        ranks: Indices = self.rank[self.kind[rows], fits]
        return ranks

    def least(self, ranks: Indices) -> Indices:
        """The lowest fit with which each row reaches its rank; above all fits if none does."""
        fits = np.zeros_like(ranks)
        for kind, rising in enumerate(self.rank):
            of_kind = self.kind == kind
            fits[of_kind] = np.searchsorted(rising, ranks[of_kind])
        return fits
