"""The edition's days as a calendar to subscribe to."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from mentoring.programme.cohort import Cohort
from mentoring.site.state import DAY


def as_ical(cohort: Cohort) -> bytes:
    """The edition's dates, check-ins and events as a calendar file (RFC 5545).

    An entry keeps its UID when its day changes, so that an update replaces it in subscribers'
    calendars. DTSTAMP is the day applications open, so the file depends only on the cohort.
    """
    dates = cohort.dates
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//mentoring//timeline//EN")
    calendar.add("name", cohort.programme)
    calendar.add("x-wr-calname", cohort.programme)
    spans = [
        ("mentors-apply", "Mentors may apply", dates.mentors_open, dates.mentors_close),
        ("mentees-apply", "Mentees may apply", dates.mentees_open, dates.mentees_close),
        ("announcement", "Pairs are announced", dates.announcement, dates.announcement),
        ("start", "Mentoring begins", dates.start, dates.start),
        ("end", "Mentoring ends", dates.end, dates.end),
    ]
    spans += [
        (f"check-in-{number}", f"Check-in {number}: answers by today", when, when)
        for number, when in enumerate(cohort.check_ins, start=1)
    ]
    for name, title, first, last in sorted(spans, key=lambda span: (span[2], span[0])):
        entry = _entry(cohort, name, title, first, last + DAY)
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    for event in sorted(cohort.events, key=lambda event: (event.begins, event.id)):
        entry = _entry(cohort, event.id, event.title, event.begins, event.finishes)
        entry.add("location", event.place)
        if event.cancelled:
            entry.add("status", "CANCELLED")
        calendar.add_component(entry)
    calendar.add_missing_timezones(first_date=dates.mentors_open, last_date=dates.end)
    return bytes(calendar.to_ical())


def _entry(cohort: Cohort, name: str, title: str, begins: date, ends: date) -> Event:
    entry = Event()
    entry.add("uid", f"{cohort.cohort}-{name}@mentoring")
    entry.add("dtstamp", datetime.combine(cohort.dates.mentors_open, time(), UTC))
    entry.add("summary", title)
    entry.add("dtstart", begins)
    entry.add("dtend", ends)
    return entry
