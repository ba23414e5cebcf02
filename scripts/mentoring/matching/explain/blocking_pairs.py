"""Blocking pairs: two people who both prefer each other to their current partners."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentoring.matching.instance.instance import FULL, Instance, Pair

NO_PARTNER = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockingPair:
    """An allowed pair not made, its fit, and its people's lowest fits; None for a free place."""

    pair: Pair
    fit: int
    mentee_has: int
    mentor_has: int | None


def blocking(instance: Instance, pairs: Sequence[Pair]) -> tuple[BlockingPair, ...]:
    """The blocking pairs of the selected mentees, sorted by the mentee's gain, greatest first.

    A pair blocks (Gale and Shapley, 1962) if both people, who rank by the same fit, would gain; the
    joint optimum does without it. Mentees who were not selected do not choose, and so form none.
    """
    fit = instance.fit.astype(np.int32)
    rows, columns = np.array(instance.places(pairs), np.intp).reshape(-1, 2).T
    mentee_has, mentor_has = (np.full(size, FULL, np.int32) for size in fit.shape)
    mentee_has[rows] = fit[rows, columns]
    np.minimum.at(mentor_has, columns, fit[rows, columns])
    capacities = [mentor.capacity for mentor in instance.mentors]
    mentor_has[np.bincount(columns, minlength=len(capacities)) < capacities] = NO_PARTNER
    better = (fit > mentee_has[:, None]) & (fit > mentor_has)
    found = (
        BlockingPair(
            pair=(instance.mentees[i].id, instance.mentors[j].id),
            fit=int(fit[i, j]),
            mentee_has=int(mentee_has[i]),
            mentor_has=None if mentor_has[j] == NO_PARTNER else int(mentor_has[j]),
        )
        for i, j in np.argwhere(better).tolist()
    )
    return tuple(sorted(found, key=lambda block: (block.mentee_has - block.fit, block.pair)))
