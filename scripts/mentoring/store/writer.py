"""Writes records: canonical text for a new file, the smallest edit to one that is there."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mentoring.files.changes import plan
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.store.record_kinds import kind_for, path_of
from mentoring.store.serialize import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mentoring.files.changes import Changes
    from mentoring.store.record_kinds import Record

SCHEMAS = "scripts/mentoring/schemas"


def changes(
    root: Path,
    records: Iterable[Record],
    *,
    cohort: str | None = None,
    others: Mapping[str, bytes | None] = MappingProxyType({}),
) -> Changes:
    """The changes after which the repository holds these records; writes nothing.

    A review does not name its edition: `cohort` does. `others` are files that are no records and
    belong to the same work, or (as None) files that are to go.
    """
    placed = ((path_of(one, cohort=cohort), one) for one in records)
    files = {path: _bytes(root, path, one) for path, one in placed}
    return plan(root, {**others, **dict(sorted(files.items()))})


def text_of(record: Record, path: str) -> str:
    """The canonical text of a new file, with the line that tells editors its schema."""
    up = "../" * path.count("/")
    modeline = f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind_for(record).schema}.json\n"
    return modeline + dump(to_plain(record))


def _bytes(root: Path, path: str, record: Record) -> bytes:
    if not (root / path).exists():
        return text_of(record, path).encode()
    document = parse((root / path).read_bytes(), path)
    return edit(document.text, to_plain(record)).encode()
