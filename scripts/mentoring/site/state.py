"""The programme's public state by day: the source of every sentence that depends on the day.

The pages contain every state with its days; `.ci/finish-site` selects the current one when the site
is built, and the site's script when the page is read on a later day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Literal

from mentoring.aggregates.release import History, Quote
from mentoring.files.messages import messages
from mentoring.programme.cohort import Cohort, Dates
from mentoring.programme.dates import day_in_words

Role = Literal["mentor", "mentee"]
ROLES: tuple[Role, ...] = ("mentor", "mentee")
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """What the public pages show: the current edition, and all editions, the latest first.

    `criteria` are those of the fit, by name: their titles, and what counts in each.
    """

    cohort: Cohort
    editions: tuple[Cohort, ...]
    history: History = field(default_factory=History)
    quotes: tuple[Quote, ...] = ()
    criteria: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A period, both days included: its name, its sentence, and the `page` to which it leads."""

    first: date
    last: date
    name: str
    line: str
    action: str = "How to prepare"
    page: str = "apply/#between-editions"


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
    return tuple(_state(dates, first, last) for first, last in zip(starts, ends, strict=True))


def _state(dates: Dates, first: date, last: date) -> State:
    """The state that begins on a day, in the words of `states.toml`."""
    spans = {role: period(dates, role) for role in ROLES}
    now = [role for role, (opens, closes) in spans.items() if opens <= first <= closes]
    later = [role for role, (opens, _) in spans.items() if first < opens]
    if first > dates.end:
        name = "ended"
    elif first >= dates.start:
        name = "running"
    elif first >= dates.announcement:
        name = "announced"
    elif now:
        name = "both-open" if len(now) > 1 else f"{now[0]}s-open"
    else:
        name = {0: "reviewing", len(ROLES): "before"}.get(len(later), "between")
    when = [f"{role}s until {day_in_words(spans[role][1])}" for role in now]
    when += [f"{role}s from {day_in_words(spans[role][0])}" for role in later]
    who, _, rest = ", ".join(when).partition(" ")
    days = {day.name: day_in_words(getattr(dates, day.name)) for day in fields(dates)}
    words = messages(__package__, "states.toml")[name]
    line = words["line"].format(who=who.capitalize(), when=rest, **days)
    return State(first=first, last=last, name=name, **words | {"line": line})
