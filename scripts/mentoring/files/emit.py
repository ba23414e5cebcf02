"""Writing plain data as YAML in one canonical way that every reader reads the same.

Block style, two spaces, keys as given, text of several lines as a literal block, lists of short
scalars in brackets. Whatever some YAML 1.1 or 1.2 reader would not take for text is quoted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.limits import LIMITS
from mentoring.files.scalars import reads_as_text
from mentoring.files.text import BIDI, CONTROL, SEPARATORS

WIDTH = 100
_LONGEST_KEY = 1000  # readers give up looking for the colon after 1,024 characters
_LARGEST_INTEGER = 10**18

_ESCAPED = re.compile(rf'["\\\t\n\r{CONTROL}{SEPARATORS}{BIDI}\ud800-\udfff]')
_NO_LITERAL = re.compile(
    rf"[ \n]|.*(?:[\t\r{CONTROL}{SEPARATORS}{BIDI}\ud800-\udfff]|\n\n\Z)", re.S
)
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(value: object) -> str:
    """The canonical YAML text of `value`: dict, list or tuple, str, int, float, bool or None.

    Raises MentoringError for what YAML cannot hold: other types, lone surrogates, infinities.
    """
    return "\n".join(node(value, 0, 0, compact=True)) + "\n"


def node(value: Any, column: int, used: int, *, compact: bool) -> list[str]:
    """The lines of a value: the first goes on after its key or dash, the others are whole.

    `column` is where the value's own entries stand, `used` how much of the first line is taken.
    `compact` lets a collection start on the line of its dash.
    """
    if isinstance(value, str):
        return _literal(value, column) if _fits_literal(value) and column else [scalar(value)]
    if not isinstance(value, Mapping | list | tuple):
        return [scalar(value)]
    if not value or _is_short(value):
        flat = flow(value)
        if not value or used + len(flat) <= WIDTH:
            return [flat]
    lines = entries(value, column)
    return [lines[0][column:], *lines[1:]] if compact else ["", *lines]


def entries(value: Any, column: int) -> list[str]:
    """The lines of a collection that is not empty, each entry at `column`."""
    if column > 2 * LIMITS.depth:
        raise MentoringError(f"data nested deeper than {LIMITS.depth} levels are not written")
    lines: list[str] = []
    for key, item in value.items() if isinstance(value, Mapping) else ((None, v) for v in value):
        lines += entry(key, item, column)
    return lines


def entry(key: object, value: object, column: int) -> list[str]:
    """The lines of one entry at `column`; `key` is None for an item of a list."""
    start = " " * column + ("-" if key is None else f"{_key(key)}:")
    first, *rest = node(value, column + 2, len(start) + 1, compact=key is None)
    return [f"{start} {first}" if first else start, *rest]


def flow(value: Any) -> str:
    """The value on one line, collections in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def scalar(value: object, *, flow: bool = False) -> str:
    """The value on one line; quoted unless every reader takes it for the same without quotes."""
    if isinstance(value, str):
        return value if reads_as_text(value, flow=flow) else f'"{_ESCAPED.sub(_escape, value)}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) < _LARGEST_INTEGER:
        return str(int(value))
    if isinstance(value, float) and math.isfinite(value):
        return _float(value)
    raise MentoringError(f"a value of type {type(value).__name__} cannot be written as YAML")


def _float(value: float) -> str:
    mantissa, mark, exponent = repr(value).partition("e")
    return (mantissa if "." in mantissa else f"{mantissa}.0") + mark + exponent


def _key(key: object, *, flow: bool = False) -> str:
    if not isinstance(key, str):
        raise MentoringError(f"a key of type {type(key).__name__} cannot be written as YAML")
    written = scalar(key, flow=flow)
    if len(written) > _LONGEST_KEY:
        raise MentoringError(f"a key of {len(key)} characters cannot be written as YAML")
    return written


def _is_short(value: Any) -> bool:
    """A list of scalars on one line each."""
    return not isinstance(value, Mapping) and not any(
        isinstance(item, Mapping | list | tuple) or (isinstance(item, str) and "\n" in item)
        for item in value
    )


def _fits_literal(text: str) -> bool:
    return "\n" in text and not _NO_LITERAL.match(text)


def _literal(text: str, column: int) -> list[str]:
    indent = " " * column
    header = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return [header, *(indent + line if line else "" for line in lines)]


def _escape(found: re.Match[str]) -> str:
    code = ord(character := found[0])
    if 0xD800 <= code <= 0xDFFF:
        raise MentoringError("text with a lone surrogate cannot be written as UTF-8")
    return _SHORT_ESCAPES.get(character) or (f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}")
