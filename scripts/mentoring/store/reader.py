"""Reads all records of the repository and collects every problem."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.files.text import Position
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.keys.age import is_armoured
from mentoring.people.application import Application
from mentoring.problems import Problem, Severity
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig, Vocabulary
from mentoring.schemas import Violation
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, problem_in
from mentoring.store.identities import has_identity, join, split, unused_reasons
from mentoring.store.programme import NO_FILE, Programme
from mentoring.store.record_kinds import DATA, Kind, fields_of, is_sealed, kind_of
from mentoring.store.sealed import faults, has_sealed, opened, sealed_application, stand_ins
from mentoring.store.serialize import from_plain, to_plain
from mentoring.store.vault import CONFIG, FOLDER, Vault, vault_of

# Files beside the records: sealed matches, the programme's own texts, notes for readers.
_BESIDE = re.compile(
    r"data/(?:institutes\.yaml(?:\.age)?|matches/[^/.]+/[^/.]+/(?:instance|proof)\.json|mappings/[^/]+\.yaml"
    r"|templates/(?:letters/)?[^/]+\.(?:j2|typ)|templates/fonts/[^/]+|\.schemas/[^/]+\.json"
    r"|(?:[^/.]+/)*README\.md|(?:[^/.]+/)*\.gitkeep)"
)
NO_CONFIG = "programme-missing"
REGISTER = "data/institutes.yaml"
_FROM_THE_HISTORY = "Bring it back from the history."
_KEY_PROBLEMS = {
    "identity-closed": ("the edition's key does not open this identity", _FROM_THE_HISTORY),
    "identity-old-key": (
        "this identity is encrypted with an earlier key of the edition, which a former steward has",
        "",
    ),
    "keys-differ": (
        "this names other public keys than those that the edition's key was encrypted for",
        _FROM_THE_HISTORY,
    ),
    "sealed-differs": ("what is readable of the identity does not agree with it", ""),
    "text-closed": ("the edition's key does not open a text in this record", _FROM_THE_HISTORY),
    "text-old-key": ("a text in this record is not encrypted with the edition's present key", ""),
    "text-plain": ("a text in this record is not encrypted, and the edition's texts are", ""),
}
"""Messages, by code, about what an edition's key opens; and their cure, if not `keys init`."""


@dataclass(slots=True)
class _Shelf:
    """The entries of one edition, by kind, and its files that cannot be read.

    `parts` are the documents of applications and of identities, by id.
    """

    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    unread: set[tuple[str, str]] = field(default_factory=set)
    parts: dict[str, dict[str, Document]] = field(default_factory=lambda: defaultdict(dict))
    closed: dict[str, str] = field(default_factory=dict)
    """The paths of identities that no key at hand opens, by id."""


def load(root: Path, watched: Callable[[Sequence[str]], Iterable[str]] = iter) -> Programme:
    """Load everything under `data/`. Bad files become problems of the programme, never errors.

    The paths of all files pass through `watched`, one by one, as they are read.

    Raises:
        DataError: if the programme's own file is missing or wrong, as it holds the vocabulary
            that every other file is checked against.
    """
    tree = Tree(root)
    listing = tree.list(DATA, hidden=True)
    problems = list(listing.problems)
    stated = load_config(root)
    shelves: dict[str, _Shelf] = defaultdict(_Shelf)
    records = [path for path in listing.files if not _stands_beside(path)]
    vault = vault_of(root)
    for path in watched(records):
        kind = None if _is_hidden(path) else kind_of(path)
        if path == CONFIG:
            continue
        if kind is None:
            problems.append(_stray(path))
        else:
            problems += _read(tree, path, kind, shelves, stated.record, vault)
    for cohort, shelf in shelves.items():
        problems += _join(shelf, stated.record, vault, cohort)
    problems += _of_key_files(vault, listing.files)
    problems += [
        _without_key_file(cohort)
        for cohort in vault.without_keys
        if f"{FOLDER}/{cohort}.yaml" not in records
    ]
    editions = {
        name: _edition(shelf, vault)
        for name, shelf in sorted(shelves.items())
        if shelf.entries["cohort"]
    }
    problems += _without_cohort(shelves, records)
    return Programme(
        root=root,
        stated=stated,
        editions=editions,
        problems=tuple(sorted(problems)),
        files=len(records),
    )


