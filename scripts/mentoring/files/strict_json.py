"""JSON read strictly and written in canonical form.

Duplicate keys, fractions, lone surrogates and whatever exceeds the limits are refused. The
canonical form is compact for digests and indented for committed files.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import NoReturn

from mentoring.errors import DataError, MentoringError
from mentoring.files.document import Document
from mentoring.files.text import MOST_LEVELS, SEALED_BYTES, decode, problem_at
from mentoring.problems import MOST

_STRING = r'"(?:[^"\\]|\\.)*+"?+'  # also matches an unterminated string, to keep the search linear
_PIECE = re.compile(rf"(?P<string>{_STRING})(?P<colon>\s*+:)?|[\[\]{{}}]", re.DOTALL)
_NUMBER = re.compile(rf"{_STRING}|(?P<number>-?(?:[0-9][-+.0-9eE]*|Infinity)|NaN)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
WIDTH = 100
_SCALARS = {str, int, float, bool, type(None)}


def parse_json(data: bytes, path: str) -> Document:
    """The document in `data`; raises DataError when anything is wrong with it.

    `path` only names the file in problems. Every number must be an integer in plain digits: JSON
    Schema takes `1.0` for an integer.
    """
    text = decode(data, path, SEALED_BYTES)
    wrong = list(islice(_wrong(text), MOST))
    value = None
    if wrong and wrong[-1][1] == "too-deep/json":  # before anything recurses
        wrong = wrong[-1:]
    else:
        try:
            value = _read(text)
        except json.JSONDecodeError as error:
            wrong = [(error.pos, "json", f"{error.msg[0].lower()}{error.msg[1:]}")]
        except ValueError:
            odd = (found.start() for found in _NUMBER.finditer(text) if not _reads(found[0]))
            wrong = [(at, "number/fraction", "") for at in islice(odd, MOST)]
    if wrong:
        places = (problem_at(text, at, path, code, fact=fact) for at, code, fact in wrong)
        raise DataError(sorted(places))
    return Document(path=path, text=text, value=value)


def _wrong(text: str) -> Iterator[tuple[int, str, object]]:
    """The index of each duplicate key and lone surrogate, its code, and a fact for its message.

    The search ends where brackets are nested deeper than `MOST_LEVELS`.
    """
    objects: list[set[str]] = [set()]
    for piece in _PIECE.finditer(text):
        if piece[0] in "[{":
            objects.append(set())
            if len(objects) > MOST_LEVELS + 1:
                yield piece.start(), "too-deep/json", MOST_LEVELS
                return
        elif piece[0] in "]}":
            objects[1:] = objects[1:-1]
        elif piece["colon"] or "\\u" in piece["string"]:
            if not _reads(piece["string"]):
                return  # not JSON at all
            string = json.loads(piece["string"])
            if piece["colon"] and string in objects[-1]:
                yield piece.start(), "duplicate-key/json", piece["string"]
            if _SURROGATE.search(string):
                yield piece.start(), "surrogate", ""
            objects[-1] |= {string} if piece["colon"] else set()


def _refuse(number: str) -> NoReturn:
    raise ValueError(number)


_read = partial(json.loads, parse_constant=_refuse, parse_float=_refuse)
_dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False, sort_keys=True)


def _reads(text: str) -> bool:
    try:
        _read(text)
    except ValueError:
        return False
    return True


def compact(value: object) -> bytes:
    """The canonical bytes of plain data: sorted keys, no space, UTF-8 without escapes.

    Follows RFC 8785 if the keys are ASCII and the numbers are integers below 2**53.
    Raises MentoringError for what JSON cannot hold.
    """
    return _encoded(value, lambda: _dumps(value, separators=(",", ":")))


def digest(value: object) -> str:
    """The SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(compact(value)).hexdigest()


def indented(value: object) -> bytes:
    """The bytes of a file for people to read and Git to compare, with keys in the given order.

    A value that fits within 100 columns is on one line, as is any list of scalars, such as a row
    of a matrix. Raises MentoringError for what JSON cannot hold.
    """
    return _encoded(value, lambda: _indented(value, "", 0) + "\n")


def _indented(value: object, indent: str, used: int) -> str:
    """The text of a value whose line begins with `indent` and has `used` columns before it."""
    inner = indent + "  "
    if isinstance(value, Mapping):
        brackets = "{}"
        starts = [f"{_dumps(key)}: " for key in value]
        items = zip(starts, value.values(), strict=True)
        parts = [start + _indented(item, inner, len(inner + start)) for start, item in items]
    elif isinstance(value, list | tuple) and not _is_row(value):
        brackets = "[]"
        parts = [_indented(item, inner, len(inner)) for item in value]
    else:
        return _dumps(value)
    flat = ", ".join(parts)
    if "\n" not in flat and used + len(flat) + len("{},") <= WIDTH:
        return brackets[0] + flat + brackets[1]
    lines = f",\n{inner}".join(parts)
    return f"{brackets[0]}\n{inner}{lines}\n{indent}{brackets[1]}"


def _encoded(value: object, text: Callable[[], str]) -> bytes:
    _require_plain(value)
    try:
        return text().encode()
    except UnicodeEncodeError:
        message = "text with half a surrogate pair cannot be written as UTF-8"
        raise MentoringError(message) from None
    except (TypeError, ValueError) as error:
        raise MentoringError(f"this cannot be written as JSON: {error}") from error


def _require_plain(value: object) -> None:
    """Refuse what the json module would write with a loss: keys that are not strings."""
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise MentoringError("a key that is not text cannot be written as JSON")
        value = [*value.values()]
    if isinstance(value, list | tuple) and not _is_row(value):
        for item in value:
            _require_plain(item)


def _is_row(value: list[object] | tuple[object, ...]) -> bool:
    """Whether a list holds only scalars; fast, as rows may be many and long."""
    return set(map(type, value)) <= _SCALARS
