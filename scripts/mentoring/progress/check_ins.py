"""Check-ins: which are expected from which side, which arrived, and which are overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.people.side import Side
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.pauses import paused_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One side's expected check-in: the cohort's date, and the day it arrived, if any."""

    due: date
    by: Side
    on: date | None
    overdue_from: date


def asked(facts: Facts) -> tuple[Asked, ...]:
    """Every check-in that the cohort's dates require of this mentorship, including future ones."""
    return tuple(_one(facts, due, side) for due in _dates(facts) for side in SIDES)


def _dates(facts: Facts) -> Iterator[date]:
    announced, ended = facts.announced, facts.ended
    answered = {one.due for one in facts.mentorship.check_ins}
    for due in sorted(facts.cohort.check_ins):
        if due in answered:
            yield due
        elif announced is None or due <= announced or paused_on(due, facts.pauses):
            continue
        elif ended is None or due <= ended:
            yield due


def _one(facts: Facts, due: date, side: Side) -> Asked:
    came = (one.on for one in facts.mentorship.check_ins if (one.due, one.by) == (due, side))
    grace = timedelta(days=facts.rules.check_in_grace_days + 1)
    return Asked(due=due, by=side, on=min(came, default=None), overdue_from=due + grace)


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckInCounts:
    """The numbers of check-ins that arrived, were due by today (or early), and are overdue."""

    done: int
    due: int
    overdue: int


def counts(facts: Facts) -> CheckInCounts:
    """The counts of both sides' check-ins. An ended mentorship has none due."""
    everything = asked(facts)
    done = sum(one.on is not None for one in everything)
    missing = [one for one in everything if one.on is None and one.due <= facts.today]
    late = 0 if facts.ended else sum(one.overdue_from <= facts.today for one in missing)
    return CheckInCounts(done=done, due=done + len(missing), overdue=late)
