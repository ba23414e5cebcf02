"""The public timeline as a calendar to subscribe to (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from mentoring.programme.cohort import Cohort


def calendar(cohort: Cohort) -> bytes:
    """The edition's dates, check-ins and events.

    An entry keeps its UID when its day changes, so that an update replaces it in subscribers'
    calendars. DTSTAMP is the day applications open, so the file depends only on the cohort.
    """
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//mentoring//timeline//EN")
    made.add("name", cohort.programme)
    made.add("x-wr-calname", cohort.programme)
    for name, title, first, last in _dates(cohort):
        made.add_component(_day(cohort, name, title, first, last))
    for event in sorted(cohort.events, key=lambda one: (one.begins, one.id)):
        entry = _entry(cohort, event.id, event.title)
        entry.add("dtstart", event.begins)
        entry.add("dtend", event.finishes)
        entry.add("location", event.place)
        if event.cancelled:
            entry.add("status", "CANCELLED")
        made.add_component(entry)
    dates = cohort.dates
    made.add_missing_timezones(first_date=dates.mentors_open, last_date=dates.end)
    return bytes(made.to_ical())


def _dates(cohort: Cohort) -> list[tuple[str, str, date, date]]:
    dates = cohort.dates
    fixed = [
        ("mentors-apply", "Mentors may apply", dates.mentors_open, dates.mentors_close),
        ("mentees-apply", "Mentees may apply", dates.mentees_open, dates.mentees_close),
        ("announcement", "Pairs are announced", dates.announcement, dates.announcement),
        ("start", "Mentoring begins", dates.start, dates.start),
        ("end", "Mentoring ends", dates.end, dates.end),
    ]
    checks = [
        (f"check-in-{number}", f"Check-in {number}: answers by today", when, when)
        for number, when in enumerate(cohort.check_ins, start=1)
    ]
    return sorted(fixed + checks, key=lambda check: (check[2], check[0]))


def _day(cohort: Cohort, name: str, title: str, first: date, last: date) -> Entry:
    entry = _entry(cohort, name, title)
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry


def _entry(cohort: Cohort, name: str, title: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{cohort.cohort}-{name}@mentoring")
    entry.add("dtstamp", datetime.combine(cohort.dates.mentors_open, time(), UTC))
    entry.add("summary", title)
    return entry
