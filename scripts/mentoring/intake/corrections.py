"""Changes that applicants ask for, each with its day and fields; they override earlier answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from mentoring import schemas
from mentoring.errors import DataError, NeedsKeyError, UsageError
from mentoring.intake.forms.fields import Plain, differing, flat, nested
from mentoring.people.application import Application, Change
from mentoring.people.ids import in_letters
from mentoring.people.normalized_words import normalised
from mentoring.problems import did_you_mean
from mentoring.programme.config import Vocabulary
from mentoring.store.entry import from_plain, to_plain
from mentoring.store.record_kinds import path_of

FIXED = ("id", "cohort", "role", "submitted", "history", "consent", "profile.code")


def application_of(people: Mapping[str, Application], person: str) -> Application:
    """The application; raises UsageError for an unknown id, NeedsKeyError for a closed identity."""
    if person not in people:
        hint = did_you_mean(person, people) if people else "There are none yet."
        raise UsageError(f"There is no application {person}. {hint}")
    application = people[person]
    if not application.is_open:
        raise NeedsKeyError(application.cohort)
    return application


def correct(application: Application, values: Plain, today: date, words: Vocabulary) -> Application:
    """The application with these fields changed; None removes a field.

    Raises UsageError for a field that is not theirs, DataError if the schema refuses a value.
    """
    if fixed := next((field for field in values if field.startswith(FIXED)), None):
        other = "It belongs to the record, not to the applicant."
        instead = "Use `mentoring consent`." if fixed.startswith("consent") else other
        raise UsageError(f"{fixed} is not corrected by hand. {instead}")
    plain = flat(to_plain(application)) | dict(values)
    for field in plain:
        if above := next((name for name in plain if field.startswith(f"{name}.")), None):
            raise UsageError(f"{above} is a single value: no field below it can be set.")
    changed = nested({field: value for field, value in plain.items() if value is not None})
    if violations := schemas.validate("application", changed, words):
        raise DataError([violation.problem(path_of(application)) for violation in violations])
    after = from_plain(changed, Application)
    if application.profile and after.profile and application.profile.text != after.profile.text:
        after = replace(after, profile=replace(after.profile, approved=None))
    return _recorded(application, after, Change(on=today, what="corrected"))


def _recorded(before: Application, after: Application, change: Change) -> Application:
    """The application after a change, which its history records if there is one."""
    if fields := tuple(sorted({*differing(before, after), *change.fields})):
        return replace(after, history=(*after.history, replace(change, fields=fields)))
    return before


def consent(application: Application, given: Plain, today: date) -> Application:
    """The application with these consents from today on; None leaves a consent unchanged.

    A yes to the next edition is recorded even if the form said so, as `renew` needs its date.
    """
    stated = {name: value for name, value in given.items() if value is not None}
    after = replace(application, consent=replace(application.consent, **stated))
    again = ("consent.next_edition",) if given.get("next_edition") else ()
    change = Change(on=today, what="consent", fields=again)
    if after == application and change in application.history:
        return application
    return _recorded(application, after, change)


def take_back(application: Application, today: date) -> Application:
    """The application with all consents withdrawn."""
    if application.consent.withdrawn:
        return application
    none = dict.fromkeys(("statistics", "listed", "next_edition"), False)
    return consent(application, {**none, "withdrawn": today}, today)


def tags(application: Application) -> dict[str, str]:
    """The unresolved names, each by a tag that stays the same when others are resolved."""
    names = application.person.unresolved
    tagged = ({tag_of(name, length): name for name in names} for length in range(3, 17))
    return next(found for found in tagged if len(found) == len(names))


def tag_of(name: str, length: int) -> str:
    """Letters that identify a name, the same at each run."""
    return in_letters(blake2b(name.encode()).digest()[:length])


def resolve(
    application: Application, tag: str, meant: Sequence[Application], today: date
) -> Application:
    """The application with the unresolved name of this tag replaced by ids, or dismissed.

    Raises UsageError if no name has this tag, or an id is the applicant's own.
    """
    names = tags(application)
    if tag not in names:
        waiting = f"The tags are {', '.join(names)}." if names else "There are none left."
        raise UsageError(f"{application.id} has no unresolved name {tag}. {waiting}")
    for person in meant:
        if normalised(person.person.email) == normalised(application.person.email):
            raise UsageError(f"{person.id} and {application.id} are the same person.")
    left = tuple(name for name in application.person.unresolved if name != names[tag])
    after = replace(
        application,
        person=replace(application.person, unresolved=left),
        conflicts=tuple(sorted({*application.conflicts, *(person.id for person in meant)})),
    )
    fields = ("conflicts", "person.unresolved")
    return _recorded(application, after, Change(on=today, what="resolved", fields=fields))
