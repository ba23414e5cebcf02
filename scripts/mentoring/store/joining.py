"""Puts an application together with its identity, which is a file of its own."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.people.application import Application
from mentoring.problems import Problem
from mentoring.programme.config import ProgrammeConfig, Vocabulary
from mentoring.store.entry import Entry, file_problem, refusals, refused
from mentoring.store.identities import has_identity, join, split, unused_reasons
from mentoring.store.record_kinds import is_sealed
from mentoring.store.sealed import sealed_application, stand_ins
from mentoring.store.serialize import from_plain
from mentoring.store.vault import Vault


@dataclass(slots=True)
class Shelf:
    """The entries of one edition, by kind, and the kind and stem of each unreadable file.

    By stem: the two documents of each application, and the paths of identities that no key opens.
    """

    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    unread: set[tuple[str, str]] = field(default_factory=set)
    applications: dict[str, Document] = field(default_factory=dict)
    identities: dict[str, Document] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)


def join_applications(
    shelf: Shelf, config: ProgrammeConfig, vault: Vault, cohort: str
) -> Iterator[Problem]:
    """Put the edition's applications on its shelf; yields what is wrong with their two files."""
    secret, is_encrypted = vault.secret(cohort), vault.is_encrypted(cohort)
    for stem, document in shelf.applications.items():
        identity = shelf.identities.get(stem)
        try:
            entry = _joined(shelf, stem, document, config)
        except DataError as error:
            shelf.unread.add(("application", stem))
            yield from error.problems
            continue
        shelf.entries["application"].append(entry)
        source = identity or document
        if not is_encrypted or not entry.record.is_open:
            continue
        if not is_sealed(source.path):
            yield file_problem(source, "identity-plain")
        elif secret and entry.record.sealed != stand_ins(entry.record, secret):
            yield file_problem(document.path, "sealed-differs")
    there = shelf.applications.keys() | {
        stem for kind, stem in shelf.unread if kind == "application"
    }
    for stem in shelf.closed.keys() - there:
        yield file_problem(shelf.closed[stem], "identity-unused")
    for stem in shelf.identities.keys() - there:
        shelf.unread.add(("identity", stem))
        yield file_problem(shelf.identities[stem], "identity-unused")


def _joined(
    shelf: Shelf, stem: str, document: Document, config: ProgrammeConfig
) -> Entry[Application]:
    """The application; raises DataError, without a problem if its identity has one already."""
    identity = shelf.identities.get(stem)
    if identity is None and stem in shelf.closed:
        return _closed(document, config.vocabulary)
    if identity is None and ("identity", stem) in shelf.unread:
        raise DataError([])
    if identity is None and not _is_whole(document):
        raise DataError([file_problem(document, "identity-missing")])
    return read_application(document, identity, config)


def read_application(
    document: Document, identity: Document | None, config: ProgrammeConfig | None = None
) -> Entry[Application]:
    """The application in its two files, or in one of an earlier layout (`identity` is None).

    Raises DataError with everything the schemas refuse.
    """
    words = config.vocabulary if config else None
    if identity is None:
        if problems := refusals(document, "application", words):
            raise DataError(problems)
        return Entry(record=from_plain(document.value, Application), document=document)
    if problems := [*_readable(document, words), *refusals(identity, "identity", words)]:
        raise DataError(problems)
    readable: Any = document.value
    secret: Any = identity.value
    whole = join(readable, secret)
    problems = [
        file_problem(identity, "reason-unused", at=("preferences", "mentors", number))
        for number in unused_reasons(readable, secret)
    ]
    problems += [
        refused(identity, violation)
        for violation in schemas.validate("application", whole, words)
        if (violation.steps, violation.code) != (("profile",), "schema-required")
        or "text" not in whole["profile"]
    ]  # the profile's code belongs in the application, which is valid by itself
    if problems:
        raise DataError(problems)
    return Entry(record=from_plain(whole, Application), document=document, identity=identity)


def _is_whole(document: Document) -> bool:
    """Whether an application's file holds the identity, too; True if it is not a record at all."""
    return not isinstance(document.value, dict) or has_identity(document.value)


def _closed(document: Document, words: Vocabulary) -> Entry[Application]:
    """The application whose identity no key opens; raises DataError if it is not valid."""
    problems = _readable(document, words)
    value: Any = document.value
    if not problems and "sealed" not in value:
        problems = [file_problem(document, "sealed-missing")]
    if problems:
        raise DataError(problems)
    return Entry(record=sealed_application(value), document=document)


def _readable(document: Document, words: Vocabulary | None) -> list[Problem]:
    """What is wrong with an application's own file, which must not hold the identity."""
    value = document.value
    if not isinstance(value, dict) or not has_identity(value):
        return refusals(document, "readable", words)
    field = next(name for name in split(value)[1] if name not in {"id", "cohort"})
    return [file_problem(document, "identity-inline", at=(field,), at_key=True)]
