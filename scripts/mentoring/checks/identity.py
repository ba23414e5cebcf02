"""No duplicates: ids over all editions, addresses within an edition and a role."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mentoring.checks.check import edition_check, programme_check
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.normalized_words import folded
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps
from mentoring.store.programme import Programme


@programme_check
def ids_are_unique(programme: Programme) -> Iterator[Problem]:
    """An id, or a profile's code, stands for one person in one edition only."""
    first: dict[str, str] = {}
    for entry, at, word in _ids(programme):
        if word in first:
            yield entry.problem(
                "id-twice",
                f"{word} is taken: it also stands in {first[word]}",
                "Give one of the two a new id: six random letters without vowels.",
                at=at,
            )
        first.setdefault(word, entry.path)


def _ids(programme: Programme) -> Iterator[tuple[Entry[object], Steps, str]]:
    for edition in programme.editions.values():
        for entry in edition.applications:
            yield entry, ("id",), entry.record.id
            if entry.record.profile:
                yield entry, ("profile", "code"), entry.record.profile.code


def normalised(email: str) -> str:
    """An address normalised for comparison: Unicode NFKC, case-folded, stripped."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


@edition_check
def emails_are_unique(edition: Edition) -> Iterator[Problem]:
    """One person applies once as mentee and once as mentor, at most."""
    first: dict[tuple[str, str], str] = {}
    for entry in edition.applications:
        for address in map(normalised, entry.record.person.emails):
            owner = first.setdefault((entry.record.role, address), entry.record.id)
            if owner != entry.record.id:
                yield entry.problem(
                    "email-twice",
                    f"{entry.record.id} has the address of {owner}, also a {entry.record.role}",
                    "Keep the later application, and withdraw or delete the other.",
                    at=("person", "email"),
                )


@edition_check
def names_are_told_apart(edition: Edition) -> Iterator[Problem]:
    """Two of one name and role under two addresses may be one person, who would get two places."""
    first: dict[tuple[str, str], Application] = {}
    for entry in edition.applications:
        one = entry.record
        if one.status is not ApplicationStatus.SUBMITTED:
            continue
        key = (one.role, " ".join(sorted(folded(one.person.name))))
        other = first.setdefault(key, one)
        if normalised(other.person.email) != normalised(one.person.email):
            yield entry.problem(
                "name-twice",
                f"{one.id} has the name of {other.id}, also a {one.role}, and another address",
                "If they are one person, withdraw the application that no longer counts: "
                f"mentoring withdraw {edition.name} ID",
                at=("person", "name"),
                severity=Severity.WARNING,
            )
