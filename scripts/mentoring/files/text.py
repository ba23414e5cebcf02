"""The characters of a file: strict UTF-8, and nothing that a reader cannot see."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from mentoring.errors import DataError
from mentoring.problems import Problem

BIDI = "\u202a-\u202e\u2066-\u2069"  # Unicode TR 9: embeddings, overrides and isolates
SEPARATORS = "\x85\u2028\u2029"  # line breaks in YAML 1.1, text in YAML 1.2
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff"

_REFUSED = re.compile(rf"[\t{CONTROL}{SEPARATORS}{BIDI}]|\r(?!\n)")
_KINDS = (
    (re.compile(r"\t"), "tab", "Use spaces; inside text in double quotes a tab is written \\t."),
    (re.compile(rf"[{BIDI}]"), "bidi", "Remove it: it makes a line look other than it is read."),
    (re.compile(rf"[\r{SEPARATORS}]"), "line-break", "End lines with a line feed (LF or CRLF)."),
    (re.compile(r""), "control-character", "Remove it; editors show it as an odd mark or not."),
)


class Position(NamedTuple):
    """Where something stands in a text; lines and columns count from 1, columns in characters."""

    line: int
    column: int


def position(text: str, index: int) -> Position:
    """The line and column of the character at `index`."""
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def decode(data: bytes, path: str, size: int) -> str:
    """The text of a file; raises DataError when it is too long or not UTF-8."""
    if len(data) > size:
        message = f"the file has {len(data)} bytes; at most {size} are read"
        hint = "Split it, or take out what does not belong here."
        raise DataError([Problem(path=path, code="too-large", message=message, hint=hint)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = position(before := data[: error.start].decode("utf-8"), len(before))
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "Save the file again with the encoding UTF-8."
        raise DataError(
            [Problem(path=path, line=line, column=column, code="utf-8", message=message, hint=hint)]
        ) from None


def holds_refused_characters(text: str) -> bool:
    """Whether `refused_characters` would find any."""
    return _REFUSED.search(text) is not None


def refused_characters(text: str, path: str) -> list[Problem]:
    """A problem for each character that a text file may not hold as it is."""
    return [_refused(text, path, found) for found in _REFUSED.finditer(text)]


def _refused(text: str, path: str, found: re.Match[str]) -> Problem:
    line, column = position(text, found.start())
    code, hint = next((code, hint) for kind, code, hint in _KINDS if kind.match(found[0]))
    message = f"the character {_name(found[0])} may not stand here"
    return Problem(path=path, line=line, column=column, code=code, message=message, hint=hint)


def _name(character: str) -> str:
    names = {"\t": "TAB", "\r": "CARRIAGE RETURN", "\0": "NUL", "\ufeff": "BYTE ORDER MARK"}
    name = names.get(character) or unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()
