"""What an applicant asks to have changed: a correction, a consent, a name to avoid resolved.

Each leaves a record of the day and the fields, and outlives the form's earlier answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.errors import DataError, UsageError
from mentoring.intake.forms.fields import flat, nested
from mentoring.people.application import Application, Change
from mentoring.problems import Problem, did_you_mean
from mentoring.store.kinds import path_of
from mentoring.store.plain import from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentoring.people.application import Consent

FIXED = ("id", "cohort", "role", "submitted", "history", "consent", "profile.code")


def application_of(people: Mapping[str, Application], person: str) -> Application:
    """The application of that id; a wrong one is a usage error with the nearest."""
    if person not in people:
        hint = did_you_mean(person, people) if people else "There are none yet."
        raise UsageError(f"There is no application {person}. {hint}")
    return people[person]


def correct(application: Application, values: Mapping[str, Any], today: date) -> Application:
    """The application with these fields changed; None takes a field away.

    Raises:
        UsageError: for a field that is not the applicant's to change.
        DataError: if a value is not what the schema asks for.
    """
    for field in values:
        if field.startswith(FIXED):
            raise UsageError(f"{field} is not corrected by hand. {_instead(field)}")
    plain = flat(to_plain(application)) | dict(values)
    changed = nested({field: value for field, value in plain.items() if value is not None})
    problems = [
        Problem(
            path=path_of(application),
            pointer="/" + "/".join(map(str, one.steps)),
            code=one.code,
            message=one.message,
            hint=one.hint,
        )
        for one in schemas.validate("application", changed)
    ]
    if problems:
        raise DataError(problems)
    return _recorded(application, from_plain(changed, Application), today)


def _recorded(before: Application, after: Application, today: date) -> Application:
    """The corrected application with a record of it; a text that changed awaits approval."""
    if after == before:
        return before
    if before.profile and after.profile and before.profile.text != after.profile.text:
        after = replace(after, profile=replace(after.profile, approved=None))
    old, new = flat(to_plain(before)), flat(to_plain(after))
    fields = tuple(sorted(field for field in old | new if old.get(field) != new.get(field)))
    change = Change(on=today, what="corrected", fields=fields)
    return replace(after, history=(*after.history, change))


def _instead(field: str) -> str:
    if field.startswith("consent"):
        return "Use `mentoring consent`."
    return "It belongs to the record, not to the applicant."


def consent(
    application: Application,
    today: date,
    *,
    statistics: bool | None = None,
    listed: bool | None = None,
    next_edition: bool | None = None,
) -> Application:
    """The application with these consents as they are from today; None leaves one as it was.

    A yes to the next edition is recorded also where the form had said so: `renew` asks when it was
    said.
    """
    now = application.consent
    after = replace(
        now,
        statistics=now.statistics if statistics is None else statistics,
        listed=now.listed if listed is None else listed,
        next_edition=now.next_edition if next_edition is None else next_edition,
    )
    return _with_consent(application, after, today, said_again=bool(next_edition))


def take_back(application: Application, today: date) -> Application:
    """The application of somebody who takes their consent to everything back."""
    if application.consent.withdrawn:
        return application
    after = replace(
        application.consent, withdrawn=today, statistics=False, listed=False, next_edition=False
    )
    return _with_consent(application, after, today)


def _with_consent(
    application: Application, after: Consent, today: date, *, said_again: bool = False
) -> Application:
    old, new = to_plain(application.consent), to_plain(after)
    changed = {f"consent.{one}" for one in new if new[one] != old.get(one)}
    fields = changed | ({"consent.next_edition"} if said_again else set())
    change = Change(on=today, what="consent", fields=tuple(sorted(fields)))
    if not fields or (not changed and change in application.history):
        return application
    return replace(application, consent=after, history=(*application.history, change))


def resolve(application: Application, number: int, meant: str | None, today: date) -> Application:
    """The application with its unresolved name `number` (from 1) made an id, or dismissed."""
    names = application.person.unresolved
    if not 1 <= number <= len(names):
        raise UsageError(f"{application.id} has {len(names)} unresolved names, not a {number}th.")
    left = (*names[: number - 1], *names[number:])
    conflicts = {*application.conflicts, *([meant] if meant else [])}
    change = Change(on=today, what="resolved", fields=("conflicts", "person.unresolved"))
    return replace(
        application,
        person=replace(application.person, unresolved=left),
        conflicts=tuple(sorted(conflicts)),
        history=(*application.history, change),
    )
