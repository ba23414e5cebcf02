"""The programme's public state by day: the source of every sentence that depends on the day.

The pages contain every state of the year with its days. `.ci/write-today` selects the current one
when the site is built, and the site's script updates it when the page is read on a later day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mentoring.programme.cohort import Cohort, Dates
from mentoring.programme.dates import day_in_words

Role = Literal["mentor", "mentee"]
ROLES: tuple[Role, ...] = ("mentor", "mentee")
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A period, both days included: its name, its sentence, and the action it offers.

    `page` is the address, relative to the site's root, that `action` links to.
    """

    first: date
    last: date
    name: str
    line: str
    action: str
    page: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The days on which applications in a role are open, not yet open, or closed."""

    first: date
    last: date
    name: Literal["before", "open", "closed"]
    line: str


def states(cohort: Cohort) -> tuple[State, ...]:
    """The states of the edition in order, without gaps, for all days."""
    starts = sorted({date.min, *_changes(cohort.dates)})
    ends = [start - DAY for start in starts[1:]] + [date.max]
    return tuple(_state(cohort, first, last) for first, last in zip(starts, ends, strict=True))


def state_on(cohort: Cohort, day: date) -> State:
    """The state of the edition on a day."""
    return next(state for state in states(cohort) if state.first <= day <= state.last)


def windows(cohort: Cohort, role: Role) -> tuple[Window, Window, Window]:
    """The periods before, during and after applications in a role."""
    opens, closes = period(cohort.dates, role)
    return (
        Window(
            first=date.min,
            last=opens - DAY,
            name="before",
            line=f"Opens on {day_in_words(opens)}, until {day_in_words(closes)}.",
        ),
        Window(first=opens, last=closes, name="open", line=f"Open until {day_in_words(closes)}."),
        Window(
            first=closes + DAY,
            last=date.max,
            name="closed",
            line=f"Closed since {day_in_words(closes + DAY)}. "
            "The dates of the next edition will be announced here.",
        ),
    )


def period(dates: Dates, role: Role) -> tuple[date, date]:
    """The first and the last day of applications in a role."""
    if role == "mentor":
        return dates.mentors_open, dates.mentors_close
    return dates.mentees_open, dates.mentees_close


def _changes(dates: Dates) -> Iterator[date]:
    for role in ROLES:
        opens, closes = period(dates, role)
        yield from (opens, closes + DAY)
    yield from (dates.announcement, dates.start, dates.end + DAY)


def _state(cohort: Cohort, first: date, last: date) -> State:
    name, line, action, page = _words(cohort.dates, first)
    return State(first=first, last=last, name=name, line=line, action=action, page=page)


def _words(dates: Dates, day: date) -> tuple[str, str, str, str]:
    """The state that begins on `day`: its name, its sentence, and its action and page."""
    if day > dates.end:
        line = "This edition has ended. The dates of the next one will be announced here."
        return "ended", line, "How to prepare", "apply/#between-editions"
    if day >= dates.start:
        line = f"The pairs are meeting, until {day_in_words(dates.end)}."
        return "running", line, "How to prepare for the next edition", "apply/#between-editions"
    if day >= dates.announcement:
        line = f"The pairs have been announced. They meet from {day_in_words(dates.start)}."
        return "announced", line, "What happens now", "how-it-works/"
    return _applications(dates, day)


def _applications(dates: Dates, day: date) -> tuple[str, str, str, str]:
    """The states before the announcement: who may apply now, and who may apply later."""
    periods = {role: period(dates, role) for role in ROLES}
    now = [role for role, (opens, closes) in periods.items() if opens <= day <= closes]
    later = [role for role, (opens, _) in periods.items() if day < opens]
    opening = [f"{role}s from {day_in_words(periods[role][0])}" for role in later]
    if now:
        until = [f"{role}s until {day_in_words(periods[role][1])}" for role in now]
        name = f"{now[0]}s-open" if len(now) == 1 else "both-open"
        action = f"Apply as a {now[0]}" if len(now) == 1 else "Apply"
        return name, _can_apply(until + opening), action, "apply/"
    if later:
        name = "before" if len(later) == len(ROLES) else "between"
        return name, _can_apply(opening), "How to prepare", "apply/#between-editions"
    line = (
        f"Applications are being read. Pairs are announced on {day_in_words(dates.announcement)}."
    )
    return "reviewing", line, "How selection works", "selection/"


def _can_apply(clauses: list[str]) -> str:
    """E.g. "Mentors can apply until 20 September 2026, mentees from 21 September 2026."."""
    who, _, when = clauses[0].partition(" ")
    return ", ".join([f"{who.capitalize()} can apply {when}", *clauses[1:]]) + "."
