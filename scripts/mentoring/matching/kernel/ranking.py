"""The ranking of pairs before the lottery, without a weight for each pair."""

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
    """A table of ranks, where higher is better: `rank[kind[row], fit]`.

    Mentees of one kind have the same worth, and the rank of a kind rises with the fit. The table
    compares pairs by the terms before the lottery, and ignores that a pair is held.
    """

    kind: Indices
    rank: Indices

    @classmethod
    def of(cls, instance: Instance, terms: Sequence[Term]) -> Ranking:
        """The table of ranks for every kind of mentee and every fit."""
        band = np.array([mentee.band for mentee in instance.mentees], np.int64)
        rank = np.array(
            [instance.waited.get(mentee.id, -1) for mentee in instance.mentees], np.int64
        )
        last = int(rank.max(initial=-1)) + 1
        kinds, kind = np.unique(band * (last + 1) + rank + 1, return_inverse=True)
        bands, waited = np.divmod(kinds[:, None], last + 1)
        values = {
            "motivation": bands.max(initial=0) - bands,
            "waited": np.where(waited == 0, 0, last + 1 - waited),
        }
        worth = np.zeros((len(kinds), FULL + 1), np.int64)
        fits = np.arange(FULL + 1)
        for term in takewhile(lambda term: term.name != "lottery", terms):
            by_fit = {"fit": fits, "levels": fits, "below": fits >= term.fit} | values
            value = by_fit.get(term.name, np.int64(0))
            worth = worth * (int(value.max(initial=0)) + 1) + value
        _, ranks = np.unique(worth, return_inverse=True)
        return cls(kind=kind.reshape(-1), rank=ranks.reshape(worth.shape))

    def of_fits(self, rows: Indices, fits: NDArray[np.integer]) -> Indices:
        """The rank of each pair, given the pairs' rows and fits."""
        ranks: Indices = self.rank[self.kind[rows], fits]
        return ranks

    def least(self, ranks: Indices) -> Indices:
        """The lowest fit with which each kind reaches each of `ranks`: an array (kind, rank).

        The entry is above all fits if no fit reaches the rank.
        """
        return np.stack([np.searchsorted(rising, ranks) for rising in self.rank])
