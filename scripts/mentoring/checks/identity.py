"""No duplicates: ids over all editions, addresses within an edition and a role."""

import unicodedata
from collections.abc import Iterator

from mentoring.checks.check import edition_check, programme_check
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.normalized_words import folded
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Steps
from mentoring.store.programme import Programme


def normalised(email: str) -> str:
    """An address normalised for comparison: Unicode NFKC, case-folded, stripped."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


@programme_check
def ids_are_unique(programme: Programme) -> Iterator[Problem]:
    """An id, or a profile's code, is that of one person in one edition only."""
    first: dict[str, str] = {}
    for edition in programme.editions.values():
        for entry in edition.applications:
            words: list[tuple[Steps, str]] = [(("id",), entry.record.id)]
            if entry.record.profile:
                words.append((("profile", "code"), entry.record.profile.code))
            for at, word in words:
                if word in first:
                    message = f"{word} is already used in {first[word]}"
                    hint = "Give one of the two a new id: six random letters without vowels."
                    yield entry.problem("id-twice", message, hint, at=at)
                first.setdefault(word, entry.path)


@edition_check
def emails_are_unique(edition: Edition) -> Iterator[Problem]:
    """A person applies at most once as mentee and once as mentor."""
    first: dict[tuple[str, str], str] = {}
    for entry in edition.open_applications:
        for address in map(normalised, entry.record.person.emails):
            owner = first.setdefault((entry.record.role, address), entry.record.id)
            if owner != entry.record.id:
                yield entry.problem(
                    "email-twice",
                    f"{entry.record.id} has the address of {owner}, who is also a "
                    f"{entry.record.role}",
                    "Keep the later application, and withdraw or delete the other.",
                    at=("person", "email"),
                )


@edition_check
def names_are_told_apart(edition: Edition) -> Iterator[Problem]:
    """Two applicants of one name and role with different addresses may be one person."""
    first: dict[tuple[str, str], Application] = {}
    for entry in edition.open_applications:
        person = entry.record
        if person.status is ApplicationStatus.SUBMITTED:
            key = (person.role, " ".join(sorted(folded(person.person.name))))
            other = first.setdefault(key, person)
            if normalised(other.person.email) != normalised(person.person.email):
                yield entry.problem(
                    "name-twice",
                    f"{person.id} has the same name and role as {other.id}, but another address",
                    "If they are one person, withdraw the application that no longer counts: "
                    f"`mentoring withdraw {edition.name} ID`.",
                    at=("person", "name"),
                    severity=Severity.WARNING,
                )


@edition_check
def identities_are_encrypted(edition: Edition) -> Iterator[Problem]:
    """If the programme encrypts identities, each edition with people has a key."""
    people = edition.applications or (edition.roster and edition.roster.record.members)
    if edition.config.encrypted and edition.keys is None and people:
        yield edition.cohort.problem(
            "keys-missing",
            "the programme encrypts identities, and this edition has no key",
            f"Run `mentoring keys init {edition.name} --steward ID`.",
        )
