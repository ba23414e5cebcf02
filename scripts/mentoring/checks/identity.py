"""No duplicates: ids over all editions, addresses within an edition and a role."""

from mentoring.checks.check import (
    Located,
    Problems,
    applications,
    describe,
    edition_check,
    programme_check,
    repeated,
)
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.normalized_words import folded, normalised
from mentoring.store.programme import Edition, Programme


@programme_check
def ids_are_unique(programme: Programme) -> Problems:
    """An id, or a profile's code, is that of one person in one edition only."""
    editions = programme.editions.values()
    entries = [entry for edition in editions for entry in edition.applications]
    words = [
        (entry, word, at)
        for entry in entries
        for word, at in (
            (entry.record.id, ("id",)),
            (entry.record.profile and entry.record.profile.code, ("profile", "code")),
        )
        if word
    ]
    for (entry, word, at), (first, *_) in repeated(words, lambda found: found[1]):
        yield entry.problem(**describe("id-twice", id=word, path=first.path), at=at)


@edition_check
def emails_are_unique(edition: Edition) -> Problems:
    """A person applies at most once as mentee and once as mentor."""
    first: dict[tuple[str, str], str] = {}
    for application in applications(edition):
        person = application.record
        for address in map(normalised, person.person.emails) if person.is_open else ():
            owner = first.setdefault((person.role, address), person.id)
            if owner != person.id:
                yield application.problem("email-twice", "person", "email", owner=owner)


@edition_check
def names_are_told_apart(edition: Edition) -> Problems:
    """Two applicants of one name and role with different addresses may be one person."""

    def name(application: Located[Application]) -> tuple[str, ...]:
        person = application.record
        return (person.role, *sorted(folded(person.person.name)))

    taking_part = (
        application
        for application in applications(edition)
        if application.record.is_open and application.record.status is ApplicationStatus.SUBMITTED
    )
    for application, earlier in repeated(taking_part, name):
        addresses = {normalised(found.record.person.email) for found in (application, earlier)}
        if len(addresses) > 1:
            yield application.problem("name-twice", "person", "name", other=earlier.record.id)
