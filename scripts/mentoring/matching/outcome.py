"""A readable outcome: the pairs with their reasons, and why the others have no pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.objective import Value
from mentoring.matching.instance.obstacles import Obstacles
from mentoring.scoring.fit import Reason

WHY = {
    "no-admissible-mentor": "no mentor may be paired with them",
    "no-admissible-mentee": "no mentee may be paired with them",
    "cap": "all places of the edition are taken by pairs that come first in the objective",
    "bound": "their home experiment has as many pairs as its bound allows",
    "minimum": "the least numbers of experiments take the places, whoever is more motivated",
    "no-room": "every mentor who may be paired with them has as many mentees as they take",
    "place-free": "a place is free: `mentoring replace` can give them a mentor",
    "late": "they applied after the match; a free place goes to those who wait, in turn",
    "over": "their mentorship is over, and they have no other mentor",
    "not-needed": "nobody who may be paired with them waits for a place that is free",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A pair, its fit (of 1000), what each criterion adds, and whether a decision forced it."""

    mentee: str
    mentor: str
    fit: int
    reasons: tuple[Reason, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """All pairs by mentee, and the code of the reason (see `WHY`) for everyone else."""

    cohort: str
    pairs: tuple[Chosen, ...]
    waiting: Mapping[str, str] = field(default_factory=dict)
    free_mentors: Mapping[str, str] = field(default_factory=dict)
    objective: Mapping[str, Value] = field(default_factory=dict)


def waiting(instance: Instance, pairs: Sequence[Pair]) -> dict[str, str]:
    """The code of the reason why each unpaired mentee has no mentor, by id."""
    obstacles = Obstacles(instance, pairs)
    return {
        one.id: obstacles.of(row)
        for row, one in sorted(enumerate(instance.mentees), key=lambda found: found[1].id)
        if one.id not in obstacles.paired
    }


def free_mentors(instance: Instance, pairs: Sequence[Pair]) -> dict[str, str]:
    """The code of the reason why each free mentor has no mentee, by id."""
    paired = {mentor for _, mentor in pairs}
    may = np.any(instance.fit >= 0, axis=0).tolist()
    return {
        one.id: "not-needed" if may[column] else "no-admissible-mentee"
        for column, one in sorted(enumerate(instance.mentors), key=lambda found: found[1].id)
        if one.id not in paired
    }
