"""A pair file: a mentee's mentorships, the current one and those that ended."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from mentoring.people import lifecycle
from mentoring.people.agreement import Agreement, Terms
from mentoring.people.lifecycle import EventName, HistoryEntry, MentorshipStatus, Side
from mentoring.people.personal_fields import Id, Owner, Public

GoalStatus = Literal["open", "done", "dropped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A goal of the mentee, set `on` a day, and reached or dropped when it was `settled`."""

    goal: str
    on: date | None = None
    due: date | None = None
    status: GoalStatus = "open"
    settled: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """A meeting of the pair, or of the mentor's `group` of mentees. Never what was said."""

    date: date
    mode: Literal["virtual", "in-person"] = "virtual"
    minutes: int
    group: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """The number of meetings since a day, as one side reports it; it may differ from the log."""

    by: Side
    on: date
    since: date
    meetings: int
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """One side's check-in, confidential from the other side."""

    fit: Literal["good", "unsure", "no"]
    goals: Literal["none-yet", "behind", "on-track", "reached"]
    help: bool = False
    contact_me: bool = False
    wish_to_end: bool = False
    share: bool = False
    satisfaction: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """A check-in of one side: `due` is one of the cohort's dates, `on` the day it came."""

    due: date
    by: Side
    on: date
    answers: Answers


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """The sealed match that made the pair, the fit, and the method."""

    match: int
    fit: int
    how: Literal["match", "replace", "late"] = "match"
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondMentor:
    """A mentor besides the lead mentor: a co-mentor, or a stand-in until a last day."""

    mentor: str
    since: date
    until: date | None = None
    stands_in: bool = False

    def is_there_on(self, day: date) -> bool:
        """Whether they are a mentor of the pair on a day; the last day counts."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentorship:
    """The mentorship of one lead mentor with this file's mentee, from proposal to end."""

    mentor: Id[str]
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
        """The events in order of their days, without undone ones."""
        there = (entry for entry in self.history if entry.undone is None)
        return tuple(sorted(there, key=lambda entry: entry.on))

    @property
    def meaning(self) -> lifecycle.Meaning:
        """The consequences of its state."""
        return self.status.meaning

    @property
    def ending(self) -> HistoryEntry | None:
        """The event that ended it, if it is over."""
        endings = [event for event in self.events if event.what in lifecycle.ENDINGS]
        return endings[-1] if endings and not self.meaning.place else None

    @property
    def accepted(self) -> bool:
        """Whether both sides have said yes, or signed."""
        return lifecycle.life(self.history).accepted == lifecycle.BOTH

    def day_of(self, *steps: EventName) -> date | None:
        """The first day of any of `steps`; None if none happened."""
        return next((entry.on for entry in self.events if entry.what in steps), None)

    @property
    def day_of_return(self) -> date | None:
        """The day of return that was set when the latest rest began; None if none was."""
        rests = [event.until for event in self.events if event.what in lifecycle.RESTING_EVENTS]
        return rests[-1] if rests else None

    @property
    def second_mentors(self) -> tuple[SecondMentor, ...]:
        """Every mentor of the pair besides the lead mentor, in the order of days."""
        mentors: list[SecondMentor] = []
        for event in self.events:
            if event.mentor and event.what in {"joined", "covered"}:
                second = SecondMentor(mentor=event.mentor, since=event.on, until=event.until)
                mentors.append(replace(second, stands_in=event.what == "covered"))
            elif event.what == "left":
                last = event.on - timedelta(days=1)
                for number, mentor in enumerate(mentors):
                    if mentor.mentor == event.mentor:
                        mentors[number] = replace(mentor, until=min(last, mentor.until or last))
        return tuple(mentors)

    def acting_mentor(self, day: date) -> str:
        """The mentor who answers for the pair on a day: a stand-in, or the lead mentor."""
        seconds = (mentor for mentor in self.second_mentors if mentor.is_there_on(day))
        return next((mentor.mentor for mentor in seconds if mentor.stands_in), self.mentor)

    def mentors_on(self, day: date) -> frozenset[str]:
        """All mentors of the pair on a day."""
        seconds = (mentor.mentor for mentor in self.second_mentors if mentor.is_there_on(day))
        return frozenset({self.mentor, *seconds})


def proposal(mentor: str, matched: Matched, today: date) -> Mentorship:
    """A new mentorship that has been chosen but not announced."""
    status, history = MentorshipStatus.PROPOSED, (HistoryEntry(on=today, what="proposed"),)
    return Mentorship(mentor=mentor, status=status, matched=matched, history=history)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One pair file. At most one of its mentorships is current; the others are over."""

    cohort: Public[str]
    mentee: Owner[str]
    mentorships: tuple[Mentorship, ...]

    @property
    def current(self) -> Mentorship | None:
        """The current mentorship, if any."""
        return next((each for each in self.mentorships if each.meaning.place), None)

    @property
    def latest(self) -> Mentorship:
        """The current mentorship or, if there is none, the last one."""
        return self.current or self.mentorships[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairAnswer:
    """A side's signature, with the `terms` if it states any, or its check-in since the last one."""

    by: Side
    on: date
    signed: bool | None = None
    terms: Terms | None = None
    answers: Answers | None = None
    meetings: int | None = None
    last: date | None = None
