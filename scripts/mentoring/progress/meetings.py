"""The meetings of a pair: logged, counted by each side, and agreed."""

from __future__ import annotations

import math
from datetime import date, timedelta

from mentoring.people.side import Side
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.pauses import extended, paused_days

DAYS_A_MONTH = 365.25 / 12


def logged(facts: Facts) -> int:
    """The number of meetings in the log."""
    return len(facts.mentorship.meetings)


def counted_by(facts: Facts, side: Side) -> int | None:
    """The number of meetings in all reports of one side; None if it reported nothing."""
    own = [one.meetings for one in facts.mentorship.reported if one.by == side]
    return sum(own) if own else None


def held(facts: Facts) -> int:
    """The highest of the three counts, so that a pair that keeps no log does not seem idle."""
    return max(logged(facts), *(counted_by(facts, side) or 0 for side in SIDES))


def last_meeting(facts: Facts) -> date | None:
    """The latest meeting in the log or in a report."""
    days = [meeting.date for meeting in facts.mentorship.meetings]
    days += [one.last for one in facts.mentorship.reported if one.last is not None]
    return max(days, default=None)


def rhythm(facts: Facts) -> int:
    """Meetings per month: as both agreed, or else the lowest that the edition recommends."""
    agreement = facts.agreement
    if agreement is not None and agreement.signed.both:
        return agreement.in_force.meetings_per_month
    return facts.cohort.meetings_per_month[0]


def begins(facts: Facts) -> date | None:
    """The day from which the rhythm counts: the edition's start or a later announcement."""
    announced = facts.announced
    return max(announced, facts.cohort.dates.start) if announced else None


def expected(facts: Facts) -> int:
    """The number of meetings expected up to today, without pauses."""
    start = begins(facts)
    if start is None:
        return 0
    until = min(facts.today, facts.cohort.dates.end, facts.ended or facts.today)
    days = (until - start).days - paused_days(start, until, facts.pauses)
    return max(0, math.floor(rhythm(facts) * days / DAYS_A_MONTH))


def expected_by(facts: Facts, number: int) -> date | None:
    """The day on which meeting `number` is expected; None if after the edition's end."""
    start = begins(facts)
    if start is None:
        return None
    day = start + timedelta(days=math.ceil(number * DAYS_A_MONTH / rhythm(facts)))
    day = extended(start, day, facts.pauses)
    return day if day <= facts.cohort.dates.end else None
