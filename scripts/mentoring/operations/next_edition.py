"""The next edition's files, made from an earlier edition's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from mentoring.errors import UsageError
from mentoring.operations.first_edition import year_of
from mentoring.people.decisions import Decisions
from mentoring.people.roster import Roster
from mentoring.programme.cohort import Cohort, Dates
from mentoring.store.record_kinds import Record

D = TypeVar("D", date, datetime)
WEEK = 7


def files(cohort: Cohort, roster: Roster | None, name: str) -> tuple[Record, ...]:
    """The cohort, roster and decisions of the edition `name`, without any applications.

    The members of the roster stay; their own applications and recusals are left out.
    """
    members = tuple(
        replace(member, conflicts=(), applications=(), recused=None)
        for member in (roster.members if roster else ())
    )
    rosters = (Roster(cohort=name, members=members),) if members else ()
    return (next_cohort(cohort, name), *rosters, Decisions(cohort=name))


def next_cohort(cohort: Cohort, name: str) -> Cohort:
    """The same edition in a later year, with every date on the same weekday.

    Facts of a single year are left out: the lottery's draw and the addresses of the forms.
    """
    years = year_of(name) - year_of(cohort.cohort)
    if years < 0 or name == cohort.cohort:
        raise UsageError(f"{name} does not come after {cohort.cohort}.")
    return replace(
        cohort,
        cohort=name,
        dates=_dates(cohort.dates, years),
        check_ins=tuple(later(day, years) for day in cohort.check_ins),
        forms={name: replace(form, url=None) for name, form in cohort.forms.items()},
        events=tuple(replace(event, starts=later(event.starts, years)) for event in cohort.events),
        matching=replace(cohort.matching, lottery=None),
        privacy=replace(
            cohort.privacy,
            notice=cohort.privacy.notice.replace(cohort.cohort, name),
            retain_until=later(cohort.privacy.retain_until, years),
        ),
        closed=None,
    )


def _dates(dates: Dates, years: int) -> Dates:
    moved = {field: later(getattr(dates, field), years) for field in dates.__slots__}
    return replace(dates, **moved)


def later(day: D, years: int) -> D:
    """The day with the same weekday that is nearest to the same date `years` later."""
    try:
        moved = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        moved = day.replace(year=day.year + years, day=28)
    back = (moved.weekday() - day.weekday()) % WEEK
    return moved - timedelta(days=back if back <= WEEK // 2 else back - WEEK)
