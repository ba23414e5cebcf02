"""Puts an application together with its identity, which is a file of its own, and apart again.

The identity file holds the person, the institutes as typed and every free text. It repeats the
application's shape, so that a place in the record is the same place in its file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from mentoring import schemas
from mentoring.errors import DataError, NeedsKeyError
from mentoring.files.document import Document
from mentoring.keys.secret import HIDDEN, Secret
from mentoring.people.application import Application, Person, Sealed
from mentoring.problems import Problem
from mentoring.programme.config import ProgrammeConfig, Vocabulary
from mentoring.schemas.library import IDENTITY
from mentoring.store.entry import Entry, file_problem, from_plain, read_record, refusals, refused
from mentoring.store.record_kinds import is_sealed
from mentoring.store.vault import IDENTITIES, Vault

Plain = dict[str, Any]
_SHARED = ("id", "cohort")


def split(application: Mapping[str, Any]) -> tuple[Plain, Plain]:
    """The readable part of an application and its identity, both as plain data."""
    readable = {key: value for key, value in application.items() if key not in IDENTITY}
    identity = {key: application[key] for key in (*_SHARED, *IDENTITY) if key in application}
    if isinstance(profile := readable.get("profile"), dict) and "text" in profile:
        readable["profile"] = _without(profile, "text")
        identity["profile"] = {"text": profile["text"]}
    ranked = _ranked(readable)
    if reasons := [wish for wish in ranked if isinstance(wish, dict) and "reason" in wish]:
        mentors = [_without(wish, "reason") for wish in ranked]
        readable["preferences"] = {**readable["preferences"], "mentors": mentors}
        identity["preferences"] = {"mentors": reasons}
    return readable, identity


def join(readable: Mapping[str, Any], identity: Mapping[str, Any]) -> tuple[Plain, Collection[int]]:
    """The application that the two parts make; both are as their schemas accept them.

    Also returns the numbers of the reasons for profiles that the application does not rank.
    """
    whole = {**readable, **{key: identity[key] for key in IDENTITY if key in identity}}
    if "profile" in identity:
        whole["profile"] = {**readable.get("profile", {}), **identity["profile"]}
    waiting, mentors = dict(enumerate(_ranked(identity))), []
    for wish in _ranked(readable):
        numbers = (n for n, reason in waiting.items() if reason["profile"] == wish["profile"])
        reason = waiting.pop(next(numbers, -1), {})
        mentors.append({**wish, **reason})
    if mentors:
        whole["preferences"] = {**readable["preferences"], "mentors": mentors}
    return whole, waiting.keys()


def identity_fields(application: Mapping[str, Any]) -> list[str]:
    """The fields of the identity that an application's file holds itself, as in earlier layouts."""
    return [name for name in split(application)[1] if name not in _SHARED]


def _ranked(part: Mapping[str, Any]) -> list[Any]:
    """The ranked profiles of one part, as far as it has the shape of an application."""
    wishes = part.get("preferences")
    ranked = wishes.get("mentors") if isinstance(wishes, dict) else None
    return ranked if isinstance(ranked, list) else []


def _without(block: Any, name: str) -> Any:  # noqa: ANN401 (plain data)
    if not isinstance(block, dict):
        return block
    return {key: value for key, value in block.items() if key != name}


def stand_ins(person: Application, secret: Secret) -> Sealed:
    """What stays readable of the identity."""
    tags = tuple(dict.fromkeys(map(secret.tag, person.institutes)))
    return Sealed(institutes=tags, unresolved=person.unresolved, invented=person.is_invented)


class ClosedPerson(Person):
    """The person of an application that no key at hand opens: every field raises NeedsKeyError."""

    __slots__ = ("cohort",)
    is_open = False

    def __init__(self, cohort: str) -> None:
        object.__setattr__(self, "cohort", cohort)

    def __getattr__(self, name: str) -> NoReturn:
        raise NeedsKeyError(self.cohort)

    __eq__, __hash__, __repr__ = object.__eq__, object.__hash__, object.__repr__


