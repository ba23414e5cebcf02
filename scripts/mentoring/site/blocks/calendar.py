"""The edition's days as tables: dates, forms, events, check-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.site.dates import day, days, instant, ordinal, plain, table
from mentoring.site.links import link

if TYPE_CHECKING:
    from mentoring.programme.cohort import Cohort
    from mentoring.site.year import Year

NO_EVENTS = "Announced here as soon as their days are fixed."
AUDIENCES = {"all": "everybody", "mentees": "mentees", "mentors": "mentors"}


def dates(cohort: Cohort, page: str) -> str:
    """The edition's calendar, with its file; the site's script offers to subscribe to it."""
    when = cohort.dates
    rows = [
        ("Mentors apply", f"{day(when.mentors_open)} to {day(when.mentors_close)}"),
        ("Mentees apply", f"{day(when.mentees_open)} to {day(when.mentees_close)}"),
        ("Pairs are announced", day(when.announcement)),
        ("Mentoring begins", day(when.start)),
        ("Mentoring ends", day(when.end)),
        (
            "Personal data of this edition are deleted by",
            day(cohort.privacy.retain_until),
        ),
    ]
    file = link(page, f"calendar/{cohort.cohort}.ics")
    which = f"the calendar of {cohort.cohort}"
    subscribe = f'{{ data-subscribe="Subscribe to {which}" }}'
    return f"{table(['What', 'When'], rows)}\n\n[Download {which}]({file}){subscribe}"


def forms(year: Year, _page: str) -> str:
    """When each application form is open, and where it is once it has an address."""
    when = year.cohort.dates
    rows = [
        (_form(year, "mentor"), f"{days(when.mentors_open, when.mentors_close)}"),
        (_form(year, "mentee"), f"{days(when.mentees_open, when.mentees_close)}"),
    ]
    return table(["Form", "Open"], rows)


def _form(year: Year, role: str) -> str:
    title = f"Application as a {role}"
    form = year.cohort.forms.get(role)
    return f"[{title}]({form.url})" if form and form.url else title


def events(cohort: Cohort, _page: str) -> str:
    """The networking events, by the clock on the wall where they are meant."""
    rows = [
        (
            plain(event.title),
            AUDIENCES[event.audience],
            instant(event.begins),
            f"{event.minutes} min",
            f"{plain(event.place)} ({_city(event.timezone)} time)",
        )
        for event in sorted(cohort.events, key=lambda one: (one.begins, one.id))
    ]
    return table(["Event", "For", "When", "How long", "Where"], rows) if rows else NO_EVENTS


def _city(zone: str) -> str:
    """How people call a zone; CERN lies in Geneva, whatever the database's nearest large city."""
    return "Geneva" if zone == "Europe/Zurich" else zone.rpartition("/")[2].replace("_", " ")


def check_ins(cohort: Cohort, _page: str) -> str:
    """The days on which each side is asked how the pair is doing."""
    rows = [
        (ordinal(number), day(when))
        for number, when in enumerate(sorted(cohort.check_ins), start=1)
    ]
    return table(["Check-in", "Answers by"], rows)
