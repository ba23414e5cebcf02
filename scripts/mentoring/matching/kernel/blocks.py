"""The block rule: which pairs of a group of mentees and a group of mentors can matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.network import SHUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.kernel.ranking import Indices, Ranking
    from mentoring.matching.network import Network

    Places = tuple[Indices, Indices]

SPARE = 3
CELLS = 1 << 22


def in_blocks(network: Network, ranking: Ranking, *, ties: bool) -> Iterator[Places]:
    """What the rule leaves by rank, a part at a time: with `ties`, what ties with the last as well.

    The best fit of every mentee with every group of mentors comes from one pass over the matrix.
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
    """What the rule leaves of the columns of one group of mentors, who can be in `most` pairs."""
    mentees, fit = network.mentees, network.instance.fit
    able = (top >= 0) & (mentees.group != SHUT)
    worst = np.full(len(mentees.low), -1)
    for label, of_mentees in enumerate(mentees.most):
        rows = np.flatnonzero(able & (mentees.group == label))
        chosen, worst[label] = _disjoint(network, ranking, rows, spans, top, of_mentees + most + 1)
        yield chosen
    least = ranking.least((worst if ties else worst + 1)[mentees.group])
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
    """So many good pairs of a block that share nobody, and the rank of the worst of them.

    They are one more than people of the block can be in pairs, so that one of them is free
    whatever is chosen. Where so many are not found, the rank is -1.
    """
    rows = rows[np.argsort(-ranking.of_fits(rows, top[rows]), kind="stable")][: SPARE * size]
    columns = np.concatenate([np.arange(span.start, span.stop) for span in spans])
    fits = network.instance.fit[np.ix_(rows, columns)]
    some = min(size, len(columns))
    best = np.argpartition(-fits, some - 1, axis=1)[:, :some]
    i, j = np.repeat(rows, some), columns[best.ravel()]
    fits = np.take_along_axis(fits, best, axis=1).ravel()
    ranks = ranking.of_fits(i, np.maximum(fits, 0))
    in_rows, in_columns, chosen = set[int](), set[int](), list[int]()
    for at in np.argsort(-ranks, kind="stable").tolist():
        row, column = int(i[at]), int(j[at])
        if fits[at] >= 0 and row not in in_rows and column not in in_columns:
            in_rows.add(row)
            in_columns.add(column)
            chosen.append(at)
            if len(chosen) == size:
                return (i[chosen], j[chosen]), int(ranks[at])
    return (i[chosen], j[chosen]), -1
