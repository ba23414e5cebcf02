"""Writes records: canonical text for a new file, a minimal edit to an existing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from mentoring.errors import DataError, MentoringError
from mentoring.files.atomic import content
from mentoring.files.changes import Changes, changed_meanwhile, plan
from mentoring.files.document import Document
from mentoring.files.text import LIMITS, decode
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.people.application import Application
from mentoring.schemas import validate
from mentoring.store.edition import Edition
from mentoring.store.identities import Plain, has_identity, split
from mentoring.store.record_kinds import Record, identity_path, kind_for, kind_of, path_of
from mentoring.store.serialize import to_plain

SCHEMAS = ".schemas"  # in data/, where `mentoring schemas` writes them


def changes(
    root: Path,
    records: Iterable[Record],
    *,
    edition: Edition | None = None,
    cohort: str | None = None,
    others: Mapping[str, bytes | None] = MappingProxyType({}),
) -> Changes:
    """Plan the changes that store these records in the repository; writes nothing.

    `edition` is what they were made from: a file that has changed since is not touched. Reviews do
    not name their edition, so `cohort` must. `others` are further files of the same change that
    are not records; None removes a file.

    Raises:
        MentoringError: if a file has changed since the edition was read.
        DataError: if a schema refuses a record.
    """
    read = None if edition is None else _documents(edition)
    files: dict[str, bytes | None] = {}
    for record in records:
        plain = to_plain(record)
        _require_valid(record, plain, path_of(record, cohort=cohort))
        for path, part in _parts(record, plain, cohort).items():
            files[path] = _bytes(root, path, part, read)
    return plan(root, {**others, **dict(sorted(files.items()))})


def texts_of(record: Record, *, cohort: str | None = None) -> dict[str, str]:
    """The canonical text of each of a new record's files, by path.

    The first line names the file's schema for editors.
    """
    parts = _parts(record, to_plain(record), cohort)
    return {path: _modeline(path) + dump(part) for path, part in parts.items()}


def in_two_files(path: str, data: bytes) -> dict[str, bytes]:
    """The files, by path, that an application's file becomes if it holds the identity, too.

    Raises DataError if the file is no YAML.
    """
    value = parse(data, path).value
    if not isinstance(value, dict) or not has_identity(value):
        return {path: data}
    readable, identity = split(value)
    beside = path.replace("/applications/", "/identities/", 1)
    text = edit(decode(data, path, LIMITS.size), readable)
    return {path: text.encode(), beside: (_modeline(beside) + dump(identity)).encode()}


def _parts(record: Record, plain: Plain, cohort: str | None) -> dict[str, Plain]:
    """What each of the record's files holds, by path."""
    path = path_of(record, cohort=cohort)
    if not isinstance(record, Application):
        return {path: plain}
    readable, identity = split(plain)
    return {path: readable, identity_path(record): identity}


def _modeline(path: str) -> str:
    kind = kind_of(path)
    if kind is None:
        raise ValueError(path)
    up = "../" * (path.count("/") - 1)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind.schema}.json\n"


def _documents(edition: Edition) -> dict[str, Document]:
    """Every file that the edition's records were read from, by path."""
    entries = edition.entries
    return {document.path: document for entry in entries for document in entry.documents}


def _require_valid(record: Record, plain: Plain, path: str) -> None:
    """Raise DataError if a schema refuses the record."""
    if violations := validate(kind_for(record).schema, plain):
        problems = [violation.problem(path) for violation in violations]
        raise DataError(problems, "Nothing was written, because the result would not be valid")


def _bytes(root: Path, path: str, plain: Plain, read: Mapping[str, Document] | None) -> bytes:
    present = content(root / path)
    text = None if present is None else decode(present, path, LIMITS.size)
    if read is not None and text != (read[path].text if path in read else None):
        raise MentoringError(changed_meanwhile(path))
    return (_modeline(path) + dump(plain) if text is None else edit(text, plain)).encode()
