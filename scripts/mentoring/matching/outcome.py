"""An outcome as people read it: the pairs with their reasons, who waits, who is free, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentoring.matching.instance import Instance, Pair
    from mentoring.matching.proof import Value
    from mentoring.scoring.fit import Reason

WHY = {
    "no-admissible-mentor": "no mentor may be paired with them",
    "no-admissible-mentee": "no mentee may be paired with them",
    "cap": "all places of the edition are taken by pairs that come first in the objective",
    "no-room": "every mentor who may be paired with them is needed by others",
    "not-needed": "every mentee who may be paired with them has a mentor, or waits for the cap",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A pair, its fit out of 1000, what each criterion adds, and whether a decision forced it."""

    mentee: str
    mentor: str
    fit: int
    reasons: tuple[Reason, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """All pairs by mentee; everybody else with the code of why (see `WHY`)."""

    cohort: str
    pairs: tuple[Chosen, ...]
    waiting: Mapping[str, str] = field(default_factory=dict)
    free_mentors: Mapping[str, str] = field(default_factory=dict)
    objective: Mapping[str, Value] = field(default_factory=dict)


def waiting(instance: Instance, pairs: tuple[Pair, ...]) -> dict[str, str]:
    """Why each mentee without a mentor has none, by id."""
    paired = {mentee for mentee, _ in pairs}
    may = np.any(instance.fit >= 0, axis=1).tolist()
    short = "cap" if len(pairs) >= instance.cap else "no-room"
    return {
        one.id: short if may[row] else "no-admissible-mentor"
        for row, one in sorted(enumerate(instance.mentees), key=lambda found: found[1].id)
        if one.id not in paired
    }


def free_mentors(instance: Instance, pairs: tuple[Pair, ...]) -> dict[str, str]:
    """Why each mentor without a mentee has none, by id."""
    paired = {mentor for _, mentor in pairs}
    may = np.any(instance.fit >= 0, axis=0).tolist()
    return {
        one.id: "not-needed" if may[column] else "no-admissible-mentee"
        for column, one in sorted(enumerate(instance.mentors), key=lambda found: found[1].id)
        if one.id not in paired
    }
