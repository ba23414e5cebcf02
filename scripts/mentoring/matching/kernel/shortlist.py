"""The shortlist: the few pairs that can matter for the optimum, whatever the instance's size.

Three rules drop a pair because enough pairs that are no worse stay. A block is a group of mentees
by a group of mentors: its rule needs one disjoint pair more than the block's people can be in. The
rules of a mentee with a group of mentors, and of a mentor with a group of mentees, need one pair
more than that group can have. So one of the better pairs is always free, and makes the dropped
pair redundant in the residual graph: the kernel's prices hold for every dropped pair, and an
optimum of the kernel is an optimum. This is true in any ordered group, and with ties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.stages import LOTTERY, MOVES
from mentoring.matching.kernel.blocks import in_blocks
from mentoring.matching.kernel.ranking import Ranking
from mentoring.matching.network import SHUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.matching.instance.stages import Term
    from mentoring.matching.kernel.blocks import Places
    from mentoring.matching.kernel.ranking import Indices
    from mentoring.matching.network import Network

SMALL = 1 << 12
"""Up to this many pairs, all pairs are kept."""

WORTH = 2
"""A kernel is built if there are this many times more pairs than it could keep."""


def is_small(network: Network) -> bool:
    """Whether the shortlist keeps all pairs, because they are few or places are many."""
    mentees, mentors = np.array(network.mentees.most), np.array(network.mentors.most)
    kernel = int((np.add.outer(mentees, mentors) + 1.0).__pow__(2).sum())
    return network.instance.fit.size <= max(SMALL, WORTH * kernel)


def shortlist(network: Network, terms: Sequence[Term]) -> Places:
    """The pairs that the rules keep, row by row, before any ticket is computed."""
    if is_small(network):
        return admissible(network)
    ranking = Ranking.of(network.instance, terms)
    rows, columns = _together(network, [*in_blocks(network, ranking, ties=LOTTERY in terms)])
    kept = leading(
        network, rows, columns, ranking.of_fits(rows, network.instance.fit[rows, columns])
    )
    held = _held(network) if MOVES in terms else (rows[:0], columns[:0])
    return _together(network, [(rows[kept], columns[kept]), held])


def admissible(network: Network) -> Places:
    """All allowed pairs whose two people have free places."""
    mentees, mentors = network.mentees.group != SHUT, network.mentors.group != SHUT
    rows, columns = np.nonzero((network.instance.fit >= 0) & mentees[:, None] & mentors)
    return rows, columns


def leading(network: Network, rows: Indices, columns: Indices, rank: Indices) -> Indices:
    """The indices of the pairs that the mentee and mentor rules keep, ties included."""
    mentees, mentors = network.mentees, network.mentors
    group = mentors.group[columns]
    kept = _first(rows * len(mentors.low) + group, rank, np.array(mentors.most)[group] + 1)
    group = mentees.group[rows[kept]]
    key = columns[kept] * len(mentees.low) + group
    return kept[_first(key, rank[kept], np.array(mentees.most)[group] + 1)]


def _held(network: Network) -> Places:
    """The held pairs that are still allowed, which the ranks undervalue."""
    fit, mentees, mentors = network.instance.fit, network.mentees.group, network.mentors.group
    rows, columns = np.array(network.instance.standing, np.intp).reshape(-1, 2).T
    may = (fit[rows, columns] >= 0) & (mentees[rows] != SHUT) & (mentors[columns] != SHUT)
    return rows[may], columns[may]


def _together(network: Network, parts: Sequence[Places]) -> Places:
    """The distinct pairs of all parts, row by row."""
    width = max(len(network.instance.mentors), 1)
    flat = [rows * width + columns for rows, columns in parts]
    rows, columns = np.divmod(np.unique(np.concatenate([*flat, np.zeros(0, np.intp)])), width)
    return rows, columns


def _first(key: Indices, rank: Indices, most: Indices) -> Indices:
    """The indices of items among the best `most` of their key, ties included."""
    order = np.lexsort((-rank, key))
    sorted_key, sorted_rank = key[order], rank[order]
    last = np.searchsorted(sorted_key, sorted_key) + most[order] - 1
    inside = np.minimum(last, len(key) - 1)
    full = (last < len(key)) & (sorted_key[inside] == sorted_key)
    return np.sort(order[~full | (sorted_rank >= sorted_rank[inside])])
