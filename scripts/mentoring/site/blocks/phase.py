"""The phases of the year with their days, below the sentence of the current state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mentoring.programme.cohort import Cohort
from mentoring.site.blocks.state import lines
from mentoring.site.dates import day, days
from mentoring.site.html import element
from mentoring.site.state import DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A phase of the year with its title; `single` if only its first day is shown."""

    first: date
    last: date
    title: str
    single: bool = False


def phase(cohort: Cohort, _page: str) -> str:
    """The phases as a self-contained list."""
    items = "\n".join(_item(one) for one in phases(cohort))
    parts = [*lines(cohort), f"<ol>\n{items}\n</ol>"]
    body = "\n".join(parts)
    return element("div", f"\n{body}\n", class_="phases", data_timezone=cohort.timezone)


def phases(cohort: Cohort) -> tuple[Phase, ...]:
    """The five phases of an edition, in order."""
    dates = cohort.dates
    closed = max(dates.mentors_close, dates.mentees_close) + DAY
    return (
        Phase(first=dates.mentors_open, last=dates.mentors_close, title="Mentors apply"),
        Phase(first=dates.mentees_open, last=dates.mentees_close, title="Mentees apply"),
        Phase(first=closed, last=dates.announcement - DAY, title="Review and matching"),
        Phase(
            first=dates.announcement, last=dates.start - DAY, title="Pairs announced", single=True
        ),
        Phase(first=dates.start, last=dates.end, title="Pairs meet"),
    )


def _item(one: Phase) -> str:
    when = day(one.first) if one.single else days(one.first, one.last)
    title = element("strong", one.title)
    return element("li", f"{title} {when}", data_from=one.first, data_until=one.last)
