"""JSON in canonical form: compact for digests, indented for committed files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from mentoring.errors import MentoringError

WIDTH = 100
_SCALARS = {str, int, float, bool, type(None)}


def compact(value: object) -> bytes:
    """The canonical bytes of plain data: sorted keys, no space, UTF-8 without escapes.

    Follows RFC 8785 if the keys are ASCII and the numbers are integers below 2**53.
    Raises MentoringError for what JSON cannot hold.
    """
    _require_plain(value)
    return _encoded(_dumps(value, (",", ":")))


def digest(value: object) -> str:
    """The SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(compact(value)).hexdigest()


def indented(value: object) -> bytes:
    """The bytes of a file for people to read and Git to compare, with keys in the given order.

    A value that fits within 100 columns is on one line, as is any list of scalars, such as a row
    of a matrix. Raises MentoringError for what JSON cannot hold.
    """
    _require_plain(value)
    return _encoded(_indented(value, "", 0) + "\n")


def _indented(value: object, indent: str, used: int) -> str:
    """The text of a value whose line begins with `indent` and has `used` columns before it."""
    inner = indent + "  "
    if isinstance(value, Mapping):
        opening, closing = "{}"
        parts = [_entry(key, item, inner) for key, item in value.items()]
    elif isinstance(value, list | tuple) and not _is_row(value):
        opening, closing = "[]"
        parts = [_indented(item, inner, len(inner)) for item in value]
    else:
        return _dumps(value)
    flat = ", ".join(parts)
    if "\n" not in flat and used + len(flat) + len("{},") <= WIDTH:
        return f"{opening}{flat}{closing}"
    lines = f",\n{inner}".join(parts)
    return f"{opening}\n{inner}{lines}\n{indent}{closing}"


def _entry(key: object, value: object, indent: str) -> str:
    start = f"{_dumps(key)}: "
    return start + _indented(value, indent, len(indent) + len(start))


def _dumps(value: object, separators: tuple[str, str] = (", ", ": ")) -> str:
    try:
        return json.dumps(
            value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=separators
        )
    except (TypeError, ValueError) as error:
        raise MentoringError(f"this cannot be written as JSON: {error}") from error


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        message = "text with half a surrogate pair cannot be written as UTF-8"
        raise MentoringError(message) from None


def _require_plain(value: object) -> None:
    """Refuse what the json module would write with a loss: keys that are not strings."""
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise MentoringError("a key that is no text cannot be written as JSON")
        for item in value.values():
            _require_plain(item)
    elif isinstance(value, list | tuple) and not _is_row(value):
        for item in value:
            _require_plain(item)


def _is_row(value: list[object] | tuple[object, ...]) -> bool:
    """Whether a list holds only scalars; fast, as rows may be many and long."""
    return set(map(type, value)) <= _SCALARS
