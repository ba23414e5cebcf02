"""The few pairs that can matter, whatever the size.

Three rules leave a pair out, each for pairs no worse that stay. In its block, a group of mentees by
a group of mentors: one more of them, sharing nobody, than people of the block can be in pairs. Of
its mentee with a group of mentors, or of its mentor with a group of mentees: one more than that
group can have in pairs. In each case one of the better pairs is free whatever is chosen, and makes
the pair redundant in the residual graph: the prices of the kernel are right for every pair left
out, so what is optimal in the kernel is optimal. This holds in any ordered group, and with ties.
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
"""So few pairs are looked at one and all."""

WORTH = 2
"""A kernel is sought where the pairs are so many times as many as could stay."""


def is_small(network: Network) -> bool:
    """Whether there are so few pairs, or so many places, that the shortlist is all of them."""
    mentees, mentors = np.array(network.mentees.most), np.array(network.mentors.most)
    kernel = int((np.add.outer(mentees, mentors) + 1.0).__pow__(2).sum())
    return network.instance.fit.size <= max(SMALL, WORTH * kernel)


def shortlist(network: Network, terms: Sequence[Term]) -> Places:
    """The pairs worth weighing, row by row: what the rules leave before any ticket is drawn."""
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
    """All pairs that may be and have room."""
    mentees, mentors = network.mentees.group != SHUT, network.mentors.group != SHUT
    rows, columns = np.nonzero((network.instance.fit >= 0) & mentees[:, None] & mentors)
    return rows, columns


def leading(network: Network, rows: Indices, columns: Indices, rank: Indices) -> Indices:
    """Which pairs the rules of the mentee and of the mentor leave, ties included."""
    mentees, mentors = network.mentees, network.mentors
    group = mentors.group[columns]
    kept = _first(rows * len(mentors.low) + group, rank, np.array(mentors.most)[group] + 1)
    group = mentees.group[rows[kept]]
    key = columns[kept] * len(mentees.low) + group
    return kept[_first(key, rank[kept], np.array(mentees.most)[group] + 1)]


def _held(network: Network) -> Places:
    """The held pairs that may still be; their ranks are too low, for they do not count it."""
    fit, mentees, mentors = network.instance.fit, network.mentees.group, network.mentors.group
    rows, columns = np.array(network.instance.standing, np.intp).reshape(-1, 2).T
    may = (fit[rows, columns] >= 0) & (mentees[rows] != SHUT) & (mentors[columns] != SHUT)
    return rows[may], columns[may]


def _together(network: Network, parts: Sequence[Places]) -> Places:
    """The pairs of all parts, each once, row by row."""
    width = max(len(network.instance.mentors), 1)
    flat = [rows * width + columns for rows, columns in parts]
    rows, columns = np.divmod(np.unique(np.concatenate([*flat, np.zeros(0, np.intp)])), width)
    return rows, columns


def _first(key: Indices, rank: Indices, most: Indices) -> Indices:
    """Which items rank among the first `most` of those that share their key, ties included."""
    order = np.lexsort((-rank, key))
    sorted_key, sorted_rank = key[order], rank[order]
    last = np.searchsorted(sorted_key, sorted_key) + most[order] - 1
    inside = np.minimum(last, len(key) - 1)
    full = (last < len(key)) & (sorted_key[inside] == sorted_key)
    return np.sort(order[~full | (sorted_rank >= sorted_rank[inside])])
