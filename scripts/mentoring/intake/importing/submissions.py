"""Rows as submissions, and the applications that they create or update, as plain data."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from mentoring.intake.forms.fields import differing, flat, nested
from mentoring.intake.forms.mapping import OF_THE_ROW
from mentoring.intake.importing.pair_answers import Record
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.intake.reading.answers import Answers
from mentoring.people.application import Application, ApplicationStatus, Arrival
from mentoring.people.institute import Institutes, separate
from mentoring.people.normalized_words import normalised
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition
from mentoring.store.serialize import from_plain, to_plain

NOT_KEPT = "Not kept: no consent was given."
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
TIMELY = frozenset({"submitted", "arrival"})  # the first submission decides these
Applicant = tuple[str, str]
"""Whose application it is: the normalised address, and the role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What an import changes: an edition, and the privacy notices published so far.

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
    """A row about one application. `day` is that of its last change, at `last`.

    `first` is when the person first applied in this role, by whatever row or record.
    """

    answers: Answers
    first: datetime
    last: datetime
    day: date

    @property
    def applicant(self) -> Applicant:
        """Whose application it is."""
        return normalised(self.email), str(self.answers.values["role"])

    @property
    def email(self) -> str:
        """The address as typed, or the person's first one."""
        return str(self.answers.values["person.email"])

    @property
    def valid(self) -> bool:
        """Whether it counts; a withdrawn or rejected registration does not."""
        return self.answers.values.get("state") != "withdrawn"


def by_applicant(
    rows: Iterable[Answers], cohort: Cohort, before: Mapping[Applicant, Application]
) -> dict[Applicant, list[Submission]]:
    """What each person sent in each role: valid rows before withdrawn ones, then the latest first.

    People are also known by the other addresses of their earlier applications.
    """
    found: dict[Applicant, list[Submission]] = defaultdict(list)
    other_emails = {
        normalised(other): person.person.email
        for person in before.values()
        for other in person.person.other_emails
    }
    for row in rows:
        typed, first = str(row.values["person.email"]), row.values["submitted"]
        values = {**row.values, "person.email": other_emails.get(normalised(typed), typed)}
        last = max(first, values.get("modified", first))
        answers, day = replace(row, values=values), cohort.day_of(last)
        submission = Submission(answers=answers, first=first, last=last, day=day)
        found[submission.applicant].append(submission)
    for applicant, submissions in found.items():
        times = [submission.first for submission in submissions]
        times += [before[applicant].submitted] if applicant in before else []
        submissions.sort(key=lambda each: (each.valid, each.last, each.answers.row), reverse=True)
        found[applicant] = [replace(submission, first=min(times)) for submission in submissions]
    return found


def last_sent(application: Application) -> datetime:
    """When the current answers were sent, to the second."""
    return application.answered or application.submitted


def drafted(submission: Submission, id: str, target: Target, known: PeopleIndex) -> dict[str, Any]:  # noqa: A002
    """The application as plain data, as if the person had not applied before."""
    cohort = target.edition.cohort.record
    role = submission.applicant[1]
    consents = "consent.notice" in submission.answers.values
    values = _values_to_keep(submission, cohort, consents=consents)
    if "institute" in values:  # an answer may name several
        typed = (*separate(values["institute"]), *values.get("other_institutes", ()))
        first, *others = dict.fromkeys(map(target.institutes.name_of, typed))
        values |= {"institute": first, "other_institutes": others}
    dates, day = cohort.dates, cohort.day_of(submission.first)
    experiments = values.get("experiments", ())
    mentor = role == "mentor"
    closing = dates.mentors_close if mentor else dates.mentees_close
    late: Arrival = "late" if day <= dates.announcement else "rolling"
    reasons = {  # the career stage is none: people choose the role they see themselves in
        "no-consent": not consents,
        "no-affiliation": not experiments,
        "experiment-not-in-edition": not set(experiments) <= set(cohort.experiments),
        "before-opening": submission.day < (dates.mentors_open if mentor else dates.mentees_open),
        "after-the-end": day > dates.end,
    }
    reason = next((reason for reason, holds in reasons.items() if holds), None)
    status = ApplicationStatus.INELIGIBLE if reason else ApplicationStatus.SUBMITTED
    own = known.matching(submission.email)
    ids, unresolved = known.resolved(values.get("person.unresolved", ()), own)
    return _nested(
        {
            **values,
            "id": id,
            "cohort": cohort.cohort,
            "role": role,
            "reason": reason,
            "status": (status if submission.valid else ApplicationStatus.WITHDRAWN).value,
            "arrival": "regular" if day <= closing else late,
            "submitted": f"{submission.first:{INSTANT}}",
            "answered": _if_later(submission.last, submission.first),
            "conflicts": list(ids),
            "person.unresolved": list(unresolved),
            "profile.code": next(target.ids) if mentor else None,
        }
    )


