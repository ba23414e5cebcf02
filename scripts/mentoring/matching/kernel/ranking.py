"""How pairs compare before the lottery, without a weight for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance
    from mentoring.matching.instance.stages import Term

    Indices = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """A table of ranks, the higher the better: `rank[kind[row], fit]`.

    Mentees of one kind are worth the same, and the rank of a kind rises with the fit. It compares
    pairs by the terms before the lottery, a held pair as if it were not held.
    """

    kind: Indices
    rank: Indices

    @classmethod
    def of(cls, instance: Instance, terms: Sequence[Term]) -> Ranking:
        """The ranks of every kind of mentee with every fit."""
        people = [(one.band, instance.waited.get(one.id, -1)) for one in instance.mentees]
        kinds, kind = np.unique(np.array(people).reshape(-1, 2), axis=0, return_inverse=True)
        bands, waited = kinds.T[:, :, None]
        last = waited.max(initial=0) + 1
        values = {
            "motivation": bands.max(initial=0) - bands,
            "waited": np.where(waited < 0, 0, last - waited),
        }
        worth = np.zeros((len(kinds), FULL + 1), np.int64)
        fits = np.arange(FULL + 1)
        for term in takewhile(lambda term: term.name != "lottery", terms):
            by_fit = {"fit": fits, "levels": fits, "below": fits >= term.fit} | values
            value = by_fit.get(term.name, np.int64(0))
            worth = worth * (int(value.max(initial=0)) + 1) + value
        _, rank = np.unique(worth, return_inverse=True)
        return cls(kind=kind.reshape(-1), rank=rank.reshape(worth.shape))

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
