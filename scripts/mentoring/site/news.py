"""The edition for machines: `status.json`, the feed and the calendar."""

import json
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import zone
from mentoring.site.markup import written
from mentoring.site.state import DAY, Year, states


def status(cohort: Cohort) -> bytes:
    """Every state of the edition with its days; the build adds the current one as `now`."""
    keys = {"state": "name", "from": "first", "until": "last", "line": "line", "page": "page"}
    document = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "timezone": cohort.timezone,
        "states": [
            {key: str(getattr(state, name)) for key, name in keys.items()}
            for state in states(cohort)
        ],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def feed(year: Year) -> bytes:
    """The programme's news as an Atom feed (RFC 4287): an entry for each state of each edition.

    An entry is dated to the first day of its state. The build omits future entries.
    """

    def midnight(cohort: Cohort, day: date) -> str:
        return datetime.combine(day, time(), zone(cohort.timezone)).isoformat()

    news = [
        (cohort, state)
        for cohort in year.editions
        for state in states(cohort)[1:]
        if cohort is year.cohort or state.last <= year.cohort.dates.end
    ]
    news.sort(key=lambda entry: entry[1].first, reverse=True)
    return written("feed.xml.j2", news=news, cohort=year.cohort, midnight=midnight).encode()


def calendar(cohort: Cohort) -> bytes:
    """The edition's dates, check-ins and events as a calendar file (RFC 5545).

    An entry keeps its UID when its day changes, so that an update replaces it. DTSTAMP is the day
    applications open, so the file depends only on the cohort.
    """
    dates = cohort.dates
    made = Calendar(version="2.0", prodid="-//mentoring//timeline//EN")
    made.add("name", cohort.programme)
    made.add("x-wr-calname", cohort.programme)
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

    def add(name: str, **stated: object) -> None:
        entry = Event(uid=f"{cohort.cohort}-{name}@mentoring")
        entry.add("dtstamp", datetime.combine(dates.mentors_open, time(), UTC))
        for key, value in stated.items():
            entry.add(key, value)
        made.add_component(entry)

    for name, title, first, last in sorted(spans, key=lambda span: (span[2], span[0])):
        add(name, summary=title, dtstart=first, dtend=last + DAY, transp="TRANSPARENT")
    for event in sorted(cohort.events, key=lambda event: (event.begins, event.id)):
        more = {"location": event.place} | ({"status": "CANCELLED"} if event.cancelled else {})
        add(event.id, summary=event.title, dtstart=event.begins, dtend=event.finishes, **more)
    made.add_missing_timezones(first_date=dates.mentors_open, last_date=dates.end)
    made.subcomponents.sort(key=lambda part: str(part.get("tzid", "~")))  # they came as a set
    return bytes(made.to_ical())
