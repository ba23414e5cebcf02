"""The edition's days: dates, events and check-ins as tables, and as a calendar to subscribe to."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from mentoring.programme.cohort import Cohort, Event
from mentoring.programme.config import ProgrammeConfig
from mentoring.site.markup import dated_table, day, days, instant, link, ordinal, text
from mentoring.site.state import ROLES, period

NO_EVENTS = "Announced here as soon as their days are fixed."
AUDIENCES = {"all": "everyone", "mentees": "mentees", "mentors": "mentors"}


def dates(cohort: Cohort, page: str) -> str:
    """The edition's calendar and a link to its file; the site's script offers a subscription."""
    when = cohort.dates
    spans = [(f"{role.capitalize()}s apply", *period(when, role)) for role in ROLES]
    single = [
        ("Pairs are announced", when.announcement),
        ("Mentoring begins", when.start),
        ("Mentoring ends", when.end),
        ("Personal data of this edition are deleted by", cohort.privacy.retain_until),
    ]
    rows = [(first, last, (what, days(first, last))) for what, first, last in spans]
    rows += [(on, on, (what, day(on))) for what, on in single]
    file = link(page, f"calendar/{cohort.cohort}.ics")
    which = f"the calendar of {cohort.cohort}"
    subscribe = f'{{ data-subscribe="Subscribe to {which}" }}'
    return f"{dated_table(['What', 'When'], rows)}\n\n[Download {which}]({file}){subscribe}"


def events(cohort: Cohort, _page: str) -> str:
    """The networking events, in the local time of each event."""
    rows = []
    for event in _in_order(cohort):
        city = text(_city(event.timezone, cohort.config))
        when = f"{instant(event.begins)}, {event.minutes} min, {city} time"
        what = f"{text(event.title)}, for {AUDIENCES[event.audience]}"
        days = event.begins.date(), event.finishes.date()
        rows.append((*days, (what, when, text(event.place))))
    return dated_table(["Event", "When", "Where"], rows) if rows else NO_EVENTS


def check_ins(cohort: Cohort, _page: str) -> str:
    """The days of the check-ins."""
    rows = [
        (when, when, (ordinal(number), day(when)))
        for number, when in enumerate(sorted(cohort.check_ins), start=1)
    ]
    return dated_table(["Check-in", "Answers by"], rows)


def as_ical(cohort: Cohort) -> bytes:
    """The edition's dates, check-ins and events as a calendar file (RFC 5545).

    An entry keeps its UID when its day changes, so that an update replaces it in subscribers'
    calendars. DTSTAMP is the day applications open, so the file depends only on the cohort.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//mentoring//timeline//EN")
    calendar.add("name", cohort.programme)
    calendar.add("x-wr-calname", cohort.programme)
    for name, title, first, last in _spans(cohort):
        entry = _entry(cohort, name, title, first, last + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    for event in _in_order(cohort):
        entry = _entry(cohort, event.id, event.title, event.begins, event.finishes)
        entry.add("location", event.place)
        if event.cancelled:
            entry.add("status", "CANCELLED")
        calendar.add_component(entry)
    calendar.add_missing_timezones(first_date=cohort.dates.mentors_open, last_date=cohort.dates.end)
    return bytes(calendar.to_ical())


def _spans(cohort: Cohort) -> list[tuple[str, str, date, date]]:
    """The name, title, first and last day of each entry without a time of day, in order."""
    dates = cohort.dates
    fixed = [
        ("mentors-apply", "Mentors may apply", *period(dates, "mentor")),
        ("mentees-apply", "Mentees may apply", *period(dates, "mentee")),
        ("announcement", "Pairs are announced", dates.announcement, dates.announcement),
        ("start", "Mentoring begins", dates.start, dates.start),
        ("end", "Mentoring ends", dates.end, dates.end),
    ]
    checks = [
        (f"check-in-{number}", f"Check-in {number}: answers by today", when, when)
        for number, when in enumerate(cohort.check_ins, start=1)
    ]
    return sorted(fixed + checks, key=lambda span: (span[2], span[0]))


def _entry(cohort: Cohort, name: str, title: str, begins: date, ends: date) -> Entry:
    entry = Entry()
    entry.add("uid", f"{cohort.cohort}-{name}@mentoring")
    entry.add("dtstamp", datetime.combine(cohort.dates.mentors_open, time(), UTC))
    entry.add("summary", title)
    entry.add("dtstart", begins)
    entry.add("dtend", ends)
    return entry


def _in_order(cohort: Cohort) -> list[Event]:
    return sorted(cohort.events, key=lambda event: (event.begins, event.id))


def _city(zone: str, config: ProgrammeConfig) -> str:
    """The common name of a time zone: the programme's place, or the zone's city."""
    return config.place if zone == config.timezone else zone.rpartition("/")[2].replace("_", " ")
