"""The dates in letters: right over the change of clocks, and updated rather than doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

import made
from mentoring.operations.letters import dates
from mentoring.operations.letters.letter import Couple
from mentoring.programme.cohort import Event
from mentoring.render.letters.compose import calendar

COUPLE = Couple(
    mentee=made.application("mmmmmm"),
    mentor=made.application("tttttt", "mentor"),
    mentorship=made.mentorship(),
)


def event(name: str, starts: str, **changes: object) -> Event:
    """A networking event of ninety minutes in Geneva."""
    fields: dict[str, object] = {
        "id": name,
        "title": name.title(),
        "audience": "mentees",
        "starts": datetime.fromisoformat(starts),
        "minutes": 90,
        "timezone": "Europe/Zurich",
        "place": "online",
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


EVENTS = (
    event("winter", "2027-03-26T16:00"),
    event("summer", "2027-03-29T16:00"),
    event("over-the-change", "2027-03-28T01:30"),
    event("mentors", "2027-02-01T16:00", audience="mentors"),
)
COHORT = made.cohort(events=EVENTS)


def written(couple: Couple, today: date, side: str = "mentee", sequence: int = 0) -> bytes:
    """The calendar of one side."""
    return calendar(COHORT, dates.entries(COHORT, couple, side), sequence, today)


def entries(today: date, side: str = "mentee") -> dict[str, dict[str, object]]:
    """The entries by UID, read back by the library."""
    read = Calendar.from_ical(written(COUPLE, today, side))
    found = {}
    for entry in read.walk("VEVENT"):
        starts, ends = entry.decoded("dtstart"), entry.decoded("dtend")
        found[str(entry["uid"])] = {
            "starts": starts,
            "ends": ends,
            "sequence": int(entry["sequence"]),
        }
    return found


def test_a_pairs_check_ins_are_whole_days() -> None:
    """In every time zone the same day."""
    first = entries(date(2026, 11, 3))["2026-mmmmmm-tttttt-check-in-1@example.org"]
    assert (first["starts"], first["ends"]) == (date(2027, 1, 11), date(2027, 1, 12))


def test_events_keep_their_local_time_over_the_change_of_clocks() -> None:
    """Four in the afternoon in Geneva is 15:00 UTC in winter and 14:00 in summer."""
    found = entries(date(2026, 11, 3))
    local = {}
    for name in ("winter", "summer"):
        starts = found[f"2026-{name}@example.org"]["starts"]
        assert isinstance(starts, datetime)
        assert starts.replace(tzinfo=None).hour == 16
        local[name] = starts.astimezone(ZoneInfo("UTC")).hour
    assert local == {"winter": 15, "summer": 14}


def test_an_event_lasts_its_minutes_even_while_the_clocks_change() -> None:
    """Ninety minutes from half past one end at four, for three o'clock comes at two."""
    found = entries(date(2026, 11, 3))["2026-over-the-change@example.org"]
    starts, ends = found["starts"], found["ends"]
    assert isinstance(starts, datetime)
    assert isinstance(ends, datetime)
    assert ends.astimezone(ZoneInfo("UTC")) - starts.astimezone(ZoneInfo("UTC")) == timedelta(
        minutes=90
    )
    assert (ends.hour, ends.minute) == (4, 0)


def test_the_same_day_gives_the_same_bytes() -> None:
    """And every entry bears the programme's name."""
    today = date(2026, 11, 3)
    assert written(COUPLE, today) == written(COUPLE, today)
    read = Calendar.from_ical(written(COUPLE, today))
    titles = {str(entry["summary"]) for entry in read.walk("VEVENT")}
    assert all(title.startswith("Mentoring for Small Tests: ") for title in titles)


def test_a_pair_made_later_has_only_the_dates_that_remain() -> None:
    """They have the numbers of all pairs; dates before its first day are left out."""
    told = (made.step("announced", "2027-03-27"),)
    couple = replace(COUPLE, mentorship=made.mentorship("announced", history=told))
    read = Calendar.from_ical(written(couple, date(2027, 3, 27)))
    assert {str(entry["uid"]).partition("@")[0] for entry in read.walk("VEVENT")} == {
        "2026-mmmmmm-tttttt-check-in-2",
        "2026-mmmmmm-tttttt-check-in-3",
        "2026-summer",
        "2026-over-the-change",
    }


def test_each_side_is_told_of_its_own_events() -> None:
    """A mentee's calendar does not hold the mentors' meeting."""
    assert "2026-mentors@example.org" not in entries(date(2026, 11, 3))
    assert "2026-mentors@example.org" in entries(date(2026, 11, 3), "mentor")
    assert "2026-winter@example.org" not in entries(date(2026, 11, 3), "mentor")
