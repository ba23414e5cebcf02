"""Small records for tests, each with what a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mentoring.files.yaml.parse import parse
from mentoring.operations.demo.generate import with_addresses
from mentoring.operations.new_edition import first_edition
from mentoring.people.agreement import Agreement, Amendment, Signature, Signatures, Terms
from mentoring.people.application import (
    Application,
    Career,
    Consent,
    Location,
    Person,
    Profile,
)
from mentoring.people.lifecycle import HistoryEntry, MentorshipStatus
from mentoring.people.pair import Answers, CheckIn, Goal, Matched, Meeting, Mentorship, Pair
from mentoring.programme.cohort import Cohort, Dates, Form, Privacy
from mentoring.programme.config import Contacts
from mentoring.programme.rules import MatchingRules, ReviewRules, RubricItem
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition
from mentoring.store.reader import load_config
from mentoring.store.record_kinds import Record
from mentoring.store.writer import changes, texts_of

ANNOUNCED = date(2026, 11, 3)
CONFIG = load_config(Path(__file__).parent / "programme")
"""The tests' own programme."""


def demo_edition(name: str, *, pairs: int | None = None) -> Cohort:
    """The edition of that name that `mentoring demo` would fill."""
    cohort = with_addresses(first_edition(CONFIG, name))
    return replace(cohort, pairs=pairs) if pairs else cohort


def cohort(**changes: Any) -> Cohort:
    """The edition 2026: announced on 3 November, nine months from 9 November."""
    fields: dict[str, Any] = {
        "cohort": "2026",
        "programme": "Mentoring for Small Tests",
        "timezone": "Europe/Zurich",
        "experiments": ("ALICE", "ATLAS", "CMS", "LHCb"),
        "dates": Dates(
            mentors_open=date(2026, 8, 3),
            mentors_close=date(2026, 9, 4),
            mentees_open=date(2026, 9, 7),
            mentees_close=date(2026, 10, 9),
            announcement=ANNOUNCED,
            start=date(2026, 11, 9),
            end=date(2027, 8, 9),
        ),
        "pairs": 20,
        "meetings_per_month": (1, 2),
        "check_ins": (date(2027, 1, 11), date(2027, 4, 12), date(2027, 7, 12)),
        "matching": MatchingRules(criteria={"topics": 60, "career": 40}),
        "review": ReviewRules(rubric=(RubricItem(id="goals", question="How clear are they?"),)),
        "privacy": Privacy(notice="2026-1", retain_until=date(2028, 2, 9)),
        "contacts": Contacts(
            organisers="mentoring@example.org",
            safeguarding="safe@example.org",
            privacy="privacy@example.org",
        ),
        "config": CONFIG,
    }
    return Cohort(**{**fields, **changes})


def application(id: str, role: str = "mentee", **changes: Any) -> Application:  # noqa: A002
    """A submitted application whose name and address follow from its id."""
    is_mentor = role == "mentor"
    fields: dict[str, Any] = {
        "id": id,
        "cohort": "2026",
        "role": role,
        "submitted": datetime(2026, 8 if is_mentor else 9, 20, 9, 30, tzinfo=UTC),
        "person": Person(name=f"{id.title()} Person", email=f"{id}@example.org"),
        "consent": Consent(notice="2026-1", given=date(2026, 9, 20)),
        "experiments": ("CMS",) if is_mentor else ("ATLAS",),
        "institute": "University of Somewhere",
        "career": Career(stage="staff" if is_mentor else "doctoral", since=2020),
        "location": Location(place="Geneva", timezone="Europe/Zurich"),
        "languages": ("en",),
        "topics": ("career-planning",),
        "motivation": None if is_mentor else "I want to learn.",
        "profile": Profile(code=code(id), text="I listen.") if is_mentor else None,
        "capacity": 1 if is_mentor else None,
        "hours_per_month": 2,
    }
    return Application(**{**fields, **changes})


def code(id: str) -> str:  # noqa: A002
    """A profile code that follows from the id and is none that a test uses as an id."""
    return id[:-1] + {"z": "x"}.get(id[-1], "z")


def step(what: Any, on: str, by: Any = "organiser") -> HistoryEntry:
    """A step in a mentorship's life."""
    return HistoryEntry(on=date.fromisoformat(on), what=what, by=by)