@dataclass(slots=True)
class Shelf:
    """The entries of one edition, by kind, and the kind and stem of each unreadable file.

    `documents` are the two of each application, by kind and stem; None for an identity that no key
    opens.
    """

    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    unread: set[tuple[str, str]] = field(default_factory=set)
    documents: dict[tuple[str, str], Document | None] = field(default_factory=dict)


def join_applications(
    shelf: Shelf, config: ProgrammeConfig, vault: Vault, cohort: str
) -> Iterator[Problem]:
    """Put the edition's applications on its shelf; yields what is wrong with their two files."""
    known = shelf.documents.keys() | shelf.unread
    for (kind, stem), document in shelf.documents.items():
        if kind == "application" and document:
            try:
                entry = _joined(shelf, stem, document, config)
            except DataError as error:
                shelf.unread.add((kind, stem))
                yield from error.problems
            else:
                shelf.entries[kind].append(entry)
                yield from _wrong_sealing(entry, vault, cohort)
        elif ("application", stem) not in known:
            shelf.unread.add((kind, stem))
            path = f"{IDENTITIES}/{cohort}/{stem}.yaml.age"
            yield file_problem(document or path, "identity-unused")


def _joined(
    shelf: Shelf, stem: str, document: Document, config: ProgrammeConfig
) -> Entry[Application]:
    """The application; raises DataError, without a problem if its identity has one already."""
    key = "identity", stem
    identity = shelf.documents.get(key)
    if identity is None:
        if key in shelf.documents:
            return _closed(document, config.vocabulary)
        if key in shelf.unread:
            raise DataError([])
        if isinstance(document.value, dict) and not identity_fields(document.value):
            raise DataError([file_problem(document, "identity-missing")])
    return read_application(document, identity, config)


def _wrong_sealing(entry: Entry[Application], vault: Vault, cohort: str) -> Iterator[Problem]:
    """What of an application's two files is not encrypted, or readable, as the keys say."""
    record, source, secret = entry.record, entry.identity or entry.document, vault.secret(cohort)
    if record.is_open and vault.is_encrypted(cohort) and not is_sealed(source.path):
        yield file_problem(source, "identity-plain")
    elif secret and record.is_open and record.sealed != stand_ins(record, secret):
        yield file_problem(entry.path, "sealed-differs")


def read_application(
    document: Document, identity: Document | None, config: ProgrammeConfig | None = None
) -> Entry[Application]:
    """The application in its two files, or in one of an earlier layout; DataError if not valid."""
    words = config.vocabulary if config else None
    if identity is None:
        record = read_record(document, "application", Application, words)
        return Entry(record=record, document=document)
    if problems := [*_readable(document, words), *refusals(identity, "identity", words)]:
        raise DataError(problems)
    readable: Any = document.value
    secret: Any = identity.value
    whole, unused = join(readable, secret)
    problems = [
        file_problem(identity, "reason-unused", at=("preferences", "mentors", number))
        for number in unused
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
    """The application whose identity no key opens: institutes are tags, texts placeholders."""
    value: Any = document.value
    if problems := _readable(document, words):
        raise DataError(problems)
    if "sealed" not in value:
        raise DataError([file_problem(document, "sealed-missing")])
    first, *others = value["sealed"]["institutes"]
    known = {**value, "person": {"name": HIDDEN, "email": HIDDEN}}
    known |= {"institute": first, "other_institutes": others}
    if "profile" in value:
        known["profile"] = {**value["profile"], "text": HIDDEN}
    record = replace(from_plain(known, Application), person=ClosedPerson(value["cohort"]))
    return Entry(record=record, document=document)


def _readable(document: Document, words: Vocabulary | None) -> list[Problem]:
    """What is wrong with an application's own file, which must not hold the identity."""
    value = document.value
    if isinstance(value, dict) and (inline := identity_fields(value)):
        return [file_problem(document, "identity-inline", at=(inline[0],), at_key=True)]
    return refusals(document, "readable", words)