def load_config(root: Path) -> Entry[ProgrammeConfig]:
    """The programme's own file. Raises DataError if it is missing or wrong."""
    tree = Tree(root)
    kind = kind_of(CONFIG)
    if kind is None or not (root / CONFIG).is_file():
        raise DataError([_without_config()])
    return read_record(parse(tree.read(CONFIG), CONFIG), kind)


def read_record(
    document: Document, kind: Kind, config: ProgrammeConfig | None = None
) -> Entry[Any]:
    """The record in a document; raises DataError with everything the schema refuses.

    Vocabulary terms must be those of `config`; a cohort keeps a reference to it.
    """
    words = config.vocabulary if config else None
    require_valid(kind.schema, document, words)
    plain = document.value
    if kind.record is Cohort and isinstance(plain, dict):
        plain = {**plain, "config": to_plain(config)}
    return Entry(record=from_plain(plain, kind.record), document=document)


def require_valid(schema: str, document: Document, words: Vocabulary | None = None) -> None:
    """Raise DataError with everything that a schema refuses in a document."""
    violations = schemas.validate(schema, document.value, words)
    if violations:
        raise DataError([_refused(document, violation) for violation in violations])


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
    readable, secret = document.value, identity.value
    problems = _refusals(document, "readable", words) + _refusals(identity, "identity", words)
    if isinstance(readable, dict) and isinstance(secret, dict) and not problems:
        problems = [
            problem_in(
                identity,
                "reason-unused",
                "a reason for a profile that the application does not rank",
                "Add the profile to `preferences` in the application, or remove the reason.",
                at=("preferences", "mentors", number),
            )
            for number in unused_reasons(readable, secret)
        ]
        whole = join(readable, secret)
        problems += [
            _refused(identity, violation)
            for violation in schemas.validate("application", whole, words)
            if (violation.steps, violation.code) != (("profile",), "schema-required")
            or "text" not in whole["profile"]
        ]  # the profile's code belongs in the application, which is valid by itself
        if not problems:
            record = from_plain(whole, Application)
            return Entry(record=record, document=document, identity=identity)
    raise DataError(problems)


def _refusals(document: Document, schema: str, words: Vocabulary | None) -> list[Problem]:
    inline = schema == "readable" and isinstance(document.value, dict)
    if inline and has_identity(document.value):  # type: ignore[arg-type]
        return [_inline(document)]
    found = schemas.validate(schema, document.value, words)
    return [_refused(document, violation) for violation in found]


def _refused(document: Document, violation: Violation) -> Problem:
    return problem_in(
        document,
        violation.code,
        violation.message,
        violation.hint,
        at=violation.steps,
        at_key=violation.at_key,
    )


def _inline(document: Document) -> Problem:
    """The problem that an application's file holds what its identity file should hold."""
    assert isinstance(document.value, dict)  # noqa: S101 (the caller asked)
    fields = split(document.value)[1]
    field = next(name for name in fields if name not in {"id", "cohort"})
    return problem_in(
        document,
        "identity-inline",
        "this belongs in the identity file, which exists",
        "Move it into data/identities/, or delete it here if it is there already.",
        at=(field,),
        at_key=True,
    )


def _without_config() -> Problem:
    return Problem(
        path=CONFIG,
        code=NO_CONFIG,
        message="the file that says what this programme is, and its words, is missing",
        hint="`mentoring migrate` writes it from the editions that are here.",
    )


def _stands_beside(path: str) -> bool:
    """Whether the file belongs below `data/` but is not a record."""
    return _BESIDE.fullmatch(path) is not None


def _is_hidden(path: str) -> bool:
    return "/." in path or path.endswith("~")


