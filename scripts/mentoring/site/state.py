"""The programme's public state by day: the source of every sentence that depends on the day.

The pages contain every state of the year with its days. `.ci/finish-site` selects the current one
when the site is built, and the site's script updates it when the page is read on a later day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mentoring.programme.cohort import Cohort, Dates
from mentoring.programme.dates import day_in_words

Role = Literal["mentor", "mentee"]
ROLES: tuple[Role, ...] = ("mentor", "mentee")
DAY = timedelta(days=1)
PREPARE = ("How to prepare", "apply/#between-editions")


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A period, both days included: its name, its sentence, and the action it offers.

    `page` is the address, relative to the site's root, that `action` links to.
    """

    first: date
    last: date
    name: str
    line: str
    action: str = ""
    page: str = ""


def period(dates: Dates, role: Role) -> tuple[date, date]:
    """The first and the last day of applications in a role."""
    if role == "mentor":
        return dates.mentors_open, dates.mentors_close
    return dates.mentees_open, dates.mentees_close


def states(cohort: Cohort) -> tuple[State, ...]:
    """The states of the edition in order, without gaps, for all days."""
    dates = cohort.dates
    changes = {date.min, dates.announcement, dates.start, dates.end + DAY}
    for role in ROLES:
        opens, closes = period(dates, role)
        changes |= {opens, closes + DAY}
    starts = sorted(changes)
    ends = [*(start - DAY for start in starts[1:]), date.max]
    found = []
    for first, last in zip(starts, ends, strict=True):
        name, line, action, page = _words(dates, first)
        found.append(State(first=first, last=last, name=name, line=line, action=action, page=page))
    return tuple(found)


def windows(dates: Dates, role: Role) -> tuple[State, State, State]:
    """The periods before, during and after applications in a role."""
    opens, closes = period(dates, role)
    until = day_in_words(closes)
    closed = (
        f"Closed since {day_in_words(closes + DAY)}. "
        "The dates of the next edition will be announced here."
    )
    return (
        State(
            first=date.min,
            last=opens - DAY,
            name="before",
            line=f"Opens on {day_in_words(opens)}, until {until}.",
        ),
        State(first=opens, last=closes, name="open", line=f"Open until {until}."),
        State(first=closes + DAY, last=date.max, name="closed", line=closed),
    )


def _words(dates: Dates, day: date) -> tuple[str, str, str, str]:
    """The state that begins on `day`: its name, its sentence, and its action and page."""
    if day > dates.end:
        line = "This edition has ended. The dates of the next one will be announced here."
        return "ended", line, *PREPARE
    if day >= dates.start:
        until = f"This edition's pairs meet until {day_in_words(dates.end)}."
        return "running", f"Applications are closed. {until}", *PREPARE
    if day >= dates.announcement:
        meet = f"The pairs have been announced and meet from {day_in_words(dates.start)}."
        return "announced", f"Applications are closed. {meet}", "What happens now", "how-it-works/"
    return _applications(dates, day)


def _applications(dates: Dates, day: date) -> tuple[str, str, str, str]:
    """The states before the announcement: who may apply now, and who may apply later."""
    periods = {role: period(dates, role) for role in ROLES}
    now = [role for role, (opens, closes) in periods.items() if opens <= day <= closes]
    later = [role for role, (opens, _) in periods.items() if day < opens]
    clauses = [f"{role}s until {day_in_words(periods[role][1])}" for role in now]
    clauses += [f"{role}s from {day_in_words(periods[role][0])}" for role in later]
    if not clauses:
        announced = f"Pairs are announced on {day_in_words(dates.announcement)}."
        line = f"Applications are closed and being read. {announced}"
        return "reviewing", line, "How selection works", "selection/"
    who, when = clauses[0].split(" ", 1)
    line = f"{', '.join([f'{who.capitalize()} can apply {when}', *clauses[1:]])}."
    if not now:
        name = "before" if len(later) == len(ROLES) else "between"
        return name, line, *PREPARE
    if len(now) == 1:
        return f"{now[0]}s-open", line, f"Apply as a {now[0]}", "apply/"
    return "both-open", line, "Apply", "apply/"
