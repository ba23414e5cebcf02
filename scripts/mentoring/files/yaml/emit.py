"""Writes plain data as canonical YAML that every reader reads the same way.

Block style, two spaces, keys as given; text of several lines as a literal block; a list of short
scalars in brackets. Text that some YAML 1.1 or 1.2 reader takes for another type is quoted.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from mentoring.errors import MentoringError
from mentoring.files.text import MOST_LEVELS, VISIBLE

WIDTH = 100
INDENT = 2
_LARGEST_INTEGER = 10**18 - 1
_LONGEST_KEY = 1000  # readers stop looking for a key's colon after 1,024 characters

_ESCAPED = re.compile(rf'["\\]|[^{VISIBLE}]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Two lines or more, the first neither blank nor indented, with at most one line feed at the end.
_LITERAL = re.compile(rf"(?! )[{VISIBLE}]+\n(?:[\n{VISIBLE}]*[{VISIBLE}]\n?)?")
# Everything that some YAML 1.1 or 1.2 reader takes for a boolean, null, a number or a date.
_ELSEWHERE = re.compile(r"(?i:y|yes|n|no|on|off|true|false|null)|[0-9][0-9a-fA-F_xXoO.,:+\-TtZz ]*")
_NEITHER = VISIBLE.replace(" -~", ' !"$-9;-~')  # neither colon nor number sign
# A letter or digit; then no ": ", no " #", neither colon nor space at the end.
_PLAIN = re.compile(rf"\w(?:[{_NEITHER}]+|:(?! |\Z)|(?<! )#)*+(?<! )")
_IN_FLOW = frozenset(",[]{}?")  # PyYAML takes a question mark for a key indicator


def dump(value: object) -> str:
    """The canonical YAML text of plain data (dict, list, tuple and scalars).

    Raises MentoringError for what YAML cannot hold: other types, lone surrogates, infinities.
    """
    _require_depth(value, MOST_LEVELS)
    return "\n".join(node(value, 0, 0, compact=True)) + "\n"


def node(value: object, column: int, used: int, *, compact: bool, blocks: bool = True) -> list[str]:
    """The lines of a value: the first continues after its key or dash, the others are whole.

    Its content is indented by `column`, and `used` columns of the first line are taken. `compact`
    lets a collection begin on that line, as after a dash; without `blocks`, texts are in quotes.
    """
    if isinstance(value, str) and column and blocks and _LITERAL.fullmatch(value):
        lines = value.removesuffix("\n").split("\n")
        header = "|" if value.endswith("\n") else "|-"
        return [header, *(line and " " * column + line for line in lines)]
    if not isinstance(value, dict | list | tuple):
        return [scalar(value)]
    if _is_flat(value):
        flat = flow(value)
        if not value or used + len(flat) <= WIDTH:
            return [flat]
    lines = [line for key, item in pairs(value) for line in entry(key, item, column, blocks=blocks)]
    return [lines[0][column:], *lines[1:]] if compact else ["", *lines]


def entry(key: object, value: object, column: int, *, blocks: bool = True) -> list[str]:
    """The lines of one entry at `column`; the key None means an item of a list."""
    start = " " * column + ("-" if key is None else f"{_key(key)}:")
    first, *rest = node(value, column + INDENT, len(start) + 1, compact=key is None, blocks=blocks)
    return [f"{start} {first}" if first else start, *rest]


def flow(value: object) -> str:
    """The value on one line, collections in brackets."""
    if not isinstance(value, dict | list | tuple):
        return scalar(value, in_flow=True)
    inside = ", ".join(flow_entry(*entry) for entry in pairs(value))
    return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"


def flow_entry(key: object, value: object) -> str:
    """One entry on one line; the key None means an item of a list."""
    return flow(value) if key is None else f"{_key(key, in_flow=True)}: {flow(value)}"


def scalar(value: object, *, in_flow: bool = False) -> str:
    """The value on one line; quoted unless every reader reads it the same without quotes."""
    if isinstance(value, str):
        plain = reads_as_text(value, in_flow=in_flow)
        return str(value) if plain else f'"{_ESCAPED.sub(_escape, value)}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) <= _LARGEST_INTEGER:
        return str(int(value))
    if isinstance(value, float) and math.isfinite(value):
        mantissa, mark, exponent = repr(value).partition("e")  # YAML 1.1 requires the point
        return (mantissa if "." in mantissa else f"{mantissa}.0") + mark + exponent
    raise MentoringError(f"YAML cannot hold this {type(value).__name__} so that all read the same")


def reads_as_text(text: str, *, in_flow: bool) -> bool:
    """Whether all readers read `text` without quotes as this text; `in_flow`: inside brackets."""
    if not _PLAIN.fullmatch(text) or _ELSEWHERE.fullmatch(text):
        return False
    return not in_flow or _IN_FLOW.isdisjoint(text)


def _require_depth(value: object, levels: int) -> None:
    if isinstance(value, dict | list | tuple):
        if not levels:
            raise MentoringError(f"data nested deeper than {MOST_LEVELS} levels are not written")
        for _, item in pairs(value):
            _require_depth(item, levels - 1)


def pairs(value: object) -> Iterable[tuple[object, object]]:
    """A collection's keys and values; the key of an item is None."""
    if isinstance(value, dict):
        return value.items()
    return ((None, item) for item in cast("list[object]", value))


def _is_flat(value: dict[object, object] | list[object] | tuple[object, ...]) -> bool:
    """Empty, or a list of scalars on one line each."""
    if isinstance(value, dict):
        return not value
    return not any(isinstance(item, dict | list | tuple) or "\n" in str(item) for item in value)


@lru_cache(maxsize=1024)  # records share their keys
def _key(key: object, *, in_flow: bool = False) -> str:
    if not isinstance(key, str):
        raise MentoringError(f"a key of type {type(key).__name__} cannot be written")
    written = scalar(key, in_flow=in_flow)
    if len(written) > _LONGEST_KEY:
        raise MentoringError(f"a key of more than {_LONGEST_KEY} characters cannot be written")
    return written


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable() or not "\ud800" <= character <= "\udfff":
        return f"\\u{ord(character):04X}"
    raise MentoringError("text with half a surrogate pair cannot be written as UTF-8")
