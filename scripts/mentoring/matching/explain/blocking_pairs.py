"""Blocking pairs: two people who both prefer each other to their current partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Pair

NOBODY = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockingPairs:
    """An allowed pair that was not made, its fit, and the fits that its two people have now.

    `mentor_has` is the lowest of the mentor's fits, or None if the mentor has a free place.
    """

    pair: Pair
    fit: int
    mentee_has: int
    mentor_has: int | None


def blocking(instance: Instance, pairs: Sequence[Pair]) -> tuple[BlockingPairs, ...]:
    """The blocking pairs of the selected mentees, sorted by the mentee's gain, greatest first.

    Both sides rank each other by the same fit. A pair blocks in the sense of Gale and Shapley
    (1962): both people would gain, but the joint optimum does without it. Mentees who were not
    selected form no blocking pairs, because applicants do not choose who is selected.
    """
    mine, theirs = _has(instance, pairs)
    fit = instance.fit.astype(np.int32)
    rows, columns = np.nonzero((fit > mine[:, None]) & (fit > theirs) & (mine[:, None] >= 0))
    found = [
        BlockingPairs(
            pair=(instance.mentees[i].id, instance.mentors[j].id),
            fit=int(fit[i, j]),
            mentee_has=int(mine[i]),
            mentor_has=None if theirs[j] == NOBODY else int(theirs[j]),
        )
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.mentee_has - one.fit, one.pair)))


def _has(instance: Instance, pairs: Sequence[Pair]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Each mentee's fit, and each mentor's lowest fit; NOBODY for a free place."""
    mine = np.full(len(instance.mentees), NOBODY, np.int32)
    held: list[list[int]] = [[] for _ in instance.mentors]
    for row, column in instance.places(pairs):
        mine[row] = instance.fit[row, column]
        held[column].append(int(instance.fit[row, column]))
    theirs = [
        min(fits, default=FULL) if len(fits) >= mentor.capacity else NOBODY
        for mentor, fits in zip(instance.mentors, held, strict=True)
    ]
    return mine, np.array(theirs, np.int32)
