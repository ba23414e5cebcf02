"""The block rule: which pairs of a group of mentees and a group of mentors can matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FORBIDDEN
from mentoring.matching.network import SHUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.kernel.ranking import Indices, Ranking
    from mentoring.matching.network import Network

    Places = tuple[Indices, Indices]

SPARE = 5
CELLS = 1 << 22


def in_blocks(network: Network, ranking: Ranking, *, ties: bool) -> Iterator[Places]:
    """The pairs that the rule keeps, in parts; with `ties`, also those that tie with the last.

    One pass over the matrix finds every mentee's best fit with every group of mentors.
    """
    fit, group = network.instance.fit, network.mentors.group
    starts = np.flatnonzero(np.diff(group, prepend=SHUT - 1))
    if not fit.size:
        return
    tops = np.maximum.reduceat(fit, starts, axis=1)
    ends = np.append(starts[1:], len(group))
    for label, most in enumerate(network.mentors.most):
        runs = np.flatnonzero(group[starts] == label)
        if most > 0 and len(runs):
            spans = [slice(starts[run], ends[run]) for run in runs]
            top = tops[:, runs].max(axis=1)
            yield from _of_group(network, ranking, spans, top, most, ties=ties)


def _of_group(
    network: Network,
    ranking: Ranking,
    spans: Sequence[slice],
    top: NDArray[np.integer],
    most: int,
    *,
    ties: bool,
) -> Iterator[Places]:
    """The kept pairs in the columns of one group of mentors, who can be in `most` pairs."""
    mentees, fit = network.mentees, network.instance.fit
    able = (top >= 0) & (mentees.group != SHUT)
    worst = np.full(len(mentees.low), -1)
    for label, of_mentees in enumerate(mentees.most):
        rows = np.flatnonzero(able & (mentees.group == label))
        chosen, worst[label] = _disjoint(network, ranking, rows, spans, top, of_mentees + most + 1)
        yield chosen
    least = ranking.least(worst if ties else worst + 1)[ranking.kind, mentees.group]
    able &= top >= least
    for span in spans:
        step = max(CELLS // (span.stop - span.start), 1)
        for rows in np.split(np.flatnonzero(able), range(step, int(able.sum()), step)):
            i, j = np.nonzero(fit[rows, span] >= least[rows, None])
            yield rows[i], j + span.start


def _disjoint(
    network: Network,
    ranking: Ranking,
    rows: Indices,
    spans: Sequence[slice],
    top: NDArray[np.integer],
    size: int,
) -> tuple[Places, int]:
    """Up to `size` good pairs of a block that share no person, and the rank of the worst of them.

    `size` is one more than the pairs the block's people can be in, so one of these pairs is free
    in every outcome. The rank is -1 if fewer pairs are found.
    """
    if len(rows) > SPARE * size:
        ranks = ranking.of_fits(rows, top[rows])
        rows = rows[np.argpartition(-ranks, SPARE * size)[: SPARE * size]]
    columns = np.concatenate([np.arange(span.start, span.stop) for span in spans])
    fits = np.concatenate([network.instance.fit[rows, span] for span in spans], axis=1)
    best = fits.argmax(axis=1)
    ranks = _ranks(ranking, rows, fits[np.arange(len(rows)), best])
    chosen: list[tuple[int, int]] = []
    rank = -1
    while len(chosen) < size and ranks.max(initial=-1) >= 0:
        row = int(ranks.argmax())
        column, rank = int(best[row]), int(ranks[row])
        chosen.append((row, column))
        ranks[row] = -1
        fits[:, column] = FORBIDDEN
        again = np.flatnonzero((best == column) & (ranks >= 0))
        if len(again):
            best[again] = fits[again].argmax(axis=1)
            ranks[again] = _ranks(ranking, rows[again], fits[again, best[again]])
    i, j = np.array(chosen, np.intp).reshape(-1, 2).T
    return (rows[i], columns[j]), rank if len(chosen) == size else -1


def _ranks(ranking: Ranking, rows: Indices, fits: NDArray[np.integer]) -> Indices:
    """The rank of each of some pairs; -1 for forbidden ones."""
    return np.where(fits < 0, -1, ranking.of_fits(rows, fits))
