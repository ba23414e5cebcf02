"""Evaluate a criterion for every pair, in blocks of mentees, over distinct features.

Ten thousand people per side make a hundred million pairs but few distinct working days or careers.
A comparison is computed once for each two distinct values and then looked up; a list is followed
item by item to the mentors who offer the item.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from mentoring.scoring.criteria import FULL, Criterion, Items
from mentoring.scoring.features import Features

Points = NDArray[np.int16]
Columns = NDArray[np.intp]
Block = Callable[[slice], Points]
"""From a slice of the mentees to their points with every mentor."""

SPREAD = 200
"""The largest standard deviation, over the mentors, of one mentee's points in a criterion."""


def evaluator(
    criterion: Criterion,
    mentees: Sequence[Features],
    mentors: Sequence[Features],
    supply: Sequence[Features],
) -> Block:
    """The points of mentees with every mentor: 500 plus half the deviation from the mean.

    The mean is that of the mentors in `supply`, who may include mentors who cannot be paired. So
    every mentee has 500 on average. The deviation counts less if the points vary by more than
    `SPREAD`. All arithmetic is in integers, so that every machine gets the same result.
    """
    everyone = {mentor.id: mentor for mentor in (*mentors, *supply)}
    position = {mentor: column for column, mentor in enumerate(everyone)}
    counted = np.array([position[mentor.id] for mentor in supply], dtype=np.intp)
    if criterion.lists:
        raw = _listing(*criterion.lists, mentees, [*everyone.values()])
    else:
        raw = _comparison(criterion, mentees, [*everyone.values()])

    def evened(block: slice) -> Points:
        points = raw(block).astype(np.int64)
        given = points[:, counted]
        mean = given.sum(axis=1) // len(counted)
        beyond = points[:, : len(mentors)] - mean[:, None]
        variance = ((given - mean[:, None]) ** 2).sum(axis=1) // len(counted)
        spread = np.maximum(SPREAD, np.sqrt(variance).astype(np.int64))
        return np.asarray(FULL // 2 + beyond * SPREAD // (2 * spread[:, None]), dtype=np.int16)

    return evened if supply else raw


def index(keys: Iterable[Iterable[str]]) -> dict[str, Columns]:
    """The positions at which each key occurs, ascending."""
    places: dict[str, list[int]] = {}
    for position, found in enumerate(keys):
        for key in found:
            places.setdefault(key, []).append(position)
    return {key: np.array(positions, dtype=np.intp) for key, positions in places.items()}


def _comparison(
    criterion: Criterion, mentees: Sequence[Features], mentors: Sequence[Features]
) -> Block:
    """The points by comparing, computed once for each two distinct values."""
    view = attrgetter(*criterion.reads)
    sides = [{view(person): person for person in side} for side in (mentees, mentors)]
    points = [criterion.points(*pair) for pair in product(*(side.values() for side in sides))]
    table = np.array(points, np.int16).reshape(*map(len, sides))
    codes = [{value: code for code, value in enumerate(side)} for side in sides]
    rows, columns = (
        np.array([code[view(person)] for person in people], np.intp)
        for code, people in zip(codes, (mentees, mentors), strict=True)
    )
    return lambda block: np.take(table[rows[block]], columns, axis=1)


def _listing(
    of_mentee: Items, of_mentor: Items, mentees: Sequence[Features], mentors: Sequence[Features]
) -> Block:
    """The arithmetic of `listed`, for all mentors with an item at once."""
    offers = [of_mentor(mentor) for mentor in mentors]
    offered = {
        item: (columns, np.array([offers[column][item] for column in columns], dtype=np.int32))
        for item, columns in index(offers).items()
    }
    worth = [of_mentee(mentee) for mentee in mentees]

    def follow(block: slice) -> Points:
        points = np.zeros((len(worth[block]), len(mentors)), dtype=np.int32)
        for row, items in zip(points, worth[block], strict=True):
            for item in items.keys() & offered.keys():
                columns, given = offered[item]
                row[columns] += items[item] * given // FULL
        return np.minimum(points, FULL).astype(np.int16)

    return follow
