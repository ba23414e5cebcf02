"""The few pairs that can matter, whatever the size.

Three rules leave a pair out, each for pairs no worse that stay. In its block: one more of them,
sharing nobody, than people of the block can be in pairs. Of its mentee with a group of mentors,
or of its mentor with a group of mentees: one more than that group can have in pairs. In each case
one of the better pairs is free, and the pair's place in the residual graph is dominated: the
prices of the kernel are right for every pair left out, so what is optimal in the kernel is
optimal. This holds in any ordered group, and whatever ties there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.block import blocks
from mentoring.matching.network import SHUT
from mentoring.matching.ranking import Ranking
from mentoring.matching.residual import Arcs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.matching.block import Places
    from mentoring.matching.network import Network
    from mentoring.matching.ranking import Indices
    from mentoring.matching.weights import Weights

SMALL = 1 << 12
"""So few pairs are weighed one and all, without a pass that leaves most of them out first."""


def arcs(network: Network, weights: Weights) -> Arcs:
    """The pairs of the kernel, weighed, in ascending order."""
    small = network.instance.fit.size <= SMALL
    places = admissible(network) if small else shortlist(network, weights)
    worth = weights.of(network.instance, *places)
    order = np.array(sorted(range(len(worth)), key=worth.__getitem__), np.intp)
    rows, columns = places[0][order], places[1][order]
    leading = _leading(network, rows, columns, np.arange(len(order)))
    kept = leading[_unbeaten(network, rows[leading], columns[leading])]
    return Arcs(
        rows=rows[kept],
        columns=columns[kept],
        weights=[worth[k] for k in order[kept].tolist()],
        reward=weights.packing.units[0],
        infinity=1 << (weights.packing.bits + 1),
    )


def admissible(network: Network) -> Places:
    """All pairs that may be and have room."""
    mentees, mentors = network.mentees.group != SHUT, network.mentors.group != SHUT
    rows, columns = np.nonzero((network.instance.fit >= 0) & mentees[:, None] & mentors)
    return rows, columns


def shortlist(network: Network, weights: Weights) -> Places:
    """What the rules leave by rank, ties included; and every held pair, which ranks too low."""
    fit = network.instance.fit
    ranking = Ranking.of(weights)
    rows, columns = _in_blocks(network, ranking, ties=weights.ticket > 0)
    kept = _leading(network, rows, columns, ranking.of_fits(rows, fit[rows, columns]))
    held = [_held(network)] if weights.held else []
    return _split(network, [_flat(network, rows[kept], columns[kept]), *held])


def _in_blocks(network: Network, ranking: Ranking, *, ties: bool) -> Places:
    """The pairs that the first rule leaves, and those tied with the last of them, if asked."""
    found: list[Places] = []
    for block in blocks(network):
        chosen, rank = block.disjoint(ranking)
        found.append(chosen)
        found += block.reaching(ranking.least(block.rows, rank if ties else rank + 1))
    return _split(network, [_flat(network, *places) for places in found])


def _held(network: Network) -> Indices:
    """The held pairs that may still be, flattened."""
    fit, mentees, mentors = network.instance.fit, network.mentees.group, network.mentors.group
    rows, columns = np.array(network.instance.standing, np.intp).reshape(-1, 2).T
    may = (fit[rows, columns] >= 0) & (mentees[rows] != SHUT) & (mentors[columns] != SHUT)
    return _flat(network, rows[may], columns[may])


def _flat(network: Network, rows: Indices, columns: Indices) -> Indices:
    """Pairs as indices into the flattened fits."""
    flat: Indices = rows * len(network.instance.mentors) + columns
    return flat


def _split(network: Network, parts: Sequence[Indices]) -> Places:
    """The rows and columns of the pairs in all parts, each once, row by row."""
    flat = np.unique(np.concatenate([*parts, np.zeros(0, np.intp)]))
    rows, columns = np.divmod(flat, max(len(network.instance.mentors), 1))
    return rows, columns


def _leading(network: Network, rows: Indices, columns: Indices, rank: Indices) -> Indices:
    """Which pairs the second and the third rule leave, ties included."""
    mentees, mentors = network.mentees, network.mentors
    group = mentors.group[columns]
    key = rows * len(mentors.low) + group
    kept = _first(key, rank, np.array(mentors.most)[group] + 1)
    group = mentees.group[rows[kept]]
    key = columns[kept] * len(mentees.low) + group
    return kept[_first(key, rank[kept], np.array(mentees.most)[group] + 1)]


def _first(key: Indices, rank: Indices, most: Indices) -> Indices:
    """Which items rank among the first `most` of those that share their key, ties included."""
    order = np.lexsort((-rank, key))
    sorted_key, sorted_rank = key[order], rank[order]
    last = np.searchsorted(sorted_key, sorted_key) + most[order] - 1
    inside = np.minimum(last, len(key) - 1)
    full = (last < len(key)) & (sorted_key[inside] == sorted_key)
    return np.sort(order[~full | (sorted_rank >= sorted_rank[inside])])


def _unbeaten(network: Network, rows: Indices, columns: Indices) -> list[int]:
    """Which of the pairs, given in ascending order, the first rule leaves."""
    mentees, mentors = network.mentees, network.mentors
    kept = []
    taken: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    in_groups = mentees.group[rows].tolist(), mentors.group[columns].tolist()
    pairs = list(enumerate(zip(rows.tolist(), columns.tolist(), *in_groups, strict=True)))
    for k, (row, column, ours, theirs) in reversed(pairs):
        in_rows, in_columns = taken.setdefault((ours, theirs), (set(), set()))
        if len(in_rows) <= mentees.most[ours] + mentors.most[theirs]:
            kept.append(k)
            if row not in in_rows and column not in in_columns:
                in_rows.add(row)
                in_columns.add(column)
    return kept[::-1]