def _values_to_keep(submission: Submission, cohort: Cohort, *, consents: bool) -> dict[str, Any]:
    """The row's answers to keep: without consent, only what a reply needs."""
    answers = submission.answers.values
    values = {name: answers[name] for name in answers if name not in OF_THE_ROW}
    day = submission.day.isoformat()
    if consents:
        return {**values, "consent.given": day}
    kept = {
        name: value
        for name, value in values.items()
        if name in {"person.name", "person.email"}
        or not name.startswith(("person.", "preferences.", "goals"))
    }
    kept |= {name: NOT_KEPT for name in ("motivation", "profile.text") if name in values}
    return {
        **kept,
        "consent.notice": cohort.privacy.notice,
        "consent.given": day,
        "consent.withdrawn": day,
        "consent.statistics": False,
    }


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    return nested({name: value for name, value in values.items() if value not in (None, [])})


def _if_later(last: datetime, first: datetime) -> str | None:
    return f"{last:{INSTANT}}" if last > first else None


def merged(before: Application, draft: dict[str, Any], submission: Submission) -> Application:
    """The existing application, updated by the row.

    Kept are ids, resolved conflicts, known addresses, corrections and withdrawals of the same day
    or later, and a mentor's approval of an unchanged text. A row that was sent before the current
    answers only tells when the person first applied.
    """
    old, new, updatable = flat(to_plain(before)), flat(draft), _updatable(before, submission)
    values = {name: value for name, value in old.items() if name not in updatable}
    values |= {name: value for name, value in new.items() if name in updatable}
    for gathered in ("conflicts", "person.other_emails"):
        values[gathered] = sorted({*old.get(gathered, ()), *values.get(gathered, ())})
    values["answered"] = _if_later(max(submission.last, last_sent(before)), submission.first)
    if "consent.notice" in updatable and new.get("consent.notice") != old.get("consent.notice"):
        values["consent.given"] = new["consent.given"]
    if values.get("profile.text") != old.get("profile.text"):
        values.pop("profile.approved", None)
    return from_plain(_nested(values), Application)


def _updatable(before: Application, submission: Submission) -> frozenset[str]:
    """The fields that the row may update, with whole lists: `location.hours`, not its places.

    Not those changed by hand on its day or later.
    """
    if submission.last < last_sent(before):
        return TIMELY
    if not submission.valid:
        return TIMELY | {"status"}
    asked = {re.split(r"\.\d", name)[0] for name in submission.answers.asked}
    asked -= {*OF_THE_ROW, "role"}
    asked |= {"status", "reason", "conflicts", "consent.withdrawn", "other_institutes"}
    by_hand = {
        name
        for change in before.history
        if change.what != "imported" and change.on >= submission.day
        for name in change.fields
    }
    return TIMELY.union(asked) - by_hand


def changed(before: Application, after: Application) -> tuple[str, ...]:
    """The fields that differ; the time of sending only if no other field does."""
    fields = differing(before, after)
    return tuple(name for name in fields if name != "answered") or fields
