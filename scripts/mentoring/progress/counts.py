"""The counts of a pair on a day: meetings, goals, and check-ins expected, arrived and overdue."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.people.side import Side
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.pauses import extended, paused_days, paused_on

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingCounts:
    """Meetings up to today: logged, counted by each side, and expected from the rhythm."""

    logged: int
    mentee: int | None
    mentor: int | None
    expected: int
    rhythm: int
    last: date | None

    @property
    def held(self) -> int:
        """The highest of the three counts, so that a pair that keeps no log does not seem idle."""
        return max(self.logged, self.mentee or 0, self.mentor or 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalCounts:
    """The number of goals reached, and of goals not dropped."""

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


def meeting_counts(facts: Facts) -> MeetingCounts:
    """The counts of meetings, in the log and in each side's reports."""
    days = [meeting.date for meeting in facts.mentorship.meetings]
    days += [report.last for report in facts.mentorship.reported if report.last is not None]
    return MeetingCounts(
        logged=len(facts.mentorship.meetings),
        mentee=_counted_by(facts, "mentee"),
        mentor=_counted_by(facts, "mentor"),
        expected=expected(facts),
        rhythm=rhythm(facts),
        last=max(days, default=None),
    )


def _counted_by(facts: Facts, side: Side) -> int | None:
    """The number of meetings in all reports of one side; None if it reported nothing."""
    own = [report.meetings for report in facts.mentorship.reported if report.by == side]
    return sum(own) if own else None


def rhythm(facts: Facts) -> int:
    """Meetings per month: as both agreed, or else the lowest that the edition recommends."""
    agreement = facts.agreement
    if agreement is not None and agreement.signed.both:
        return agreement.in_force.meetings_per_month
    return facts.cohort.meetings_per_month[0]


def _begins(facts: Facts) -> date | None:
    """The day from which the rhythm counts: the edition's start or a later announcement."""
    announced = facts.announced
    return max(announced, facts.cohort.dates.start) if announced else None


def expected(facts: Facts) -> int:
    """The number of meetings expected up to today, without pauses."""
    start = _begins(facts)
    if start is None:
        return 0
    until = min(facts.today, facts.cohort.dates.end, facts.ended or facts.today)
    days = (until - start).days - paused_days(start, until, facts.pauses)
    return max(0, math.floor(rhythm(facts) * days / DAYS_A_MONTH))


def expected_by(facts: Facts, number: int) -> date | None:
    """The day on which meeting `number` is expected; None if after the edition's end."""
    start = _begins(facts)
    if start is None:
        return None
    day = start + timedelta(days=math.ceil(number * DAYS_A_MONTH / rhythm(facts)))
    day = extended(start, day, facts.pauses)
    return day if day <= facts.cohort.dates.end else None


def goal_counts(facts: Facts) -> GoalCounts:
    """The counts of goals."""
    done = sum(goal.status == "done" for goal in facts.goals)
    return GoalCounts(done=done, total=len(facts.goals))


def check_in_counts(facts: Facts) -> CheckInCounts:
    """The counts of both sides' check-ins. An ended mentorship has none due."""
    every = asked(facts)
    done = sum(check_in.on is not None for check_in in every)
    missing = [
        check_in for check_in in every if check_in.on is None and check_in.due <= facts.today
    ]
    late = 0 if facts.ended else sum(check_in.overdue_from <= facts.today for check_in in missing)
    return CheckInCounts(done=done, due=done + len(missing), overdue=late)


def asked(facts: Facts) -> tuple[Asked, ...]:
    """Every check-in that the cohort's dates require of this mentorship, including future ones."""
    grace = timedelta(days=facts.rules.check_in_grace_days + 1)
    arrived: dict[tuple[date, Side], date] = {}
    for check_in in sorted(facts.mentorship.check_ins, key=lambda check_in: check_in.on):
        arrived.setdefault((check_in.due, check_in.by), check_in.on)
    return tuple(
        Asked(due=due, by=side, on=arrived.get((due, side)), overdue_from=due + grace)
        for due in _dates(facts)
        for side in SIDES
    )


def _dates(facts: Facts) -> Iterator[date]:
    """The dates with an answer, and those on which the pair was together and not at rest."""
    announced, ended = facts.announced, facts.ended
    answered = {check_in.due for check_in in facts.mentorship.check_ins}
    for due in sorted(facts.cohort.check_ins):
        together = announced is not None and announced < due and (ended is None or due <= ended)
        if due in answered or (together and not paused_on(due, facts.pauses)):
            yield due
