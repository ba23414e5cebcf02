"""A pair's own dates as an iCalendar file (RFC 5545): check-ins, and the events they may attend."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from mentoring.operations.letters.letter import Couple
    from mentoring.people.side import Side
    from mentoring.programme.cohort import Cohort
    from mentoring.programme.events import Event as Networking

AUDIENCE = {"mentee": ("mentees", "all"), "mentor": ("mentors", "all")}


def calendar(cohort: Cohort, couple: Couple, side: Side, today: date) -> bytes:
    """The dates of one side. A later edition of the file replaces this one in a calendar.

    What lies before the day the pair was told of each other is left out. UIDs name the edition,
    the pair and the number of the check-in, so a date that moves is the same entry; SEQUENCE and
    DTSTAMP grow with the day on which the file is written.
    """
    made = Calendar()
    made.add("prodid", "-//mentoring//letters//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    told = couple.announced or cohort.dates.announcement
    for number, due in enumerate(cohort.check_ins, start=1):
        if due > told:
            made.add_component(_stamped(_check_in(cohort, couple, number, due), cohort, today))
    for event in cohort.events:
        if event.audience in AUDIENCE[side] and event.finishes.date() >= told:
            made.add_component(_stamped(_networking(cohort, event), cohort, today))
    made.add_missing_timezones(first_date=cohort.dates.announcement, last_date=cohort.dates.end)
    ical: bytes = made.to_ical()
    return ical


def _check_in(cohort: Cohort, couple: Couple, number: int, due: date) -> Event:
    entry = Event()
    host = _host(cohort)
    entry.add(
        "uid", f"{cohort.cohort}-{couple.mentee.id}-{couple.mentor.id}-check-in-{number}@{host}"
    )
    entry.add("summary", f"{cohort.programme}: check-in {number}")
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    form = cohort.forms.get("check-in")
    if form is not None and form.url is not None:
        entry.add("url", form.url)
    return entry


def _networking(cohort: Cohort, event: Networking) -> Event:
    entry = Event()
    entry.add("uid", f"{cohort.cohort}-{event.id}@{_host(cohort)}")
    entry.add("summary", event.title)
    entry.add("dtstart", event.begins)
    entry.add("dtend", event.finishes)
    entry.add("location", event.place)
    return entry


def _stamped(entry: Event, cohort: Cohort, today: date) -> Event:
    entry.add("dtstamp", datetime.combine(today, time(), UTC))
    entry.add("sequence", max(0, (today - cohort.dates.announcement).days))
    return entry


def _host(cohort: Cohort) -> str:
    """A name that is the programme's own, to make UIDs unique in the world."""
    return cohort.contacts.organisers.rpartition("@")[2]
