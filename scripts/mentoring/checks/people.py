"""People: each application by itself and beside the others, every id of a person, and voices."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from mentoring.checks.check import Located, Problems, check_each, each, edition_check, repeated
from mentoring.files.messages import many
from mentoring.people.application import Application, ApplicationStatus, Voice
from mentoring.people.ids import is_tombstone
from mentoring.people.lifecycle import SIDES
from mentoring.people.normalized_words import folded, normalised
from mentoring.problems import DataPath, did_you_mean
from mentoring.store.programme import Edition

REFERENCES = (
    ("applications", "conflicts *", "a person", "id-unknown"),
    ("decisions", "pins * mentee", "a mentee", "id-unknown/decision"),
    ("decisions", "pins * mentor", "a mentor", "id-unknown/decision"),
    ("decisions", "forbids * mentee", "a mentee", "id-unknown/decision"),
    ("decisions", "forbids * mentor", "a mentor", "id-unknown/decision"),
    ("decisions", "caps * mentor", "a mentor", "id-unknown/decision"),
    ("reviews", "application", "a mentee", "id-unknown/review"),
    ("reviews", "reviewer", "a reviewer", "id-unknown/reviewer"),
    ("roster", "members * applications *", "an applicant", "id-unknown"),
    ("roster", "members * conflicts *", "an applicant", "id-unknown"),
    ("roster", "assignments key", "a mentee", "id-unknown/assignment"),
    ("roster", "assignments * *", "a reviewer", "id-unknown/assignment"),
)
"""Where records name a person of a kind, and the code if not; `*` is each item, `key` each key."""


@check_each("applications")
def experiments_take_part(here: Located, person: Application) -> Problems:
    """An applicant who takes part works on an experiment that the edition accepts."""
    accepted = here.cohort.experiments
    if person.status is ApplicationStatus.SUBMITTED:
        for number, experiment in enumerate(person.experiments):
            if experiment not in accepted:
                place, near = ("experiments", number), did_you_mean(experiment, accepted)
                yield here.problem("experiment-not-accepted", *place, allowed=near)


@check_each("applications")
def consent_is_given(here: Located, person: Application) -> Problems:
    """An applicant who withdrew consent does not take part."""
    if person.status is ApplicationStatus.SUBMITTED and person.consent.withdrawn:
        yield here.problem("consent-withdrawn", "consent", "withdrawn")


@check_each("applications")
def arrival_fits_the_dates(here: Located, person: Application) -> Problems:
    """An application after the closing day is marked as late or rolling."""
    closing = getattr(here.cohort.dates, f"{person.role}s_close")
    day = here.cohort.day_of(person.submitted)
    if day > closing and person.arrival == "regular":
        yield here.problem("arrival-late", "arrival", day=day, closing=closing)


@check_each("applications")
def reason_is_given(here: Located, person: Application) -> Problems:
    """An ineligible application states the reason."""
    if person.status is ApplicationStatus.INELIGIBLE and person.reason is None:
        yield here.problem("reason-missing", "status")


@check_each("applications")
def conflicts_are_resolved(here: Located, person: Application) -> Problems:
    """Each name that an applicant must not be matched with has become an id, or was dismissed."""
    if count := person.unresolved:
        people = many(count, "person", "people")
        yield here.problem("conflict-unresolved", "person", "unresolved", people=people)


@check_each("applications")
def conflicts_are_with_others(here: Located, person: Application) -> Problems:
    """An applicant's conflicts are with other people."""
    for number, other in enumerate(person.conflicts):
        if other == person.id:
            yield here.problem("id-own", "conflicts", number)


@check_each("applications")
def hours_are_in_order(here: Located, person: Application) -> Problems:
    """A working day begins before it ends."""
    begins, ends = person.location.hours
    if begins >= ends:
        facts = {"begins": begins, "ends": ends}
        yield here.problem("hours-out-of-order", "location", "hours", **facts)


@edition_check
def emails_are_unique(edition: Edition) -> Problems:
    """A person applies at most once as mentee and once as mentor."""
    first: dict[tuple[str, str], str] = {}
    for application in each(edition, "applications"):
        person = application.record
        for address in map(normalised, person.person.emails) if person.is_open else ():
            owner = first.setdefault((person.role, address), person.id)
            if owner != person.id:
                yield application.problem("email-twice", "person", "email", owner=owner)


@edition_check
def names_are_told_apart(edition: Edition) -> Problems:
    """Two applicants of one name and role with different addresses may be one person."""

    def name(application: Located) -> tuple[str, ...]:
        return application.record.role, *sorted(folded(application.record.person.name))

    taking_part = (
        application
        for application in each(edition, "applications")
        if application.record.is_open and application.record.status is ApplicationStatus.SUBMITTED
    )
    for application, earlier in repeated(taking_part, name):
        emails = (normalised(found.record.person.email) for found in (application, earlier))
        if len({*emails}) > 1:
            yield application.problem("name-twice", "person", "name", other=earlier.record.id)


@edition_check
def ids_are_known(edition: Edition) -> Problems:
    """Every id is that of a person in the edition, in the right role."""
    for kind, place, person_kind, code in REFERENCES:
        for record in each(edition, kind):
            for at, person in _named(record.record, place.split()):
                if not _is_known(edition, person, person_kind):
                    yield record.problem(code, *at, id=person, kind=person_kind)


def _named(value: Any, place: Sequence[str], at: DataPath = ()) -> Iterator[tuple[DataPath, str]]:  # noqa: ANN401 (a record or a part)
    """Each id at a place, with the steps to it; the ids of erased people are left out."""
    if not place:
        if value is not None and not is_tombstone(value):
            yield at, value
        return
    step, *rest = place
    if step not in {"*", "key"}:
        yield from _named(getattr(value, step), rest, (*at, step))
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _named(item if step == "*" else key, rest, (*at, key))


def _is_known(edition: Edition, person: str, kind: str) -> bool:
    """Whether the person is of the kind, as far as the files that can be read tell."""
    if kind in {"a person", "a reviewer"} and not edition.is_whole("roster"):
        return True
    if kind == "a reviewer":
        return person in edition.reviewers
    if kind == "a person" and any(person == member.id for member in edition.members):
        return True
    role = next((side for side in SIDES if kind == f"a {side}"), None)
    return not edition.lacks(person, role)


@edition_check
def profiles_are_known(edition: Edition) -> Problems:
    """Every profile that a mentee ranked is that of a mentor in the edition."""
    codes = {person.profile.code for person in edition.people.values() if person.profile}
    for application in each(edition, "applications") if edition.is_whole("application") else ():
        for number, wish in enumerate(application.record.preferences.mentors):
            if wish.profile not in codes:
                place = ("preferences", "mentors", number, "profile")
                yield application.problem("profile-unknown", *place, code=wish.profile)


@check_each("voices")
def voices_have_consent(here: Located, voice: Voice) -> Problems:
    """A voice is of a person of the edition, as long as those are on file, whose consent holds."""
    if here.cohort.closed is None and here.edition.lacks(voice.id):
        yield here.problem("id-unknown", "id", id=voice.id, kind="a person")
    if voice.until < voice.given:
        yield here.problem("voice-ends-early", "until")
    person = here.edition.people.get(voice.id)
    if person and (day := person.consent.withdrawn):
        yield here.problem("voice-withdrawn", "id", day=day)


@check_each("voices", daily=True)
def voices_have_not_ended(here: Located, voice: Voice, today: date) -> Problems:
    """No voice is on file after the last day of its consent."""
    if voice.until < today:
        yield here.problem("voice-ended", "until")
