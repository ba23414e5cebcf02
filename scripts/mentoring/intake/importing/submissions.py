"""What people sent as rows of a form, and the applications that it creates or updates."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from mentoring.intake.forms.fields import flat, nested
from mentoring.intake.forms.mapping import OF_THE_ROW
from mentoring.intake.importing.context import Import
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.intake.reading.answers import Answers
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.institute import separate
from mentoring.people.normalized_words import normalised
from mentoring.store.entry import from_plain, to_plain

NOT_KEPT = "Not kept: no consent was given."
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
TIMELY = frozenset({"submitted", "arrival"})  # the first submission decides these


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A row about the application `id`, and the application `before` it, if there is one.

    `first` is when the person first applied in this role, by any row or record; `last` is the row's
    last change, on `day`. The row has the person's first address, even if they typed another one.
    """

    answers: Answers
    id: str
    before: Application | None
    first: datetime
    last: datetime
    day: date

    @property
    def valid(self) -> bool:
        """Whether it counts; a withdrawn or rejected registration does not."""
        return self.answers.values.get("state") != "withdrawn"

    @property
    def is_outdated(self) -> bool:
        """Whether the current answers of the application were sent after it."""
        before = self.before
        return before is not None and self.last < (before.answered or before.submitted)


def by_applicant(rows: Iterable[Answers], given: Import) -> list[list[Submission]]:
    """What each person, by any known address, sent in each role: valid rows first, latest first."""
    people, day_of = given.edition.people.values(), given.edition.cohort.record.day_of
    earlier: dict[tuple[str, str], Application] = {
        (normalised(person.person.email), person.role): person for person in people
    }
    known = [person.person for person in earlier.values()]
    first_emails = {normalised(other): each.email for each in known for other in each.other_emails}
    sent: dict[tuple[str, str], list[Answers]] = defaultdict(list)
    for row in rows:
        typed, time = str(row.values["person.email"]), row.values["submitted"]
        email = first_emails.get(normalised(typed), typed)
        last = max(time, row.values.get("modified", time))
        answers = replace(row, values={**row.values, "person.email": email, "modified": last})
        sent[normalised(email), row.values["role"]].append(answers)
    applicants: list[list[Submission]] = []
    for applicant, rows_sent in sent.items():
        before = earlier.get(applicant)
        times = [answers.values["submitted"] for answers in rows_sent]
        first = min([*times, before.submitted] if before else times)
        person = before.id if before else next(given.ids)
        submissions = []
        for answers in rows_sent:
            last = answers.values["modified"]
            submission = Submission(
                answers=answers, id=person, before=before, first=first, last=last, day=day_of(last)
            )
            submissions.append(submission)
        submissions.sort(key=lambda each: (each.valid, each.last, each.answers.row), reverse=True)
        applicants.append(submissions)
    return applicants


def drafted(submission: Submission, given: Import, known: PeopleIndex) -> dict[str, Any]:
    """The application as plain data, as if the person had not applied before."""
    cohort, values = given.edition.cohort.record, _values_to_keep(submission, given)
    if "institute" in values:  # an answer may name several
        typed = (*separate(values["institute"]), *values.get("other_institutes", ()))
        first, *others = dict.fromkeys(map(given.institutes.name_of, typed))
        values |= {"institute": first, "other_institutes": others}
    dates, day, role = cohort.dates, cohort.day_of(submission.first), values["role"]
    experiments = values.get("experiments", ())
    reasons = {  # the career stage is none: people choose the role they see themselves in
        "no-consent": "consent.notice" not in submission.answers.values,
        "no-affiliation": not experiments,
        "experiment-not-in-edition": not set(experiments) <= set(cohort.experiments),
        "before-opening": submission.day < getattr(dates, f"{role}s_open"),
        "after-the-end": day > dates.end,
    }
    reason = next((reason for reason, holds in reasons.items() if holds), None)
    status = ApplicationStatus.INELIGIBLE if reason else ApplicationStatus.SUBMITTED
    late = "late" if day <= dates.announcement else "rolling"
    names, email = values.get("person.unresolved", ()), values["person.email"]
    ids, unresolved = known.resolved(names, email)
    return _nested(
        {
            **values,
            "id": submission.id,
            "cohort": cohort.cohort,
            "reason": reason,
            "status": (status if submission.valid else ApplicationStatus.WITHDRAWN).value,
            "arrival": "regular" if day <= getattr(dates, f"{role}s_close") else late,
            "submitted": f"{submission.first:{INSTANT}}",
            "answered": _if_later(submission.last, submission.first),
            "conflicts": list(ids),
            "person.unresolved": list(unresolved),
            "profile.code": next(given.ids) if role == "mentor" else None,
        }
    )


def _values_to_keep(submission: Submission, given: Import) -> dict[str, Any]:
    """The row's answers to keep: without consent, only what a reply needs."""
    answers, day = submission.answers.values, submission.day.isoformat()
    values = {name: answers[name] for name in answers if name not in OF_THE_ROW}
    if "consent.notice" in answers:
        return {**values, "consent.given": day}
    private, reply = ("person.", "preferences.", "goals"), {"person.name", "person.email"}
    kept = {name: values[name] for name in values if name in reply or not name.startswith(private)}
    return {
        **kept,
        **{name: NOT_KEPT for name in ("motivation", "profile.text") if name in values},
        "consent.notice": given.edition.cohort.record.privacy.notice,
        "consent.given": day,
        "consent.withdrawn": day,
        "consent.statistics": False,
    }


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    return nested({name: value for name, value in values.items() if value not in (None, [])})


def _if_later(last: datetime, first: datetime) -> str | None:
    return f"{last:{INSTANT}}" if last > first else None


def merged(submission: Submission, before: Application, draft: dict[str, Any]) -> Application:
    """The existing application, updated by the row.

    Kept are ids, resolved conflicts, known addresses, corrections and withdrawals of the same day
    or later, and a mentor's approval of an unchanged text.
    """
    old, new, updatable = flat(to_plain(before)), flat(draft), _updatable(submission, before)
    values = {name: value for name, value in old.items() if name not in updatable}
    values |= {name: value for name, value in new.items() if name in updatable}
    for gathered in ("conflicts", "person.other_emails"):
        values[gathered] = sorted({*old.get(gathered, ()), *values.get(gathered, ())})
    last = max(submission.last, before.answered or before.submitted)
    values["answered"] = _if_later(last, submission.first)
    if "consent.notice" in updatable and new.get("consent.notice") != old.get("consent.notice"):
        values["consent.given"] = new["consent.given"]
    if values.get("profile.text") != old.get("profile.text"):
        values.pop("profile.approved", None)
    return from_plain(_nested(values), Application)


def _updatable(submission: Submission, before: Application) -> frozenset[str]:
    """The fields that the row may update, with whole lists: `location.hours`, not its places.

    Not those changed by hand on its day or later. A row that was sent before the current answers
    only tells when the person first applied.
    """
    if submission.is_outdated or not submission.valid:
        return TIMELY if submission.is_outdated else TIMELY | {"status"}
    asked = {re.split(r"\.\d", name)[0] for name in submission.answers.asked}
    asked -= {*OF_THE_ROW, "role"}
    asked |= {"status", "reason", "conflicts", "consent.withdrawn", "other_institutes"}
    changes = [change for change in before.history if change.what != "imported"]
    by_hand = {name for each in changes if each.on >= submission.day for name in each.fields}
    return TIMELY.union(asked) - by_hand
