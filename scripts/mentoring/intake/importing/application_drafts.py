"""Builds an application from a row: a new one, or an existing one updated by the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring.intake.eligibility import arrival, reason_against
from mentoring.intake.forms.fields import flat, nested
from mentoring.intake.importing.people_index import PeopleIndex, resolved
from mentoring.intake.importing.submissions import last_sent
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.people.institute import separate
from mentoring.store.serialize import from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from mentoring.intake.importing.run_import import Into
    from mentoring.intake.importing.submissions import Submission

NOT_KEPT = "Not kept: no consent was given."
KEPT_WITHOUT_CONSENT = frozenset({"person.name", "person.email"})
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
TIMELY = frozenset({"submitted", "arrival"})  # the first submission decides these
TAKEN_FROM_THE_ROW = frozenset({"submitted", "modified", "state", "role"})  # fields of no record


def drafted(one: Submission, id: str, into: Into, known: PeopleIndex) -> dict[str, Any]:  # noqa: A002
    """The application as plain data, as if the person had not applied before."""
    consents = "consent.notice" in one.answers.values
    values = _recorded(one, consents=consents)
    values |= _institutes(values, into)
    sent = (one.first, one.last)
    why = reason_against(
        one.cohort, one.role, sent, values.get("experiments", ()), consents=consents
    )
    ids, left = resolved(values.pop("person.unresolved", ()), known, known.exactly(one.email))
    values |= {"conflicts": list(ids), "person.unresolved": list(left)}
    values |= {"id": id, "cohort": one.cohort.cohort, "role": one.role, "reason": why}
    values["status"] = _status(one, why)
    values["arrival"] = arrival(one.cohort, one.role, one.first)
    values["submitted"] = f"{one.first:{INSTANT}}"
    values["answered"] = _later(one.first, one.last)
    if one.role == "mentor":
        values["profile.code"] = into.ids.new()
    return nested({field: value for field, value in values.items() if value not in (None, [])})


def _institutes(values: dict[str, Any], into: Into) -> dict[str, Any]:
    """Each institute under its registered name; an answer may name several."""
    if "institute" not in values:
        return {}
    typed = (*separate(values["institute"]), *values.get("other_institutes", ()))
    first, *others = dict.fromkeys(map(into.institutes.name_of, typed))
    return {"institute": first, "other_institutes": others}


def _later(first: datetime, last: datetime) -> str | None:
    """When the current answers were sent, if later than the first submission."""
    return f"{last:{INSTANT}}" if last > first else None


def _status(one: Submission, why: str | None) -> str:
    if not one.stands:
        return ApplicationStatus.WITHDRAWN.value
    return ApplicationStatus.INELIGIBLE.value if why else ApplicationStatus.SUBMITTED.value


def _recorded(one: Submission, *, consents: bool) -> dict[str, Any]:
    """The row's answers to keep: without consent, only what a reply needs."""
    every = one.answers.values
    values = {field: every[field] for field in every if field not in TAKEN_FROM_THE_ROW}
    day = one.day.isoformat()
    if consents:
        return {**values, "consent.given": day}
    optional = {field for field in values if field.startswith(("person.", "preferences.", "goals"))}
    values = {
        field: value
        for field, value in values.items()
        if field in KEPT_WITHOUT_CONSENT or field not in optional
    }
    values |= {field: NOT_KEPT for field in ("motivation", "profile.text") if field in values}
    notice = one.cohort.privacy.notice
    consent = {"consent.notice": notice, "consent.given": day, "consent.withdrawn": day}
    return {**values, **consent, "consent.statistics": False}


def merged(before: Application, draft: dict[str, Any], one: Submission) -> Application:
    """The existing application, updated by the row.

    Kept are ids, resolved conflicts, known addresses, corrections and withdrawals of the same day
    or later, and a mentor's approval of an unchanged text. A row that was sent before the current
    answers only tells when the person first applied.
    """
    old, new = flat(to_plain(before)), flat(draft)
    said = _said(before, one)
    values = {field: value for field, value in old.items() if field not in said}
    values |= {field: value for field, value in new.items() if field in said}
    for gathered in ("conflicts", "person.other_emails"):
        values[gathered] = sorted({*old.get(gathered, ()), *values.get(gathered, ())})
    values["answered"] = _later(one.first, max(one.last, last_sent(before)))
    if "consent.notice" in said and new.get("consent.notice") != old.get("consent.notice"):
        values["consent.given"] = new["consent.given"]
    if values.get("profile.text") != old.get("profile.text"):
        values.pop("profile.approved", None)
    plain = nested({field: value for field, value in values.items() if value not in (None, [])})
    return from_plain(plain, Application)


def _said(before: Application, one: Submission) -> frozenset[str]:
    """The fields that the row may update."""
    if one.last < last_sent(before):
        return TIMELY
    if not one.stands:
        return TIMELY | {"status"}
    asked = {_whole(field) for field in one.answers.asked} - TAKEN_FROM_THE_ROW
    asked |= {"status", "reason", "conflicts", "consent.withdrawn", "other_institutes"}
    return TIMELY.union(asked) - _protected(before.history, one.day)


def changed(before: Application, after: Application) -> tuple[str, ...]:
    """The fields that differ; the time of sending only if no other field does."""
    old, new = flat(to_plain(before)), flat(to_plain(after))
    fields = sorted(field for field in old | new if old.get(field) != new.get(field))
    return tuple(one for one in fields if one != "answered") or tuple(fields)


def _protected(history: Iterable[Change], day: date) -> frozenset[str]:
    """The fields that were changed by hand on or after the day of the row."""
    settled = (one for one in history if one.what != "imported" and one.on >= day)
    return frozenset(field for one in settled for field in one.fields)


def _whole(field: str) -> str:
    """The field with whole lists: `location.hours` for `location.hours.0`."""
    steps = field.split(".")
    numbers = [place for place, step in enumerate(steps) if step.isdigit()]
    return ".".join(steps[: numbers[0]]) if numbers else field
