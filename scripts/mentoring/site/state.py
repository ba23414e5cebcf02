"""The programme's public state by day: the source of every sentence that depends on the day.

The pages contain every state of the year with its days. `.ci/finish-site` selects the current one
when the site is built, and the site's script updates it when the page is read on a later day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Literal

from mentoring.aggregates.release import Quote, Release
from mentoring.programme.cohort import Cohort, Dates
from mentoring.programme.dates import day_in_words

Role = Literal["mentor", "mentee"]
ROLES: tuple[Role, ...] = ("mentor", "mentee")
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """What the public pages show: the current edition, all editions (latest first), all releases.

    `criteria` are the titles of the fit's criteria, by name, with what counts in each.
    """

    cohort: Cohort
    editions: tuple[Cohort, ...]
    releases: tuple[Release, ...] = ()
    quotes: tuple[Quote, ...] = ()
    criteria: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def running(self) -> tuple[Cohort, ...]:
        """The current edition, then earlier editions that are not closed."""
        mine = self.cohort.cohort
        return tuple(
            edition for edition in self.editions if edition.cohort == mine or edition.closed is None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A period, both days included: its name, its sentence, and the action it offers.

    `page` is the address, relative to the site's root, that `action` links to.
    """

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
    """The state that begins on a day: its name and sentence, and its action if it has its own."""
    state, shut = partial(State, first=first, last=last), "Applications are closed"
    if first > dates.end:
        line = "This edition has ended. The dates of the next one will be announced here."
        return state(name="ended", line=line)
    if first >= dates.start:
        until = day_in_words(dates.end)
        return state(name="running", line=f"{shut}. This edition's pairs meet until {until}.")
    if first >= dates.announcement:
        meet = f"The pairs have been announced and meet from {day_in_words(dates.start)}."
        action, page = "What happens now", "how-it-works/"
        return state(name="announced", line=f"{shut}. {meet}", action=action, page=page)
    now, later = [], []
    for role in ROLES:
        opens, closes = period(dates, role)
        if first < opens:
            later.append(f"{role}s from {day_in_words(opens)}")
        elif first <= closes:
            now.append(f"{role}s until {day_in_words(closes)}")
    if not now and not later:
        line = f"{shut} and being read. Pairs are announced on {day_in_words(dates.announcement)}."
        action, page = "How selection works", "selection/"
        return state(name="reviewing", line=line, action=action, page=page)
    who, when = (now + later)[0].split(" ", 1)
    line = ", ".join([f"{who.capitalize()} can apply {when}", *(now + later)[1:]]) + "."
    if not now:
        return state(name="before" if len(later) == len(ROLES) else "between", line=line)
    name, action = ("both-open", "Apply") if len(now) > 1 else (f"{who}-open", f"Apply as a {who}")
    return state(name=name, line=line, action=action.removesuffix("s"), page="apply/")
