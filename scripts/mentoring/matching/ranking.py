"""How pairs compare before the lottery, without a weight for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mentoring.matching.weights import Weights

    Indices = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """A table of ranks, the higher the better: `rank[kind[row], fit]`.

    Mentees of one kind weigh the same, and the rank of a kind rises with the fit. What holding a
    pair is worth, its ticket, and all that counts after the ticket, are left out.
    """

    kind: Indices
    rank: Indices

    @classmethod
    def of(cls, weights: Weights) -> Ranking:
        """The ranks of all sums of a mentee's weight and a fit's."""
        mentees = list(map(weights.untied, weights.mentee))
        levels = list(map(weights.untied, weights.level))
        kinds = {worth: k for k, worth in enumerate(sorted(set(mentees)))}
        sums = [worth + level for worth in kinds for level in levels]
        place = {worth: rank for rank, worth in enumerate(sorted(set(sums)))}
        return cls(
            kind=np.array([kinds[worth] for worth in mentees], np.intp),
            rank=np.array([place[worth] for worth in sums], np.intp).reshape(len(kinds), -1),
        )

    def of_fits(self, rows: Indices, fits: NDArray[np.integer]) -> Indices:
        """The rank of each of some pairs, given their rows and their fits."""
        ranks: Indices = self.rank[self.kind[rows], fits]
        return ranks

    def least(self, rows: Indices, rank: int) -> Indices:
        """For each row, the lowest fit that reaches a rank; past the last fit if none does."""
        return np.array([np.searchsorted(ranks, rank) for ranks in self.rank])[self.kind[rows]]
