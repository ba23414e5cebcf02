"""What is particular about how a mentorship goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentoring.people.application import Application
from mentoring.people.side import Side
from mentoring.programme.cohort import Cohort

NEVER = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a pair differs from one that goes well; days count from its announcement.

    `missed` are the check-ins that a side does not answer, by their number from 0. `fit` is what
    the mentee says of the two. Nobody meets after `last_meeting`.
    """

    mentor_signs: bool = True
    amends: int | None = None
    last_meeting: int = NEVER
    missed: frozenset[tuple[int, Side]] = frozenset()
    fit: Literal["good", "unsure", "no"] = "good"
    asks_for_help: bool = False
    goals_late: bool = False
    reminded: tuple[int, ...] = ()
    pauses: int | None = None
    ends: int | None = None
    left: Side = "mentor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Couple:
    """The two people of a pair, their edition, and the day on which they were told."""

    cohort: Cohort
    mentee: Application
    mentor: Application
    told: date


WELL = Course()


def usual(place: int) -> Course:
    """How a pair of an edition that is made up on the spot goes: seven of ten go well."""
    particular = {
        3: Course(missed=frozenset({(0, "mentor")})),
        6: Course(goals_late=True),
        8: Course(last_meeting=45),
    }
    return particular.get(place % 10, WELL)
