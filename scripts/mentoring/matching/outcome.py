"""An outcome as people read it: the pairs with their reasons, who waits, who is free, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.matching.proof.proof import Value
    from mentoring.matching.sealed.instance import Instance, Pair
    from mentoring.scoring.fit import Reason

WHY = {
    "no-admissible-mentor": "no mentor may be paired with them",
    "no-admissible-mentee": "no mentee may be paired with them",
    "cap": "all places of the edition are taken by pairs that come first in the objective",
    "bound": "their home experiment has as many pairs as its bound allows",
    "no-room": "every mentor who may be paired with them has as many mentees as they take",
    "place-free": "a place is free: `mentoring replace` can give them a mentor",
    "not-needed": "nobody who may be paired with them waits for a place that is free",
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


def waiting(instance: Instance, pairs: Sequence[Pair]) -> dict[str, str]:
    """The code of why each mentee without a mentor has none, by id."""
    paired = {mentee for mentee, _ in pairs}
    return {
        one.id: _why_waiting(instance, pairs, row)
        for row, one in sorted(enumerate(instance.mentees), key=lambda found: found[1].id)
        if one.id not in paired
    }


def _why_waiting(instance: Instance, pairs: Sequence[Pair], row: int) -> str:
    """The first obstacle that these pairs put in a mentee's way, in the order of the rules."""
    held = Counter(mentor for _, mentor in pairs)
    admissible = [
        one for column, one in enumerate(instance.mentors) if instance.fit[row, column] >= 0
    ]
    obstacles = {
        "no-admissible-mentor": not admissible,
        "cap": len(pairs) >= instance.cap,
        "bound": _full(instance, pairs, instance.mentees[row].home),
        "no-room": all(held[one.id] >= one.capacity for one in admissible),
    }
    return next((code for code, stands in obstacles.items() if stands), "place-free")


def _full(instance: Instance, pairs: Sequence[Pair], home: str) -> bool:
    """Whether a home experiment has as many selected mentees as it may."""
    homes = {one.id: one.home for one in instance.mentees}
    most = instance.balance.mentees.get(home, (0, None))[1]
    return most is not None and sum(homes.get(one) == home for one, _ in pairs) >= most


def free_mentors(instance: Instance, pairs: Sequence[Pair]) -> dict[str, str]:
    """The code of why each mentor without a mentee has none, by id."""
    paired = {mentor for _, mentor in pairs}
    may = np.any(instance.fit >= 0, axis=0).tolist()
    return {
        one.id: "not-needed" if may[column] else "no-admissible-mentee"
        for column, one in sorted(enumerate(instance.mentors), key=lambda found: found[1].id)
        if one.id not in paired
    }
