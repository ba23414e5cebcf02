"""Redaction of records: every entry about the subject is removed."""

from __future__ import annotations

from typing import Any

from mentoring.errors import DataError
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.parse import parse
from mentoring.operations.erasure.pairs import redacted
from mentoring.operations.erasure.subject import Subject
from mentoring.store.record_kinds import kind_of

_REQUIRED = frozenset({"members"})


def without(text: str, path: str, subject: Subject) -> str | None:
    """The YAML text of a record without the subject; None if it cannot be read.

    Comments and order are kept. Free text is not searched here.
    """
    try:
        value: Any = parse(text.encode(), path).value
        if not isinstance(value, dict):
            return None
        return edit(text, _record(value, path, subject))
    except (DataError, UnicodeEncodeError, AttributeError, TypeError):
        return None


def _record(value: dict[str, Any], path: str, subject: Subject) -> Any:  # noqa: ANN401 (plain data)
    kind = kind_of(path)
    if kind and kind.name == "pair":
        return redacted(value, subject.tombstones)
    if kind and kind.name == "review" and _is(value.get("reviewer"), subject):
        return {key: one for key, one in value.items() if key != "note"}
    return _kept(value, subject)


def _kept(value: Any, subject: Subject) -> Any:  # noqa: ANN401 (plain data of any shape)
    """The value without list items and keys that belong to the subject or name them directly.

    An entry that has the id as a value of its own, such as a decision, a wish for a profile or a
    line of the roster, is about the subject as a whole. Lists left empty are removed too.
    """
    if isinstance(value, dict):
        kept = {key: _kept(one, subject) for key, one in value.items() if not _is(key, subject)}
        return {key: one for key, one in kept.items() if one != [] or key in _REQUIRED}
    if isinstance(value, list):
        return [_kept(one, subject) for one in value if not _about(one, subject)]
    return value


def _about(item: Any, subject: Subject) -> bool:  # noqa: ANN401 (plain data of any shape)
    values = item.values() if isinstance(item, dict) else [item]
    return any(_is(value, subject) for value in values)


def _is(value: Any, subject: Subject) -> bool:  # noqa: ANN401 (plain data of any shape)
    return isinstance(value, str) and subject.certain.whole(value)
