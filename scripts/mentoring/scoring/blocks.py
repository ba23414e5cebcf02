"""A criterion evaluated for every pair, a block of mentees at a time, over distinct features.

Ten thousand people a side make a hundred million pairs but few distinct working days or careers:
a comparison is made once for each two distinct values and looked up for the pairs; a list is
followed item by item to the mentors who have the item.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mentoring.scoring.criterion import FULL, Compared, Criterion, Listed

if TYPE_CHECKING:
    from mentoring.scoring.features import Features

Points = NDArray[np.int16]
Columns = NDArray[np.intp]
Block = Callable[[slice], Points]


def evaluator(
    criterion: Criterion, mentees: Sequence[Features], mentors: Sequence[Features]
) -> Block:
    """A function from a slice of the mentees to their points with every mentor."""
    if isinstance(criterion, Compared):
        return _comparison(criterion, mentees, mentors)
    return _listing(criterion, mentees, mentors)


def index(keys: Iterable[Iterable[str]]) -> dict[str, Columns]:
    """For each key, the positions at which it occurs, ascending."""
    places: dict[str, list[int]] = {}
    for position, found in enumerate(keys):
        for key in found:
            places.setdefault(key, []).append(position)
    return {key: np.array(positions, dtype=np.intp) for key, positions in places.items()}


def _comparison(
    criterion: Compared, mentees: Sequence[Features], mentors: Sequence[Features]
) -> Block:
    rows, some_mentees = _distinct(mentees, criterion.reads)
    columns, some_mentors = _distinct(mentors, criterion.reads)
    points = (criterion.points(one, other) for one in some_mentees for other in some_mentors)
    shape = len(some_mentees), len(some_mentors)
    table = np.fromiter(points, np.int16, shape[0] * shape[1]).reshape(shape)
    return partial(_look_up, table, rows, columns)


def _look_up(table: Points, rows: Columns, columns: Columns, block: slice) -> Points:
    return np.take(table[rows[block]], columns, axis=1)


def _distinct(
    people: Sequence[Features], reads: tuple[str, ...]
) -> tuple[Columns, tuple[Features, ...]]:
    """Which distinct value each person has, and the first person who has it."""
    view = attrgetter(*reads)
    first: dict[Hashable, Features] = {}
    for person in people:
        first.setdefault(view(person), person)
    number = {value: position for position, value in enumerate(first)}
    codes = np.fromiter((number[view(person)] for person in people), np.intp, len(people))
    return codes, tuple(first.values())


def _listing(criterion: Listed, mentees: Sequence[Features], mentors: Sequence[Features]) -> Block:
    offered = index(frozenset(criterion.offers(mentor)) for mentor in mentors)
    worth = [criterion.worth(mentee) for mentee in mentees]
    return partial(_follow, offered, worth, FULL - criterion.base, len(mentors))


def _follow(
    offered: dict[str, Columns],
    worth: Sequence[Mapping[str, int]],
    furthest: int,
    width: int,
    block: slice,
) -> Points:
    """The arithmetic of `Listed.points`, on all mentors that offer an item at once."""
    asked = worth[block]
    distance = np.full((len(asked), width), furthest, dtype=np.int32)
    for row, items in zip(distance, asked, strict=True):
        for item, value in items.items():
            if (columns := offered.get(item)) is not None:
                row[columns] = row[columns] * (FULL - value) // FULL
    return (FULL - distance).astype(np.int16)
