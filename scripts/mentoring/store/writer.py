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
from mentoring.problems import Problem, pointer
from mentoring.schemas import validate
from mentoring.store.edition import Edition
from mentoring.store.record_kinds import Record, kind_for, path_of
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
    read = None if edition is None else {entry.path: entry.document for entry in edition.entries}
    placed = ((path_of(record, cohort=cohort), record) for record in records)
    files = {path: _bytes(root, path, record, read) for path, record in placed}
    return plan(root, {**others, **dict(sorted(files.items()))})


def text_of(record: Record, path: str) -> str:
    """The canonical text of a new file, with the line that names its schema for editors."""
    up = "../" * (path.count("/") - 1)
    modeline = f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind_for(record).schema}.json\n"
    return modeline + dump(to_plain(record))


def _bytes(root: Path, path: str, record: Record, read: Mapping[str, Document] | None) -> bytes:
    plain = to_plain(record)
    if violations := validate(kind_for(record).schema, plain):
        raise DataError(
            [
                Problem(
                    path=path,
                    pointer=pointer(*violation.steps),
                    code=violation.code,
                    message=violation.message,
                    hint=violation.hint,
                )
                for violation in violations
            ],
            "Nothing was written, for the result would not be valid",
        )
    present = content(root / path)
    text = None if present is None else decode(present, path, LIMITS.size)
    if read is not None and text != (read[path].text if path in read else None):
        raise MentoringError(changed_meanwhile(path))
    return (text_of(record, path) if text is None else edit(text, plain)).encode()
