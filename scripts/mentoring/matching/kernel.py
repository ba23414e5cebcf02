"""The flow network of an instance, and its kernel: the few pairs that can matter for the optimum.

Three rules drop a pair because enough pairs that are no worse stay. A block is a group of mentees
by a group of mentors: its rule needs one disjoint pair more than the block's people can be in. The
rules of a mentee with a group of mentors, and of a mentor with a group of mentees, need one pair
more than that group can have. So one of the better pairs is always free, and makes the dropped
pair redundant in the residual graph: the kernel's prices hold for every dropped pair, and an
optimum of the kernel is an optimum. This is true in any ordered group, and with ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import FORBIDDEN, FULL, Instance, Person
from mentoring.matching.instance.limits import SIDES, remaining
from mentoring.matching.instance.objective import LOTTERY, MOVES, Term

Indices = NDArray[np.intp]
Places = tuple[Indices, Indices]

SHUT = -1
"""The group of people without a free place: pinned, full, or from a full home."""

SMALL = 1 << 12
"""Up to this many pairs, all pairs are kept."""

MIN_REDUCTION = 2
"""A kernel is built if there are this many times more pairs than it could keep."""

SPARE = 5
"""The disjoint pairs of a block are sought among the best rows, this many for each pair."""

CELLS = 1 << 22
"""The number of pairs that one pass handles."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Side:
    """The mentees, or the mentors, in groups; group 0 has the people that no bound counts.

    `group` and `places` have one entry per person; `low`, `high` and `most` (the pairs it can have)
    one per group. `homes` names the groups from 1 on.
    """

    homes: tuple[str, ...]
    group: NDArray[np.intp]
    places: NDArray[np.intp]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    most: NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Network:
    """A flow of at most `cap`: source, mentee's group, mentee, mentor, mentor's group, sink.

    The two groups 0 have no nodes of their own: they are the source and the sink.
    """

    instance: Instance
    cap: int
    mentees: Side
    mentors: Side


def network(instance: Instance) -> Network:
    """The network without the pinned mentees and the places that pins fill."""
    left = remaining(instance)
    cap = left["cap"][""][1]
    sides = {}
    for kind, name in SIDES.items():
        people: Sequence[Person] = getattr(instance, name)
        homes = sorted(left[kind])
        number = {home: group for group, home in enumerate(homes, 1)}
        low, high = np.array([(0, cap), *(left[kind][home] for home in homes)], np.intp).T
        group = np.array([number.get(person.home, 0) for person in people], np.intp)
        places = np.array([left[name][person.id][1] for person in people], np.intp)
        places[high[group] == 0] = 0
        total = np.bincount(group, places, len(high)).astype(np.intp)
        sides[name] = Side(
            homes=tuple(homes),
            group=np.where(places > 0, group, SHUT),
            places=places,
            low=low,
            high=np.maximum(low, high),
            most=np.minimum(cap, np.minimum(high, total)),
        )
    return Network(instance=instance, cap=cap, **sides)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """A table of ranks by the terms before the lottery, higher is better: `rank[kind[row], fit]`.

    Mentees of one kind (band and waiting time) have the same worth, and the rank of a kind rises
    with the fit. That a pair is held is ignored.
    """

    kind: Indices
    rank: Indices

    @classmethod
    def of(cls, instance: Instance, terms: Sequence[Term]) -> Ranking:
        """The table of ranks for every kind of mentee and every fit."""
        rank_of = instance.waited.get
        all_kinds = [(mentee.band, rank_of(mentee.id, -1)) for mentee in instance.mentees]
        kinds, kind = np.unique(np.array(all_kinds, np.int64), axis=0, return_inverse=True)
        bands, waited = kinds.T[:, :, None]
        values = {
            "motivation": bands.max() - bands,
            "waited": np.where(waited < 0, 0, waited.max() + 1 - waited),
        }
        score = np.zeros((len(kinds), FULL + 1), np.int64)
        fits = np.arange(FULL + 1)
        for term in takewhile(lambda term: term != LOTTERY, terms):
            by_fit = {"fit": fits, "levels": fits, "below": fits >= term.fit} | values
            value = by_fit.get(term.name, np.int64(0))
            score = score * (int(value.max(initial=0)) + 1) + value
        _, ranks = np.unique(score, return_inverse=True)
        return cls(kind=kind.reshape(-1), rank=ranks.reshape(score.shape))

    def of_pairs(self, rows: Indices, fits: NDArray[np.integer]) -> Indices:
        """The rank of each pair, given the pairs' rows and fits; -1 for forbidden pairs."""
        return np.where(fits < 0, -1, self.rank[self.kind[rows], fits])


def is_small(network: Network) -> bool:
    """Whether the shortlist keeps all pairs, because they are few or places are many."""
    most = np.add.outer(network.mentees.most, network.mentors.most)
    most_kept = int(((most + 1.0) ** 2).sum())
    return network.instance.fit.size <= max(SMALL, MIN_REDUCTION * most_kept)


