"""Rows as submissions, and the applications that they create or update."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from mentoring.checks.identity import normalised
from mentoring.intake.forms.fields import differing, flat, nested
from mentoring.intake.importing.pair_answers import Record
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.intake.reading.answers import Answers
from mentoring.people.application import Application, ApplicationStatus, Arrival
from mentoring.people.institute import Institutes, separate
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition
from mentoring.store.serialize import from_plain, to_plain

NOT_KEPT = "Not kept: no consent was given."
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
TIMELY = frozenset({"submitted", "arrival"})  # the first submission decides these
OF_THE_ROW = frozenset({"submitted", "modified", "state", "role"})  # fields of no record
Person = tuple[str, str]
"""Whose application it is: the normalised address, and the role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Into:
    """The target of an import: an edition, and the privacy notices published so far.

    `institutes` are the registered spellings, `ids` gives new ids, and `record` adds what a pair
    sent to the pair's file.
    """

    edition: Edition
    notices: frozenset[str]
    ids: Iterator[str]
    record: Record
    institutes: Institutes = field(default_factory=Institutes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A row about one application: its answers, and when it was first and last sent.

    A withdrawn or rejected registration is not `valid`. `day` is that of the last change.
    """

    answers: Answers
    role: str
    email: str
    first: datetime
    last: datetime
    day: date
    valid: bool


Sent = tuple[Submission, ...]
"""What a person sent in a role: valid rows before withdrawn ones, then the latest first."""


def by_person(
    rows: Iterable[Answers], cohort: Cohort, people: Iterable[Application]
) -> dict[Person, Sent]:
    """What each person sent in each role; `people` are also matched by their other addresses.

    The first time of the earliest row decides whether the person is in time.
    """
    every: dict[Person, list[Submission]] = defaultdict(list)
    letters = {
        normalised(other): person.person.email
        for person in people
        for other in person.person.other_emails
    }
    for row in rows:
        typed = str(row.values["person.email"])
        email, role = letters.get(normalised(typed), typed), str(row.values["role"])
        first = row.values["submitted"]
        last = max(first, row.values.get("modified", first))
        submission = Submission(
            answers=replace(row, values={**row.values, "person.email": email}),
            role=role,
            email=email,
            first=first,
            last=last,
            day=cohort.day_of(last),
            valid=row.values.get("state") != "withdrawn",
        )
        every[normalised(email), role].append(submission)
    for person, theirs in every.items():
        earliest = min(submission.first for submission in theirs)
        theirs.sort(key=lambda sent: (sent.valid, sent.last, sent.answers.row), reverse=True)
        every[person] = [replace(submission, first=earliest) for submission in theirs]
    return {person: tuple(theirs) for person, theirs in every.items()}


def last_sent(application: Application) -> datetime:
    """When the current answers were sent, to the second."""
    return application.answered or application.submitted


def drafted(sent: Submission, id: str, into: Into, known: PeopleIndex) -> dict[str, Any]:  # noqa: A002
    """The application as plain data, as if the person had not applied before."""
    cohort = into.edition.cohort.record
    consents = "consent.notice" in sent.answers.values
    values = _recorded(sent, cohort, consents=consents)
    if "institute" in values:  # an answer may name several
        typed = (*separate(values["institute"]), *values.get("other_institutes", ()))
        first, *others = dict.fromkeys(map(into.institutes.name_of, typed))
        values |= {"institute": first, "other_institutes": others}
    why = _ineligible(sent, cohort, values.get("experiments", ()), consents=consents)
    status = ApplicationStatus.INELIGIBLE if why else ApplicationStatus.SUBMITTED
    ids, left = known.resolved(values.pop("person.unresolved", ()), known.exactly(sent.email))
    values |= {
        "id": id,
        "cohort": cohort.cohort,
        "role": sent.role,
        "reason": why,
        "status": (status if sent.valid else ApplicationStatus.WITHDRAWN).value,
        "arrival": _arrival(sent, cohort),
        "submitted": f"{sent.first:{INSTANT}}",
        "answered": _later(sent.first, sent.last),
        "conflicts": list(ids),
        "person.unresolved": list(left),
    }
    if sent.role == "mentor":
        values["profile.code"] = next(into.ids)
    return _without_blanks(values)


def _ineligible(
    sent: Submission, cohort: Cohort, experiments: Collection[str], *, consents: bool
) -> str | None:
    """Why an application is not eligible, as a slug; None if it is.

    The career stage is not considered: people choose the role they see themselves in.
    """
    dates = cohort.dates
    opening = dates.mentors_open if sent.role == "mentor" else dates.mentees_open
    reasons = {
        "no-consent": not consents,
        "no-affiliation": not experiments,
        "experiment-not-in-edition": not set(experiments) <= set(cohort.experiments),
        "before-opening": sent.day < opening,
        "after-the-end": cohort.day_of(sent.first) > dates.end,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _arrival(sent: Submission, cohort: Cohort) -> Arrival:
    """In time, late (before the announcement), or rolling (after it)."""
    day, dates = cohort.day_of(sent.first), cohort.dates
    if day <= (dates.mentors_close if sent.role == "mentor" else dates.mentees_close):
        return "regular"
    return "late" if day <= dates.announcement else "rolling"


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return nested({field: value for field, value in values.items() if value not in (None, [])})


def _later(first: datetime, last: datetime) -> str | None:
    """When the current answers were sent, if later than the first submission."""
    return f"{last:{INSTANT}}" if last > first else None


def _recorded(sent: Submission, cohort: Cohort, *, consents: bool) -> dict[str, Any]:
    """The row's answers to keep: without consent, only what a reply needs."""
    values = {key: value for key, value in sent.answers.values.items() if key not in OF_THE_ROW}
    day = sent.day.isoformat()
    if consents:
        return {**values, "consent.given": day}
    kept = {
        field: value
        for field, value in values.items()
        if field in {"person.name", "person.email"}
        or not field.startswith(("person.", "preferences.", "goals"))
    }
    kept |= {field: NOT_KEPT for field in ("motivation", "profile.text") if field in values}
    consent = {
        "consent.notice": cohort.privacy.notice,
        "consent.given": day,
        "consent.withdrawn": day,
    }
    return {**kept, **consent, "consent.statistics": False}


def merged(before: Application, draft: dict[str, Any], sent: Submission) -> Application:
    """The existing application, updated by the row.

    Kept are ids, resolved conflicts, known addresses, corrections and withdrawals of the same day
    or later, and a mentor's approval of an unchanged text. A row that was sent before the current
    answers only tells when the person first applied.
    """
    old, new = flat(to_plain(before)), flat(draft)
    said = _said(before, sent)
    values = {field: value for field, value in old.items() if field not in said}
    values |= {field: value for field, value in new.items() if field in said}
    for gathered in ("conflicts", "person.other_emails"):
        values[gathered] = sorted({*old.get(gathered, ()), *values.get(gathered, ())})
    values["answered"] = _later(sent.first, max(sent.last, last_sent(before)))
    if "consent.notice" in said and new.get("consent.notice") != old.get("consent.notice"):
        values["consent.given"] = new["consent.given"]
    if values.get("profile.text") != old.get("profile.text"):
        values.pop("profile.approved", None)
    return from_plain(_without_blanks(values), Application)


def _said(before: Application, sent: Submission) -> frozenset[str]:
    """The fields that the row may update; not those changed by hand on its day or later."""
    if sent.last < last_sent(before):
        return TIMELY
    if not sent.valid:
        return TIMELY | {"status"}
    asked = {_whole(field) for field in sent.answers.asked} - OF_THE_ROW
    asked |= {"status", "reason", "conflicts", "consent.withdrawn", "other_institutes"}
    by_hand = {
        field
        for change in before.history
        if change.what != "imported" and change.on >= sent.day
        for field in change.fields
    }
    return TIMELY.union(asked) - by_hand


def _whole(field: str) -> str:
    """The field with whole lists: `location.hours` for `location.hours.0`."""
    steps = field.split(".")
    numbers = [place for place, step in enumerate(steps) if step.isdigit()]
    return ".".join(steps[: numbers[0]]) if numbers else field


def changed(before: Application, after: Application) -> tuple[str, ...]:
    """The fields that differ; the time of sending only if no other field does."""
    fields = differing(before, after)
    return tuple(field for field in fields if field != "answered") or fields
