"""An edition of any year, with the dates, rules and events of the programme."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from mentoring.programme.cohort import Cohort, Contacts, Dates, Form, Privacy
from mentoring.programme.events import Event
from mentoring.programme.rules import MatchingRules, ReviewRules, RubricItem
from mentoring.schemas import choices

ZONE = "Europe/Zurich"
CHECK_INS = (35, 98, 161, 224, 266)  # days after the start
CRITERIA = {
    "topics": 40,
    "career": 20,
    "profiles": 15,
    "hours": 10,
    "stages": 10,
    "languages": 5,
    "rhythm": 5,
    "place": 5,
    "wishes": 5,
}
RUBRIC = (
    RubricItem(id="motivation", question="How strong is the wish to work with a mentor?"),
    RubricItem(id="benefit", question="How much would a mentor change for this person now?"),
    RubricItem(id="goals", question="How clear and how reachable are the goals?"),
)
EVENTS = (
    # id, title, audience, days after the start, minutes, whether pairs are kept apart
    ("welcome", "Welcome", "all", 3, 60, False),
    ("mentee-networking", "Mentees meet mentees", "mentees", 73, 90, False),
    ("mentor-networking", "Mentors meet mentors", "mentors", 80, 90, False),
    ("midterm", "Half-time", "all", 136, 90, True),
    ("closing", "Closing", "all", 269, 90, False),
)


def edition(name: str, *, pairs: int = 20) -> Cohort:
    """The edition of the year `name`: announced on the first Tuesday of November, nine months."""
    dates = calendar(int(name))
    return Cohort(
        cohort=name,
        programme="Mentoring across experiments",
        timezone=ZONE,
        experiments=choices("experiment"),
        dates=dates,
        pairs=pairs,
        meetings_per_month=(1, 2),
        check_ins=tuple(dates.start + timedelta(days=days) for days in CHECK_INS),
        events=tuple(_events(dates.start)),
        matching=MatchingRules(criteria=CRITERIA),
        review=ReviewRules(rubric=RUBRIC),
        privacy=Privacy(notice=f"{name}-1", retain_until=_months_after(dates.end, 6)),
        forms=_forms(name),
        contacts=Contacts(
            organisers="mentoring@example.org",
            safeguarding="safeguarding@example.org",
            privacy="privacy@example.org",
        ),
    )


def _forms(name: str) -> dict[str, Form]:
    """Where people fill in what; reviewers get their scoring form with the packet."""
    at = f"https://example.org/mentoring/{name}"
    return {
        "mentor": Form(mapping="indico-registration", url=f"{at}/mentors"),
        "mentee": Form(mapping="indico-registration", url=f"{at}/mentees"),
        "review": Form(mapping="review"),
        "check-in": Form(mapping="indico-survey:check-in", url=f"{at}/check-in"),
        "agreement": Form(mapping="indico-survey:terms", url=f"{at}/agreement"),
    }


def calendar(year: int) -> Dates:
    """The days of the edition of `year`: mentors apply first, mentees after them."""
    first = date(year, 11, 1)
    announcement = first + timedelta(days=(1 - first.weekday()) % 7)
    start = announcement + timedelta(days=6)
    return Dates(
        mentors_open=announcement - timedelta(days=64),
        mentors_close=announcement - timedelta(days=44),
        mentees_open=announcement - timedelta(days=43),
        mentees_close=announcement - timedelta(days=23),
        announcement=announcement,
        start=start,
        end=_months_after(start, 9),
    )


def _months_after(day: date, months: int) -> date:
    """The same day of a later month; the programme starts too early in one to ever run over."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def _events(start: date) -> list[Event]:
    return [
        Event(
            id=name,
            title=title,
            audience=audience,  # type: ignore[arg-type]
            starts=datetime.combine(start + timedelta(days=days), time(16)),
            minutes=minutes,
            timezone=ZONE,
            place="Online; the link comes by letter",
            apart=apart,
        )
        for name, title, audience, days, minutes, apart in EVENTS
    ]