def history(status: str) -> tuple[HistoryEntry, ...]:
    """The shortest history that leads to a status."""
    begun = ("announced", "accepted", "signed")
    steps = {
        "proposed": ("proposed",),
        "announced": begun[:1],
        "accepted": begun[:2],
        "active": begun,
        "paused": (*begun, "paused"),
        "ended": (*begun, "ended"),
        "completed": (*begun, "completed"),
    }
    days = {"ended": "2027-03-01", "completed": "2027-08-09"}
    return tuple(step(what, days.get(what, ANNOUNCED.isoformat())) for what in steps[status])


def mentorship(status: str = "active", **changes: Any) -> Mentorship:
    """A mentorship with the mentor `tttttt`, announced with the edition."""
    fields: dict[str, Any] = {
        "mentor": "tttttt",
        "status": MentorshipStatus(status),
        "matched": Matched(match=1, fit=700),
        "history": history(status),
    }
    return Mentorship(**{**fields, **changes})


def pair(status: str = "active", mentee: str = "mmmmmm", **changes: Any) -> Pair:
    """A pair file with one mentorship."""
    return Pair(cohort="2026", mentee=mentee, mentorships=(mentorship(status, **changes),))


def agreement(
    per_month: int = 1,
    mentee: str | None = None,
    mentor: str | None = None,
    terms: Terms | None = None,
) -> Agreement:
    """An agreement, signed by each side on the day given."""
    return Agreement(
        template="1",
        terms=terms or Terms(meetings_per_month=per_month, minutes=60),
        sha256="0" * 64,
        signed=Signatures(mentee=_signature(mentee), mentor=_signature(mentor)),
    )


def _signature(on: str | None) -> Signature | None:
    return Signature(on=date.fromisoformat(on), method="form") if on else None


def check_in(due: str, by: Any, on: str | None = None, **answers: Any) -> CheckIn:
    """A check-in that says all is well unless told otherwise."""
    given = Answers(**{"fit": "good", "goals": "on-track", **answers})
    return CheckIn(
        due=date.fromisoformat(due), by=by, on=date.fromisoformat(on or due), answers=given
    )


def amended(
    agreement: Agreement, on: str, mentee: str | None = None, mentor: str | None = None
) -> Agreement:
    """The agreement with new terms that wait for a signature."""
    change = Amendment(
        on=date.fromisoformat(on),
        terms=Terms(meetings_per_month=2, minutes=30),
        sha256="1" * 64,
        signed=Signatures(mentee=_signature(mentee), mentor=_signature(mentor)),
    )
    return replace(agreement, amendments=(*agreement.amendments, change))


def edition(*records: Record) -> Edition:
    """The edition that these records make, each read from its canonical text."""
    kinds: dict[str, list[Any]] = {}
    for record in records:
        document, *identity = (
            parse(text.encode(), path) for path, text in texts_of(record).items()
        )
        entry = Entry(record=record, document=document, identity=next(iter(identity), None))
        kinds.setdefault(type(record).__name__, []).append(entry)
    return Edition(
        cohort=kinds["Cohort"][0],
        roster=next(iter(kinds.get("Roster", ())), None),
        applications=tuple(kinds.get("Application", ())),
        reviews=tuple(kinds.get("Review", ())),
        pairs=tuple(kinds.get("Pair", ())),
        sent=tuple(kinds.get("Sent", ())),
    )


def written(root: Path, *records: Record) -> Path:
    """A programme's repository that holds these records."""
    changes(root, [CONFIG, *records]).apply()
    return root


def goals(*words: str) -> tuple[Goal, ...]:
    """Open goals without a day."""
    return tuple(Goal(goal=word) for word in words)


def meetings(*days: str) -> tuple[Meeting, ...]:
    """Meetings of an hour."""
    return tuple(Meeting(date=date.fromisoformat(day), minutes=60) for day in days)


def person(name: str, email: str | None = None, **changes: Any) -> Person:
    """A person of that name."""
    return Person(name=name, email=email or "somebody@example.org", **changes)


def forms(*names: str) -> dict[str, Form]:
    """Forms at public addresses."""
    return {name: Form(mapping=name, url=f"https://forms.example.org/{name}") for name in names}
