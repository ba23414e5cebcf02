"""No duplicates: ids over all editions, addresses within an edition and a role."""

import unicodedata

from mentoring.checks.check import (
    Located,
    Problems,
    applications,
    check_each,
    cohorts,
    describe,
    edition_check,
    programme_check,
)
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.normalized_words import folded
from mentoring.problems import DataPath
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition, Programme


def normalised(email: str) -> str:
    """An address normalised for comparison: Unicode NFKC, case-folded, stripped."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


@programme_check
def ids_are_unique(programme: Programme) -> Problems:
    """An id, or a profile's code, is that of one person in one edition only."""
    first: dict[str, str] = {}
    for edition in programme.editions.values():
        for entry in edition.applications:
            words: list[tuple[str, DataPath]] = [(entry.record.id, ("id",))]
            if profile := entry.record.profile:
                words.append((profile.code, ("profile", "code")))
            for word, at in words:
                if word in first:
                    yield entry.problem(**describe("id-twice", id=word, path=first[word]), at=at)
                first.setdefault(word, entry.path)


@edition_check
def emails_are_unique(edition: Edition) -> Problems:
    """A person applies at most once as mentee and once as mentor."""
    first: dict[tuple[str, str], str] = {}
    for application in applications(edition):
        person = application.record
        for address in map(normalised, person.person.emails) if person.is_open else ():
            owner = first.setdefault((person.role, address), person.id)
            if owner != person.id:
                facts = {"id": person.id, "owner": owner, "role": person.role}
                yield application.problem("email-twice", "person", "email", **facts)


@edition_check
def names_are_told_apart(edition: Edition) -> Problems:
    """Two applicants of one name and role with different addresses may be one person."""
    first: dict[tuple[str, str], Application] = {}
    for application in applications(edition):
        person = application.record
        if not person.is_open or person.status is not ApplicationStatus.SUBMITTED:
            continue
        key = (person.role, " ".join(sorted(folded(person.person.name))))
        other = first.setdefault(key, person)
        if normalised(other.person.email) != normalised(person.person.email):
            yield application.problem("name-twice", "person", "name", id=person.id, other=other.id)


@check_each(cohorts)
def identities_are_encrypted(cohort: Located[Cohort]) -> Problems:
    """If the programme encrypts identities, each edition with people has a key."""
    edition = cohort.edition
    people = edition.applications or (edition.roster and edition.roster.record.members)
    if edition.config.encrypted and edition.keys is None and people:
        yield cohort.problem("keys-missing")
