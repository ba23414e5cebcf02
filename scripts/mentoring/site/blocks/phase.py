"""Where we are in the year: every phase with its days; a small script marks the present one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.site.dates import day, days

if TYPE_CHECKING:
    from datetime import date

    from mentoring.programme.cohort import Cohort, Dates

DAY = timedelta(days=1)
AFTER = "This edition has come to its end. The dates of the next one will be announced here."


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A stretch of the year, and what the page says while it lasts and before it begins."""

    first: date
    last: date
    title: str
    now: str
    following: str
    countdown: bool = False
    single: bool = False


def phase(cohort: Cohort, _page: str) -> str:
    """The phases as a list that is complete without any script."""
    items = "\n".join(_item(one) for one in phases(cohort.dates))
    head = f'<div class="phases" data-timezone="{cohort.timezone}">\n<ol>\n'
    return f"{head}{items}\n</ol>\n</div>"


def phases(dates: Dates) -> tuple[Phase, ...]:
    """The five phases of an edition, in order."""
    return (
        Phase(
            first=dates.mentors_open,
            last=dates.mentors_close,
            title="Mentors apply",
            now="Mentor applications are open",
            following="Mentor applications open",
            countdown=True,
        ),
        Phase(
            first=dates.mentees_open,
            last=dates.mentees_close,
            title="Mentees apply",
            now="Mentee applications are open",
            following="Mentee applications open",
            countdown=True,
        ),
        Phase(
            first=max(dates.mentors_close, dates.mentees_close) + DAY,
            last=dates.announcement - DAY,
            title="Review and matching",
            now="Applications are being read and matched",
            following="Review and matching begin",
        ),
        Phase(
            first=dates.announcement,
            last=dates.start - DAY,
            title="Pairs announced",
            now="The pairs have been announced",
            following="The pairs are announced",
            single=True,
        ),
        Phase(
            first=dates.start,
            last=dates.end,
            title="Nine months of mentoring",
            now="The nine months of mentoring are under way",
            following="Mentoring begins",
        ),
    )


def _item(one: Phase) -> str:
    when = day(one.first) if one.single else days(one.first, one.last)
    countdown = " data-countdown" if one.countdown else ""
    after = f' data-after="{AFTER}"' if one.title.startswith("Nine") else ""
    return (
        f'<li data-from="{one.first}" data-until="{one.last}"{countdown} data-now="{one.now}" '
        f'data-next="{one.following}"{after}><strong>{one.title}</strong> {when}</li>'
    )
