"""A block of pairs: a group of mentees by a group of mentors."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.network import Network, Side
    from mentoring.matching.ranking import Indices, Ranking

    Places = tuple[Indices, Indices]

SPARE = 3
CELLS = 1 << 22


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """The `rows` of a group of mentees, the columns of a group of mentors as `spans`.

    `top` is the best fit of each row in the block. No outcome has more than `most` people of the
    block in a pair, mentees and mentors together.
    """

    fit: NDArray[np.integer]
    rows: Indices
    spans: Sequence[slice]
    top: NDArray[np.integer]
    most: int

    def disjoint(self, ranking: Ranking) -> tuple[Places, int]:
        """Up to `most` + 1 pairs that share nobody, the best first, and the rank of the last.

        They are picked greedily in the rows with the best tops. The rank is -1 if they are fewer,
        for then people of the block can be in pairs so that none of them is free.
        """
        best = np.argsort(ranking.of_fits(self.rows, self.top))[::-1][: SPARE * (self.most + 1)]
        rows = self.rows[best]
        columns = np.concatenate([np.arange(span.start, span.stop) for span in self.spans])
        fits = np.concatenate([self.fit[rows, span] for span in self.spans], axis=1)
        ranks = ranking.rank[ranking.kind[rows]]
        first = enumerate(fits.argmax(axis=1).tolist())
        heap = [(-int(ranks[k, fits[k, c]]), k, c) for k, c in first]
        heapq.heapify(heap)
        chosen: list[tuple[int, int]] = []
        beaten = -1
        while heap and len(chosen) <= self.most:
            rank, k, c = heapq.heappop(heap)
            if fits[k, c] >= 0:
                chosen.append((k, c))
                fits[:, c] = FORBIDDEN
                beaten = -rank if len(chosen) > self.most else -1
            else:
                c = int(fits[k].argmax())
                if fits[k, c] >= 0:
                    heapq.heappush(heap, (-int(ranks[k, fits[k, c]]), k, c))
        k, c = np.array(chosen, np.intp).T
        return (rows[k], columns[c]), beaten

    def reaching(self, least: Indices) -> Iterator[Places]:
        """The pairs whose fit is at least that of their row (an entry a row), a part at a time."""
        able = np.flatnonzero(self.top >= least)
        for span in self.spans:
            step = max(CELLS // (span.stop - span.start), 1)
            for part in np.split(able, range(step, len(able), step)):
                rows = self.rows[part]
                i, j = np.nonzero(self.fit[rows, span] >= least[part, None])
                yield rows[i], j + span.start


def blocks(network: Network) -> Iterator[Block]:
    """Every block in which a pair may be, with the tops of its rows: one pass over all pairs."""
    fit = network.instance.fit
    for columns, mentors in _groups(network.mentors):
        parts = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
        spans = [slice(int(part[0]), int(part[-1]) + 1) for part in parts]
        tops = np.maximum.reduce([fit[:, span].max(axis=1) for span in spans])
        for members, mentees in _groups(network.mentees):
            rows = members[tops[members] >= 0]
            if len(rows):
                yield Block(fit=fit, rows=rows, spans=spans, top=tops[rows], most=mentees + mentors)


def _groups(side: Side) -> Iterator[tuple[Indices, int]]:
    """Who is in each group that is not empty, and how many pairs it can have at most."""
    for group, most in enumerate(side.most):
        if most > 0:
            yield np.flatnonzero(side.group == group), most
