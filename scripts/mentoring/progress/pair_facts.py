"""The facts of one mentorship on a day: its records up to then, and what is counted of them."""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from mentoring.people import lifecycle
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import SIDES, EventName, MentorshipStatus, Side
from mentoring.people.pair import Mentorship, Reported
from mentoring.programme.cohort import Cohort

BEGINNINGS = frozenset({"proposed", "announced"})
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalCounts:
    """The numbers of goals reached, and of goals not dropped."""

    done: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckInCounts:
    """The numbers of check-ins that arrived, were due by today (or early), and are overdue."""

    done: int
    due: int
    overdue: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One side's expected check-in: the cohort's date, and the day it arrived, if any."""

    due: date
    by: Side
    on: date | None
    overdue_from: date


@dataclass(frozen=True, kw_only=True)
class PairFacts:
    """One mentorship of a mentee, without records later than `today`."""

    cohort: Cohort
    mentee: str
    mentorship: Mentorship
    today: date

    @classmethod
    def on(cls, cohort: Cohort, mentee: str, mentorship: Mentorship, today: date) -> Self:
        """The mentorship as it was on a day."""
        past = mentorship_on(mentorship, today)
        return cls(cohort=cohort, mentee=mentee, mentorship=past, today=today)

    @property
    def mentor(self) -> str:
        """The lead mentor's id."""
        return self.mentorship.mentor

    @cached_property
    def announced(self) -> date:
        """The day of the pair's announcement: from its history, or else the edition's."""
        return self.mentorship.day_of("announced") or self.cohort.dates.announcement

    @cached_property
    def ended(self) -> date | None:
        """The day the mentorship was over; None if it is not."""
        if self.mentorship.meaning.place:
            return None
        ending = self.mentorship.ending
        return ending.on if ending else self.today

    @cached_property
    def pauses(self) -> tuple[tuple[date, date], ...]:
        """The periods [from, to) without obligations; an open one lasts until today."""
        periods: list[tuple[date, date]] = []
        since: date | None = None
        for event in self.mentorship.events:
            if event.what in lifecycle.HALTING_EVENTS:
                since = since or event.on
            elif since is not None and event.what in lifecycle.RESTARTS:
                periods.append((since, event.on))
                since = None
        return (*periods, (since, self.today)) if since is not None else tuple(periods)

    def last(self, *steps: EventName) -> date | None:
        """The latest day of any of `steps`; None if none happened."""
        events = self.mentorship.events
        return max((event.on for event in events if event.what in steps), default=None)

    def deadline(self, *, weeks: int = 0, days: int = 0, start: date | None = None) -> date:
        """The day this long after `start` (default: the announcement), not counting pauses."""
        start = start or self.announced
        end = start + timedelta(weeks=weeks, days=days)
        for since, until in self.pauses:
            if until > start and since < end:
                end += until - max(since, start)
        return end

    @property
    def goals(self) -> GoalCounts:
        """How many goals the pair has, and has reached."""
        kept = [goal.status for goal in self.mentorship.goals if goal.status != "dropped"]
        return GoalCounts(done=kept.count("done"), total=len(kept))

    @cached_property
    def rhythm(self) -> int:
        """Meetings per month: as both agreed, or else the lowest that the edition recommends."""
        agreement = self.mentorship.agreement
        if agreement is not None and agreement.signed.both:
            return agreement.in_force.meetings_per_month
        return self.cohort.meetings_per_month[0]

    @property
    def _begins(self) -> date:
        return max(self.announced, self.cohort.dates.start)

    @cached_property
    def expected(self) -> int:
        """The number of meetings expected up to today, without pauses."""
        if not self.mentorship.meaning.told:
            return 0
        start = self._begins
        until = min(self.today, self.cohort.dates.end, self.ended or self.today)
        rests = ((min(to, until) - max(since, start)).days for since, to in self.pauses)
        days = (until - start).days - sum(rest for rest in rests if rest > 0)
        return max(0, math.floor(self.rhythm * days / DAYS_A_MONTH))

    def expected_by(self, number: int) -> date:
        """The day on which meeting `number` is expected."""
        days = math.ceil(number * DAYS_A_MONTH / self.rhythm)
        return self.deadline(days=days, start=self._begins)

    @cached_property
    def reports(self) -> dict[Side, list[Reported]]:
        """What each side reported, by day."""
        by_day = sorted(self.mentorship.reported, key=lambda report: report.on)
        return {side: [report for report in by_day if report.by == side] for side in SIDES}

    @property
    def counted(self) -> dict[Side, int]:
        """The number of meetings that each side has reported."""
        return {side: sum(report.meetings for report in own) for side, own in self.reports.items()}

    @property
    def held(self) -> int:
        """The highest of the log and both counts: a pair that keeps no log is not idle."""
        return max(len(self.mentorship.meetings), *self.counted.values())

    @property
    def last_meeting(self) -> date | None:
        """The day of the last meeting in the log or in a report."""
        days = [meeting.date for meeting in self.mentorship.meetings]
        days += [report.last for report in self.mentorship.reported if report.last is not None]
        return max(days, default=None)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every check-in that the cohort's dates require of this mentorship, with future ones.

        The dates are those with an answer, and those when the pair was together and not at rest.
        """
        grace = timedelta(days=self.cohort.progress.check_in_grace_days + 1)
        arrived: dict[tuple[date, Side], date] = {}
        for check_in in sorted(self.mentorship.check_ins, key=lambda check_in: check_in.on):
            arrived.setdefault((check_in.due, check_in.by), check_in.on)
        answered = {due for due, _ in arrived}
        return tuple(
            Asked(due=due, by=side, on=arrived.get((due, side)), overdue_from=due + grace)
            for due in sorted(self.cohort.check_ins)
            if due in answered or self._is_together(due)
            for side in SIDES
        )

    def _is_together(self, day: date) -> bool:
        told = self.mentorship.meaning.told and self.announced < day
        resting = any(since <= day < until for since, until in self.pauses)
        return told and (self.ended is None or day <= self.ended) and not resting

    @property
    def check_ins(self) -> CheckInCounts:
        """How many check-ins of both sides arrived, were due, and are overdue."""
        done = sum(check_in.on is not None for check_in in self.asked)
        missing = [each for each in self.asked if each.on is None and each.due <= self.today]
        late = sum(not self.ended and each.overdue_from <= self.today for each in missing)
        return CheckInCounts(done=done, due=done + len(missing), overdue=late)


def mentorship_on(mentorship: Mentorship, today: date) -> Mentorship:
    """The mentorship with its records up to a day, and its status on that day.

    A goal without a recorded day appears from the pair's acceptance on.
    """
    history = sorted(mentorship.history, key=lambda event: event.on)
    known = tuple(replace(event, undone=None) for event in history if event.counts_on(today))
    past = replace(
        mentorship,
        agreement=mentorship.agreement and _agreement_on(mentorship.agreement, today),
        goals=tuple(
            replace(goal, status="open", settled=None) if (goal.settled or today) > today else goal
            for goal in mentorship.goals
            if (goal.on or today) <= today
        ),
        meetings=tuple(meeting for meeting in mentorship.meetings if meeting.date <= today),
        reported=tuple(report for report in mentorship.reported if report.on <= today),
        check_ins=tuple(check_in for check_in in mentorship.check_ins if check_in.on <= today),
        history=known,
    )
    if known == mentorship.events and len(known) == len(history):
        return past
    begun = any(event.what in BEGINNINGS for event in history)
    # a history without its start begins with the announcement
    start = lifecycle.Life(status=None if begun else MentorshipStatus.ANNOUNCED)
    now = lifecycle.life(known, start)
    status = now.status or MentorshipStatus.PROPOSED
    return replace(past, status=status, goals=past.goals if now.accepted == lifecycle.BOTH else ())


def _agreement_on(agreement: Agreement, today: date) -> Agreement | None:
    """The agreement with its signatures up to a day; None before the first."""
    signed = _signed_on(agreement.signed, today)
    if signed == Signatures() != agreement.signed:
        return None
    amendments = tuple(
        replace(amendment, signed=_signed_on(amendment.signed, today))
        for amendment in agreement.amendments
        if amendment.on <= today
    )
    return replace(agreement, signed=signed, amendments=amendments)


def _signed_on(signed: Signatures, today: date) -> Signatures:
    sides = (signed.mentee, signed.mentor)
    mentee, mentor = (side if side and side.on <= today else None for side in sides)
    return Signatures(mentee=mentee, mentor=mentor)
