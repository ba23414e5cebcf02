"""Checks the characters of a file: strict UTF-8, and no invisible characters."""

import re
import unicodedata
from functools import partial
from itertools import islice

from mentoring.errors import DataError
from mentoring.files.messages import described, message
from mentoring.problems import MOST, Problem

# Characters that a file may contain unescaped, as a character class. Left out: controls, tabs,
# the line breaks only of YAML 1.1 (U+0085, U+2028, U+2029), the byte order mark, and controls of
# the direction of text (Unicode TR 9: embeddings, overrides and isolates).
VISIBLE = " -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"

_CLEAN = re.compile(rf"[\n{VISIBLE}]*")
_HIDDEN = re.compile(rf"[^{VISIBLE}]")
_REFUSED = re.compile(rf"(?!\r\n)[^\n{VISIBLE}]")
_UNSEEN = re.compile(rf"[^\t\n{VISIBLE}]")
_UNPRINTABLE = re.compile(rf"(?!\x1b\[[\d;]*m)[^\t\n{VISIBLE}]")  # only colours may pass
_CODES = {  # of problems, by the character
    "\t": "tab",
    "\ufeff": "byte-order-mark",
    **dict.fromkeys("\r\x85\u2028\u2029", "line-break"),
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "direction"),
}
_NAMES = {
    "\0": "NUL", "\t": "TAB", "\r": "CARRIAGE RETURN", "\x85": "NEXT LINE",
    "\ufeff": "BYTE ORDER MARK",
}  # fmt: skip

describe = partial(described, "mentoring.files")
"""What `messages.toml` says of a problem, by its code and with these facts."""

said = partial(message, "mentoring.files")
"""What it says when a command stops."""

RECORD_BYTES = 4 * 1024 * 1024  # at most in a file that people write
SEALED_BYTES = 32 * 1024 * 1024  # and in one that commands write, such as a matrix of scores
MOST_LEVELS = 32  # of nesting
MOST_EVENTS = 500_000  # one for each scalar and key, two for each list and mapping


def position(text: str, index: int) -> tuple[int, int]:
    """The line and column of the character at `index`, both from 1, columns in characters."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def problem_at(text: str, index: int, path: str, code: str, **facts: object) -> Problem:
    """A problem at the character at `index` in the text of the file `path`."""
    line, column = position(text, index)
    return Problem(path=path, line=line, column=column, **describe(code, **facts))


def decode(data: bytes, path: str, size: int = RECORD_BYTES) -> str:
    """The text of a file; raises DataError if it has more than `size` bytes or is not UTF-8."""
    if len(data) > size:
        raise DataError([Problem(path=path, **describe("too-large", size=size))])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        byte = data[error.start]
        raise DataError([problem_at(before, len(before), path, "utf-8", byte=byte)]) from None


def decoded_strictly(data: bytes, codec: str) -> str | None:
    """The text that the bytes encode; None if they are invalid in this encoding."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def shown(text: str) -> str:
    """A text on one line that can be printed anywhere, with invisible characters escaped."""
    return _HIDDEN.sub(_escape, text)


def legible(text: str) -> str:
    """A text of several lines, with invisible characters escaped."""
    return _UNSEEN.sub(_escape, text)


def printable(text: str) -> str:
    """Lines that are safe for a terminal or a log, whatever personal data they contain.

    Line ends, tabs and colours stay; escape sequences that do more (move the cursor, set the title,
    fill the clipboard), direction controls and stray bytes are shown and do nothing.
    """
    return _UNPRINTABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


def printable_json(text: str) -> str:
    """Equivalent JSON, with invisible characters in its strings escaped."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unseen(text: str) -> str | None:
    """The name of the first invisible character in the text; None if there is none."""
    found = _UNSEEN.search(text)
    return _named(found[0]) if found else None


def screened(text: str, path: str) -> tuple[str, list[Problem]]:
    """The text without characters that a file may not contain unescaped, and their problems.

    Others replace them, so that reading can continue; at most a hundred problems are given.
    """
    if _CLEAN.fullmatch(text):  # fast
        return text, []
    problems = []
    for found in islice(_REFUSED.finditer(text), MOST):
        code = _CODES.get(found[0], "control-character")
        problems.append(problem_at(text, found.start(), path, code, character=_named(found[0])))
    return _REFUSED.sub(lambda found: " " if found[0] == "\t" else "?", text), problems


def _named(character: str) -> str:
    name = _NAMES.get(character) or unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()
