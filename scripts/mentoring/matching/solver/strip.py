"""A strip of pairs: all mentees by one group of mentors, in a block for each group of mentees."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FORBIDDEN
from mentoring.matching.solver.network import SHUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.solver.network import Network
    from mentoring.matching.solver.ranking import Indices, Ranking

    Places = tuple[Indices, Indices]
    Head = tuple[int, int, int]
    """The best pair left in a row: its rank negated, the row and the column among those given."""

SPARE = 3
CELLS = 1 << 22


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """The columns of a group of mentors, as slices, and the best fit in them of every row.

    `touched` is, for each block, how many of its people can be in pairs at once.
    """

    network: Network
    ranking: Ranking
    spans: Sequence[slice]
    top: NDArray[np.integer]
    touched: Indices

    def disjoint(self) -> tuple[Places, Indices]:
        """Good pairs of each block that share nobody, and the rank of the worst of them, a block.

        They are one more than people of the block can be in pairs, so that one of them is free
        whatever is chosen. Where the block has not so many, the rank is -1.
        """
        rows = self._promising()
        fits = np.concatenate([self.network.instance.fit[rows, s] for s in self.spans], axis=1)
        best = fits.argmax(axis=1)
        ranks = self.ranking.of_fits(rows, fits[np.arange(len(rows)), best])
        heads = list(zip((-ranks).tolist(), range(len(rows)), best.tolist(), strict=True))
        ends = np.searchsorted(self.network.mentees.group[rows], np.arange(len(self.touched) + 1))
        chosen: list[Head] = []
        worst = np.full(len(self.touched), -1)
        for block, size in enumerate((self.touched + 1).tolist()):
            found = self._greedy(rows, fits, heads[ends[block] : ends[block + 1]], size)
            chosen += found
            if len(found) == size:
                worst[block] = -found[-1][0]
        columns = np.concatenate([np.arange(span.start, span.stop) for span in self.spans])
        _, k, c = np.array(chosen, np.intp).reshape(-1, 3).T
        return (rows[k], columns[c]), worst

    def _greedy(
        self, rows: Indices, fits: NDArray[np.integer], heads: list[Head], size: int
    ) -> list[Head]:
        """Up to `size` pairs that share nobody, the best first, given the best of each row.

        The columns that are taken are blotted out of `fits`.
        """
        block = slice(heads[0][1], heads[-1][1] + 1) if heads else slice(0)
        heapq.heapify(heads)
        found: list[Head] = []
        taken = set()
        while heads and len(found) < size:
            head = heapq.heappop(heads)
            _, k, column = head
            if column not in taken:
                found.append(head)
                taken.add(column)
                fits[block, column] = FORBIDDEN
            elif fits[k, column := int(fits[k].argmax())] >= 0:
                rank = int(self.ranking.rank[self.ranking.kind[rows[k]], fits[k, column]])
                heapq.heappush(heads, (-rank, k, column))
        return found

    def _promising(self) -> Indices:
        """The rows with the best tops of each block, block by block, the best first."""
        group = self.network.mentees.group
        rows = np.flatnonzero((self.top >= 0) & (group != SHUT))
        rank = self.ranking.of_fits(rows, self.top[rows])
        rows = rows[np.lexsort((-rank, group[rows]))]
        place = np.arange(len(rows)) - np.searchsorted(group[rows], group[rows])
        return rows[place < SPARE * (self.touched[group[rows]] + 1)]

    def reaching(self, least: Indices) -> Iterator[Places]:
        """The pairs whose fit is at least that of their row, a part at a time."""
        fit = self.network.instance.fit
        able = np.flatnonzero((self.top >= least) & (self.network.mentees.group != SHUT))
        for span in self.spans:
            step = max(CELLS // (span.stop - span.start), 1)
            for rows in np.split(able, range(step, len(able), step)):
                i, j = np.nonzero(fit[rows, span] >= least[rows, None])
                yield rows[i], j + span.start


def strips(network: Network, ranking: Ranking) -> Iterator[Strip]:
    """A strip for every group of mentors that has room; all their tops come from one pass."""
    fit, group = network.instance.fit, network.mentors.group
    starts = np.flatnonzero(np.diff(group, prepend=SHUT - 1))
    if not fit.size:
        return
    tops = np.maximum.reduceat(fit, starts, axis=1)
    for label, most in enumerate(network.mentors.most):
        runs = np.flatnonzero(group[starts] == label)
        if most > 0:
            ends = np.append(starts, len(group))
            yield Strip(
                network=network,
                ranking=ranking,
                spans=[slice(int(starts[run]), int(ends[run + 1])) for run in runs],
                top=tops[:, runs].max(axis=1),
                touched=np.array(network.mentees.most) + most,
            )
