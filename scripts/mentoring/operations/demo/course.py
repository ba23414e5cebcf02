"""How the course of a mentorship differs from the usual one."""

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
    """How a pair differs from one that goes well; days are counted from its announcement.

    `missed` are the numbers (from 0) of check-ins that a side does not answer. `fit` is the
    mentee's view of the pair. There are no meetings after `last_meeting`.
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
    """The two people of a pair, their edition, and the day of the announcement."""

    cohort: Cohort
    mentee: Application
    mentor: Application
    told: date


WELL = Course()


def usual(place: int) -> Course:
    """The course of a pair in a generated edition: seven of ten go well."""
    particular = {
        3: Course(missed=frozenset({(0, "mentor")})),
        6: Course(goals_late=True),
        8: Course(last_meeting=45),
    }
    return particular.get(place % 10, WELL)
