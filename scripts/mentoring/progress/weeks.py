"""The edition by week: the numbers of active pairs, and of meetings held and expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.people.lifecycle import ENDINGS
from mentoring.people.pair import Mentorship, Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.facts import Facts, facts
from mentoring.progress.meetings import expected


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """The edition on one day: active pairs, and all meetings since the start."""

    on: date
    standing: int
    meetings: int
    expected: int


def weeks(cohort: Cohort, pairs: Sequence[Pair], today: date) -> tuple[Week, ...]:
    """The edition on every seventh day from the announcement, and today (or the last day)."""
    mentorships = [mentorship for pair in pairs for mentorship in pair.mentorships]
    return tuple(_week(cohort, mentorships, day) for day in _days(cohort, today))


def _days(cohort: Cohort, today: date) -> Iterator[date]:
    day, last = cohort.dates.announcement, min(today, cohort.dates.end)
    while day < last:
        yield day
        day += timedelta(days=7)
    yield last


def _week(cohort: Cohort, mentorships: list[Mentorship], day: date) -> Week:
    known = [facts(cohort, mentorship, day) for mentorship in mentorships]
    return Week(
        on=day,
        standing=sum(_stood(one) for one in known),
        meetings=sum(len(one.mentorship.meetings) for one in known),
        expected=sum(expected(one) for one in known),
    )


def _stood(known: Facts) -> bool:
    """Whether the pair was announced and not over, by its history up to that day."""
    announced = known.announced
    if announced is None or announced > known.today:
        return False
    return known.last(*ENDINGS) is None
