"""A pair file: a mentee's mentorships, the one that stands and those that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from mentoring.people.agreement import Agreement
from mentoring.people.check_in import CheckIn
from mentoring.people.meeting import Goal, Meeting, Reported
from mentoring.people.side import Side


class MentorshipStatus(StrEnum):
    """The life of a mentorship, from the match to its end."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    COMPLETED = "completed"


OVER = frozenset({MentorshipStatus.ENDED, MentorshipStatus.COMPLETED})
Step = Literal[
    "proposed",
    "announced",
    "accepted",
    "declined",
    "signed",
    "amended",
    "paused",
    "resumed",
    "reminded",
    "reminded-again",
    "called",
    "ended",
    "completed",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """Which sealed match made the pair, with what fit, and how."""

    match: int
    fit: int
    how: Literal["match", "replace", "late"] = "match"
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryEntry:
    """A step in the mentorship's life: the day, the step, and who took it."""

    on: date
    what: Step
    by: Side | Literal["organiser"] = "organiser"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentorship:
    """One mentor with this file's mentee, from proposal to end."""

    mentor: str
    status: MentorshipStatus
    matched: Matched
    agreement: Agreement | None = None
    goals: tuple[Goal, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reported: tuple[Reported, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    history: tuple[HistoryEntry, ...] = ()

    def day_of(self, step: Step) -> date | None:
        """The first day on which `step` was taken."""
        return next((entry.on for entry in self.history if entry.what == step), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One pair file. At most one of its mentorships stands; the others are over."""

    cohort: str
    mentee: str
    mentorships: tuple[Mentorship, ...]

    @property
    def current(self) -> Mentorship | None:
        """The mentorship that stands, if any."""
        return next((one for one in self.mentorships if one.status not in OVER), None)

    @property
    def latest(self) -> Mentorship:
        """The mentorship that stands or, when none does, the last there was."""
        return self.current or self.mentorships[-1]