def _read(
    tree: Tree,
    path: str,
    kind: Kind,
    shelves: dict[str, _Shelf],
    config: ProgrammeConfig,
    vault: Vault,
) -> Sequence[Problem]:
    """Add the file's record to its edition's shelf, or its problems to the list.

    The two parts of an application are put together later.
    """
    cohort, stem = fields_of(path)["cohort"], PurePath(path).name.partition(".")[0]
    shelf = shelves[cohort]
    problems: list[Problem] = []
    try:
        data = tree.read(path)
        if kind.name == "sealed-identity":
            secret = vault.secret(cohort)
            text = secret.open(data) if secret else None
            if text is None:
                shelf.closed[stem] = path
                if not is_armoured(data):
                    return [_not_armoured(path)]
                return [_of_the_key("identity-closed", path)] if secret else []
            if secret and not secret.is_present(data):
                problems.append(_of_the_key("identity-old-key", path))
            data = text.encode()
        document = parse(data, path)
        if kind.name in {"application", "identity", "sealed-identity"}:
            part = "application" if kind.name == "application" else "identity"
            if stem in shelf.parts[part]:
                return [_twice(document)]
            shelf.parts[part][stem] = document
            return problems
        secret = vault.secret(cohort)
        if cohort in vault.editions and vault.editions[cohort].wrapped:
            found = faults(document.value, kind.name, secret)
            problems += [_of_the_key(fault, path) for fault in sorted(found)]
        if "age:" in document.text and has_sealed(document.value, kind.name):
            value = opened(document.value, kind.name, secret)
            document = replace(document, value=value)
        entry = read_record(document, kind, config)
    except DataError as error:
        name = "identity" if kind.name == "sealed-identity" else kind.name
        shelf.unread.add((name, stem))
        return error.problems
    shelf.entries[kind.name].append(entry)
    return problems


def _join(shelf: _Shelf, config: ProgrammeConfig, vault: Vault, cohort: str) -> Iterator[Problem]:
    """Put each application together with its identity; yields what is wrong with the two."""
    applications, identities = shelf.parts["application"], shelf.parts["identity"]
    for stem, document in applications.items():
        identity = identities.get(stem)
        try:
            entry = _joined(shelf, stem, document, identity, config)
        except DataError as error:
            shelf.unread.add(("application", stem))
            yield from error.problems
            continue
        shelf.entries["application"] += [entry] if entry else []
        source, secret = identity or document, vault.secret(cohort)
        if not entry or not entry.record.is_open or not vault.is_encrypted(cohort):
            continue
        if not is_sealed(source.path):
            yield _plain(source)
        elif secret and entry.record.sealed != stand_ins(entry.record, secret):
            yield _of_the_key("sealed-differs", document.path)
    there = applications.keys() | {stem for kind, stem in shelf.unread if kind == "application"}
    yield from (_without_application(shelf.closed[stem]) for stem in shelf.closed.keys() - there)
    for stem in sorted(identities.keys() - there):
        shelf.unread.add(("identity", stem))
        yield _without_application(identities[stem].path, identities[stem].locate())


def _joined(
    shelf: _Shelf,
    stem: str,
    document: Document,
    identity: Document | None,
    config: ProgrammeConfig,
) -> Entry[Application] | None:
    """The application; None if its identity cannot be read, which is a problem of that file."""
    if identity is None and stem in shelf.closed:
        return _closed(document, config)
    if identity is None and ("identity", stem) in shelf.unread:
        shelf.unread.add(("application", stem))
        return None
    if identity is None and not _is_whole(document):
        raise DataError([_without_identity(document)])
    return read_application(document, identity, config)


def _is_whole(document: Document) -> bool:
    """Whether an application's file holds the identity, too; True if it is not a record at all."""
    return not isinstance(document.value, dict) or has_identity(document.value)


def _closed(document: Document, config: ProgrammeConfig) -> Entry[Application]:
    """The application whose identity no key opens; raises DataError if it is not valid."""
    problems = _refusals(document, "readable", config.vocabulary)
    value = document.value
    if not problems and isinstance(value, dict) and "sealed" not in value:
        problems = [
            problem_in(
                document,
                "sealed-missing",
                "`sealed` is missing, which says what the encrypted identity leaves readable",
                f"A steward with a key runs `mentoring keys init {value['cohort']}`.",
            )
        ]
    if problems or not isinstance(value, dict):
        raise DataError(problems)
    return Entry(record=sealed_application(value), document=document)


def _plain(document: Document) -> Problem:
    return problem_in(
        document,
        "identity-plain",
        "this identity is in plain text, and the edition's are encrypted",
        f"Run `mentoring keys init {fields_of(document.path)['cohort']}`: it encrypts what is not.",
    )


