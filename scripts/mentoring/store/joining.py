"""Puts an application together with its identity, which is a file of its own."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.keys.age import is_armoured
from mentoring.people.application import Application
from mentoring.problems import Problem
from mentoring.programme.config import ProgrammeConfig, Vocabulary
from mentoring.store.entry import Entry, file_problem, refusals, refused, require_valid
from mentoring.store.identities import (
    closed_application,
    has_identity,
    join,
    split,
    stand_ins,
    unused_reasons,
)
from mentoring.store.record_kinds import fields_of, is_sealed
from mentoring.store.serialize import from_plain
from mentoring.store.vault import IDENTITIES, Vault


@dataclass(slots=True)
class Shelf:
    """The entries of one edition, by kind, and the kind and stem of each unreadable file.

    `applications` and `identities` are the two documents of each application, by stem; None for an
    identity that no key opens.
    """

    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    unread: set[tuple[str, str]] = field(default_factory=set)
    applications: dict[str, Document] = field(default_factory=dict)
    identities: dict[str, Document | None] = field(default_factory=dict)


def open_identity(data: bytes, path: str, vault: Vault) -> tuple[str | None, list[Problem]]:
    """The text of an encrypted identity and what is wrong with it; no text if no key opens it.

    Raises DataError if it holds a conflict of two branches.
    """
    secret = vault.secret(fields_of(path)["cohort"])
    text = secret.open(data) if secret else None
    if secret is None or text is None:
        if not is_armoured(data):
            return None, [file_problem(path, "not-encrypted")]
        return None, [file_problem(path, "identity-closed")] if secret else []
    if text.startswith("<<<<<<< ") or "\n<<<<<<< " in text:
        raise DataError([file_problem(path, "identity-conflict")])
    return text, [] if secret.is_present(data) else [file_problem(path, "identity-old-key")]


def join_applications(
    shelf: Shelf, config: ProgrammeConfig, vault: Vault, cohort: str
) -> Iterator[Problem]:
    """Put the edition's applications on its shelf; yields what is wrong with their two files."""
    secret, is_encrypted = vault.secret(cohort), vault.is_encrypted(cohort)
    unread = {stem for kind, stem in shelf.unread if kind == "application"}
    for stem in shelf.identities.keys() - shelf.applications.keys() - unread:
        shelf.unread.add(("identity", stem))
        path = f"{IDENTITIES}/{cohort}/{stem}.yaml.age"
        yield file_problem(shelf.identities[stem] or path, "identity-unused")
    for stem, document in shelf.applications.items():
        try:
            entry = _joined(shelf, stem, document, config)
        except DataError as error:
            shelf.unread.add(("application", stem))
            yield from error.problems
            continue
        shelf.entries["application"].append(entry)
        record, source = entry.record, entry.identity or document
        if is_encrypted and record.is_open and not is_sealed(source.path):
            yield file_problem(source, "identity-plain")
        elif secret and record.is_open and record.sealed != stand_ins(record, secret):
            yield file_problem(document.path, "sealed-differs")


def _joined(
    shelf: Shelf, stem: str, document: Document, config: ProgrammeConfig
) -> Entry[Application]:
    """The application; raises DataError, without a problem if its identity has one already."""
    identity = shelf.identities.get(stem)
    if identity is None and stem in shelf.identities:
        return _closed(document, config.vocabulary)
    if identity is None and ("identity", stem) in shelf.unread:
        raise DataError([])
    if identity is None and isinstance(document.value, dict) and not has_identity(document.value):
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
        require_valid("application", document, words)
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


def _closed(document: Document, words: Vocabulary) -> Entry[Application]:
    """The application whose identity no key opens; raises DataError if it is not valid."""
    value: Any = document.value
    problems = _readable(document, words)
    if not problems and "sealed" not in value:
        problems = [file_problem(document, "sealed-missing")]
    if problems:
        raise DataError(problems)
    return Entry(record=closed_application(value), document=document)


def _readable(document: Document, words: Vocabulary | None) -> list[Problem]:
    """What is wrong with an application's own file, which must not hold the identity."""
    value = document.value
    if not isinstance(value, dict) or not has_identity(value):
        return refusals(document, "readable", words)
    field = next(name for name in split(value)[1] if name not in {"id", "cohort"})
    return [file_problem(document, "identity-inline", at=(field,), at_key=True)]