def shortlist(network: Network, terms: Sequence[Term]) -> Places:
    """The pairs that the rules keep, row by row, before any ticket is computed."""
    fit, mentees, mentors = network.instance.fit, network.mentees, network.mentors
    if is_small(network):
        able = (mentees.group != SHUT)[:, None] & (mentors.group != SHUT)
        rows, columns = np.nonzero((fit >= 0) & able)
        return rows, columns
    ranking = Ranking.of(network.instance, terms)
    rows, columns = _together([*_in_blocks(network, ranking, ties=LOTTERY in terms)], fit.shape[1])
    rank = ranking.of_pairs(rows, fit[rows, columns])
    group = mentors.group[columns]
    kept = _first(rows * len(mentors.low) + group, rank, mentors.most[group] + 1)
    group = mentees.group[rows[kept]]
    key = columns[kept] * len(mentees.low) + group
    kept = kept[_first(key, rank[kept], mentees.most[group] + 1)]
    parts = [(rows[kept], columns[kept])]
    if MOVES in terms:  # the ranks undervalue held pairs, which are kept if they are still allowed
        i, j = np.array(network.instance.held_places, np.intp).reshape(-1, 2).T
        may = (fit[i, j] >= 0) & (mentees.group[i] != SHUT) & (mentors.group[j] != SHUT)
        parts.append((i[may], j[may]))
    return _together(parts, fit.shape[1])


def _together(parts: Sequence[Places], width: int) -> Places:
    """The distinct pairs of all parts, row by row."""
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


def _in_blocks(network: Network, ranking: Ranking, *, ties: bool) -> Iterator[Places]:
    """The pairs that the block rule keeps; with `ties`, also those that tie with the last.

    One pass over the matrix finds every mentee's best fit with every group of mentors, who are in
    some runs of neighbours.
    """
    fit, mentees, group = network.instance.fit, network.mentees, network.mentors.group
    starts = np.flatnonzero(np.diff(group, prepend=SHUT - 1))
    tops = np.maximum.reduceat(fit, starts, axis=1)
    for label, most in enumerate(network.mentors.most):
        columns = np.flatnonzero(group == label)
        if most == 0 or not len(columns):
            continue
        top = tops[:, group[starts] == label].max(axis=1)
        able = (top >= 0) & (mentees.group != SHUT)
        worst = np.full(len(mentees.low), -1)
        for of_mentees, size in enumerate(mentees.most):
            rows, enough = np.flatnonzero(able & (mentees.group == of_mentees)), size + most + 1
            if len(rows) > SPARE * enough:
                ranks = ranking.of_pairs(rows, top[rows])
                rows = rows[np.argpartition(-ranks, SPARE * enough)[: SPARE * enough]]
            chosen, worst[of_mentees] = _disjoint(fit, ranking, rows, columns, enough)
            yield chosen
        ranks = worst if ties else worst + 1
        # the lowest fit with which each kind reaches each rank, above all fits if none does
        least = np.stack([np.searchsorted(rising, ranks) for rising in ranking.rank])
        lowest = least[ranking.kind, mentees.group]
        able &= top >= lowest
        step = max(CELLS // len(columns), 1)
        for rows in np.split(np.flatnonzero(able), range(step, int(able.sum()), step)):
            i, j = np.nonzero(fit[np.ix_(rows, columns)] >= lowest[rows, None])
            yield rows[i], columns[j]


def _disjoint(
    fit: NDArray[np.integer], ranking: Ranking, rows: Indices, columns: Indices, enough: int
) -> tuple[Places, int]:
    """Up to `enough` good pairs of a block that share no person, and the rank of the worst of them.

    `enough` is one more than the pairs that the block's people can be in, so one of these pairs is
    free in every outcome. The rank is -1 if fewer pairs are found.
    """
    fits = fit[np.ix_(rows, columns)]
    favourite = fits.argmax(axis=1)
    ranks = ranking.of_pairs(rows, fits[np.arange(len(rows)), favourite])
    chosen: list[tuple[int, int]] = []
    rank = -1
    while len(chosen) < enough and ranks.max(initial=-1) >= 0:
        row = int(ranks.argmax())
        column, rank = int(favourite[row]), int(ranks[row])
        chosen.append((row, column))
        ranks[row] = -1
        fits[:, column] = FORBIDDEN
        again = np.flatnonzero((favourite == column) & (ranks >= 0))
        if len(again):
            favourite[again] = fits[again].argmax(axis=1)
            ranks[again] = ranking.of_pairs(rows[again], fits[again, favourite[again]])
    i, j = np.array(chosen, np.intp).reshape(-1, 2).T
    return (rows[i], columns[j]), rank if len(chosen) == enough else -1
