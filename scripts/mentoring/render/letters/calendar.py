"""A person's dates as an iCalendar file (RFC 5545), to add or to cancel."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from mentoring.operations.letters.dates import CalendarEntry, CalendarFile
from mentoring.programme.cohort import Cohort


def calendar(cohort: Cohort, file: CalendarFile, today: date) -> bytes:
    """The file's bytes. SEQUENCE is the number of the update, and DTSTAMP its day."""
    made = Calendar()
    made.add("prodid", "-//mentoring//letters//EN")
    made.add("version", "2.0")
    made.add("method", file.method)
    for entry in file.entries:
        made.add_component(_stamped(_event(entry), cohort, entry.uid, file.sequence, today))
    for _, uid in file.gone:
        cancelled = Event()
        cancelled.add("status", "CANCELLED")
        made.add_component(_stamped(cancelled, cohort, uid, file.sequence, today))
    made.add_missing_timezones(first_date=cohort.dates.announcement, last_date=cohort.dates.end)
    ical: bytes = made.to_ical()
    return ical


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    if not isinstance(entry.starts, datetime):
        event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    return event


def _stamped(event: Event, cohort: Cohort, uid: str, sequence: int, today: date) -> Event:
    """The entry with a globally unique id and the number of the update."""
    host = cohort.contacts.organisers.rpartition("@")[2]
    event.add("uid", f"{uid}@{host}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", sequence)
    event.add("organizer", f"mailto:{cohort.contacts.organisers}")
    return event