def _twice(identity: Document) -> Problem:
    return Problem(
        path=identity.path,
        code="identity-twice",
        message="this identity exists twice: encrypted, and in plain text",
        hint="Compare the two (`mentoring keys show PATH`), and delete one.",
    )


def _not_armoured(path: str) -> Problem:
    return Problem(
        path=path,
        code="not-encrypted",
        message="this file was not encrypted by age",
        hint=_FROM_THE_HISTORY,
    )


def _of_the_key(code: str, path: str) -> Problem:
    """A problem with what the edition's key opens, or should have encrypted."""
    message, cure = _KEY_PROBLEMS[code]
    cohort = fields_of(path)["cohort"]
    again = f"Run `mentoring keys init {cohort}`: it encrypts this again."
    return Problem(path=path, code=code, message=message, hint=cure or again)


def _of_key_files(vault: Vault, files: Collection[str]) -> Iterator[Problem]:
    """Key files that were changed by hand, and a register of institutes in plain text."""
    for cohort, keys in vault.editions.items():
        secret = vault.secret(cohort)
        if secret and not secret.is_of(keys):
            yield _of_the_key("keys-differ", f"{FOLDER}/{cohort}.yaml")
    if vault.recipients and REGISTER in files:
        yield Problem(
            path=REGISTER,
            code="register-plain",
            message="the register of institutes is in plain text, and names are encrypted",
            hint="Run `mentoring keys init` for the latest edition: it encrypts the register.",
        )


def _without_key_file(cohort: str) -> Problem:
    return Problem(
        path=f"{FOLDER}/{cohort}.yaml",
        code="keys-missing",
        message="the edition's identities are encrypted, and the file of its keys is missing",
        hint="Bring it back from the history: without it no steward can read a name.",
    )


def _without_identity(document: Document) -> Problem:
    return problem_in(
        document,
        "identity-missing",
        "the person's identity, the file of this name in data/identities/, is missing",
        "Bring it back from the history, or delete this file, too.",
    )


def _without_application(path: str, place: Position | None = None) -> Problem:
    return Problem(
        path=path,
        line=place.line if place else 0,
        column=place.column if place else 0,
        code="identity-unused",
        message="the person's application, the file of this name in data/applications/, is missing",
        hint="Bring it back from the history, or delete this file, too.",
    )


def _stray(path: str) -> Problem:
    if _is_hidden(path):
        return Problem(
            path=path,
            code="hidden-file",
            message="a hidden file, such as an editor's copy of a record",
            hint="Close the editor, then delete it: it can hold what the record no longer says.",
            severity=Severity.WARNING,
        )
    return Problem(
        path=path,
        code="stray-file",
        message="no record belongs at this place",
        hint="Move it to where its kind belongs (see data/README.md), or delete it.",
    )


def _without_cohort(shelves: dict[str, _Shelf], files: Collection[str]) -> Iterator[Problem]:
    """A problem for each edition with records but no cohort file: perhaps a misspelt folder."""
    for cohort, shelf in sorted(shelves.items()):
        path = f"data/cohorts/{cohort}.yaml"
        if path not in files:
            count = sum(len(entries) for entries in shelf.entries.values()) + len(shelf.unread)
            yield Problem(
                path=path,
                code=NO_FILE,
                message=f"records of an edition that has no file: {count}",
                hint="Write the edition's file, or correct the name of the records' folders.",
            )


def _edition(shelf: _Shelf, vault: Vault) -> Edition:
    kinds = shelf.entries
    name = kinds["cohort"][0].record.cohort
    return Edition(
        is_open=not vault.is_encrypted(name) or vault.secret(name) is not None,
        cohort=kinds["cohort"][0],
        roster=next(iter(kinds["roster"]), None),
        applications=tuple(kinds["application"]),
        reviews=tuple(kinds["review"]),
        decisions=next(iter(kinds["decisions"]), None),
        pairs=tuple(kinds["pair"]),
        voices=tuple(kinds["voice"]),
        sent=tuple(kinds["sent"]),
        released=tuple(kinds["released"]),
        erased=tuple(kinds["erased"]),
        audited=tuple(kinds["audited"]),
        frozen=next(iter(kinds["frozen"]), None),
        draw_key=next(iter(kinds["draw-key"]), None),
        keys=next(iter(kinds["keys"]), None),
        unread=frozenset(shelf.unread),
    )
