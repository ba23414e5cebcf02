"""A pair file: a mentee's mentorships, the one that stands and those that ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from mentoring.people.agreement import Agreement
from mentoring.people.check_in import CheckIn
from mentoring.people.lifecycle import (
    BOTH,
    OVER,
    HistoryEntry,
    Meaning,
    MentorshipStatus,
    Step,
    life,
    meaning,
)
from mentoring.people.meeting import Goal, Meeting, Reported


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """Which sealed match made the pair, with what fit, and how."""

    match: int
    fit: int
    how: Literal["match", "replace", "late"] = "match"
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondMentor:
    """A mentor beside the one who leads: a co-mentor, or a stand-in until a last day."""

    mentor: str
    since: date
    until: date | None = None
    stands_in: bool = False

    def is_there_on(self, day: date) -> bool:
        """Whether they are a mentor of the pair on a day; the last day counts."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentorship:
    """One leading mentor with this file's mentee, from proposal to end."""

    mentor: str
    status: MentorshipStatus
    matched: Matched
    agreement: Agreement | None = None
    goals: tuple[Goal, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reported: tuple[Reported, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    history: tuple[HistoryEntry, ...] = ()

    @property
    def events(self) -> tuple[HistoryEntry, ...]:
        """What has happened, in order of the days, without what was undone."""
        there = (entry for entry in self.history if entry.undone is None)
        return tuple(sorted(there, key=lambda entry: entry.on))

    @property
    def meaning(self) -> Meaning:
        """What follows from the state it is in."""
        return meaning(self.status)

    @property
    def accepted(self) -> bool:
        """Whether both sides have said yes, or signed."""
        return life(self.history).accepted == BOTH

    def day_of(self, *steps: Step) -> date | None:
        """The first day on which one of `steps` was taken."""
        return next((entry.on for entry in self.events if entry.what in steps), None)

    @property
    def second_mentors(self) -> tuple[SecondMentor, ...]:
        """Everybody who was a mentor of the pair beside the one who leads, in the order of days."""
        found: list[SecondMentor] = []
        for event in self.events:
            if event.mentor and event.what in {"joined", "covered"}:
                stands_in = event.what == "covered"
                second = SecondMentor(
                    mentor=event.mentor, since=event.on, until=event.until, stands_in=stands_in
                )
                found.append(second)
            if event.what == "left":
                last = event.on - timedelta(days=1)
                found = [
                    replace(one, until=min(last, one.until or last))
                    if one.mentor == event.mentor
                    else one
                    for one in found
                ]
        return tuple(found)

    def acting_mentor(self, day: date) -> str:
        """Who answers for the mentor's side on a day: a stand-in, or the one who leads."""
        there = (
            mentor for mentor in self.second_mentors if mentor.stands_in and mentor.is_there_on(day)
        )
        return next((one.mentor for one in there), self.mentor)

    def mentors_on(self, day: date) -> frozenset[str]:
        """All who are a mentor of the pair on a day."""
        there = (mentor.mentor for mentor in self.second_mentors if mentor.is_there_on(day))
        return frozenset({self.mentor, *there})


def proposal(mentor: str, matched: Matched, today: date) -> Mentorship:
    """A mentorship that has just been chosen, and that nobody has been told of."""
    return Mentorship(
        mentor=mentor,
        status=MentorshipStatus.PROPOSED,
        matched=matched,
        history=(HistoryEntry(on=today, what="proposed"),),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One pair file. At most one of its mentorships stands; the others are over."""

    cohort: str
    mentee: str
    mentorships: tuple[Mentorship, ...]

    @property
    def current(self) -> Mentorship | None:
        """The mentorship that stands, if any."""
        return next(
            (mentorship for mentorship in self.mentorships if mentorship.status not in OVER), None
        )

    @property
    def latest(self) -> Mentorship:
        """The mentorship that stands or, when none does, the last there was."""
        return self.current or self.mentorships[-1]
