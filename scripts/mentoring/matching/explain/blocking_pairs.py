"""Blocking pairs: two people who both prefer each other to their current partners."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentoring.matching.instance.instance import FULL, Instance, Pair

NO_PARTNER = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockingPair:
    """An allowed pair that was not made, its fit, and the fits that its two people have now.

    `mentor_has` is the lowest of the mentor's fits, or None if the mentor has a free place.
    """

    pair: Pair
    fit: int
    mentee_has: int
    mentor_has: int | None


def blocking(instance: Instance, pairs: Sequence[Pair]) -> tuple[BlockingPair, ...]:
    """The blocking pairs of the selected mentees, sorted by the mentee's gain, greatest first.

    Both sides rank each other by the same fit. A pair blocks in the sense of Gale and Shapley
    (1962): both people would gain, but the joint optimum does without it. Mentees who were not
    selected form no blocking pairs, because applicants do not choose who is selected.
    """
    fit = instance.fit.astype(np.int32)
    mentee_has = np.full(len(instance.mentees), FULL, np.int32)
    held: list[list[int]] = [[] for _ in instance.mentors]
    for row, column in instance.places(pairs):
        mentee_has[row] = fit[row, column]
        held[column].append(int(fit[row, column]))
    mentor_has = [
        min(fits, default=FULL) if len(fits) >= mentor.capacity else NO_PARTNER
        for mentor, fits in zip(instance.mentors, held, strict=True)
    ]
    better = (fit > mentee_has[:, None]) & (fit > np.array(mentor_has, np.int32))
    found = (
        BlockingPair(
            pair=(instance.mentees[i].id, instance.mentors[j].id),
            fit=int(fit[i, j]),
            mentee_has=int(mentee_has[i]),
            mentor_has=None if mentor_has[j] == NO_PARTNER else mentor_has[j],
        )
        for i, j in np.argwhere(better).tolist()
    )
    return tuple(sorted(found, key=lambda block: (block.mentee_has - block.fit, block.pair)))
