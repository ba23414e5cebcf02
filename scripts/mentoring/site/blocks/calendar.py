"""The edition's days as tables: dates, events, check-ins."""

from __future__ import annotations

from datetime import date

from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.site.dates import Row, dated_table, day, days, instant, ordinal
from mentoring.site.html import text
from mentoring.site.links import link
from mentoring.site.state import ROLES, period

NO_EVENTS = "Announced here as soon as their days are fixed."
AUDIENCES = {"all": "everybody", "mentees": "mentees", "mentors": "mentors"}


def dates(cohort: Cohort, page: str) -> str:
    """The edition's calendar and a link to its file; the site's script offers a subscription."""
    when = cohort.dates
    rows = [
        _row(f"{role.capitalize()}s apply", *period(when, role), days(*period(when, role)))
        for role in ROLES
    ]
    single = [
        ("Pairs are announced", when.announcement),
        ("Mentoring begins", when.start),
        ("Mentoring ends", when.end),
        ("Personal data of this edition are deleted by", cohort.privacy.retain_until),
    ]
    rows += [_row(what, on, on, day(on)) for what, on in single]
    file = link(page, f"calendar/{cohort.cohort}.ics")
    which = f"the calendar of {cohort.cohort}"
    subscribe = f'{{ data-subscribe="Subscribe to {which}" }}'
    return f"{dated_table(['What', 'When'], rows)}\n\n[Download {which}]({file}){subscribe}"


def events(cohort: Cohort, _page: str) -> str:
    """The networking events, in the local time of each event."""
    rows = [
        _row(
            event.title,
            event.begins.date(),
            event.finishes.date(),
            AUDIENCES[event.audience],
            instant(event.begins),
            f"{event.minutes} min",
            text(f"{event.place} ({_city(event.timezone, cohort.config)} time)"),
        )
        for event in sorted(cohort.events, key=lambda one: (one.begins, one.id))
    ]
    head = ["Event", "For", "When", "How long", "Where"]
    return dated_table(head, rows) if rows else NO_EVENTS


def _row(what: str, first: date, last: date, *cells: str) -> Row:
    return Row(first=first, last=last, cells=(text(what), *cells))


def _city(zone: str, config: ProgrammeConfig) -> str:
    """The common name of a time zone: the programme's place, or the zone's city."""
    return config.place if zone == config.timezone else zone.rpartition("/")[2].replace("_", " ")


def check_ins(cohort: Cohort, _page: str) -> str:
    """The days of the check-ins."""
    rows = [
        _row(ordinal(number), when, when, day(when))
        for number, when in enumerate(sorted(cohort.check_ins), start=1)
    ]
    return dated_table(["Check-in", "Answers by"], rows)
