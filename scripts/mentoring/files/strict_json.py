"""Reads JSON strictly: no duplicate keys, NaN or lone surrogates, and within limits."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.files.text import LARGE, Limits, decode, problem_at
from mentoring.problems import MOST, Problem

_STRING = r'"(?:[^"\\]|\\.)*+"?+'  # also matches an unterminated string, to keep the search linear
_PIECE = re.compile(rf"(?P<string>{_STRING})(?P<colon>\s*+:)?|[\[\]{{}}]", re.DOTALL)
_NUMBER = re.compile(rf"{_STRING}|(?P<number>-?(?:[0-9][-+.0-9eE]*|Infinity)|NaN)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FRACTION = "a number with a fraction or an exponent; whole digits are wanted here"
_ENDLESS = "a number that is not finite, or has thousands of digits"


def parse_json(data: bytes, path: str, limits: Limits = LARGE, *, whole: bool = False) -> Document:
    """The document in `data`; raises DataError when anything is wrong with it.

    `path` only names the file in problems. With `whole`, every number must be an integer in plain
    digits: JSON Schema takes `1.0` for an integer.
    """
    text = decode(data, path, limits.size)
    fraction = _refuse if whole else _finite

    def read(piece: str) -> Any:  # noqa: ANN401 - as json.loads says it
        return json.loads(piece, parse_constant=_refuse, parse_float=fraction)

    def problem(index: int, code: str, message: str) -> Problem:
        hint = "Restore the file from Git, or have the command write it again."
        return problem_at(text, index, path, code, message, hint)

    wrong = list(islice(_wrong(text, limits.depth), MOST))
    if wrong and wrong[-1][1] == "too-deep":  # before anything recurses
        raise DataError([problem(*wrong[-1])])
    try:
        value = read(text)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise DataError([problem(error.pos, "json", message)]) from None
    except ValueError:
        odd = (found.start() for found in _NUMBER.finditer(text) if not _reads(read, found[0]))
        message = _FRACTION if whole else _ENDLESS
        raise DataError([problem(at, "number", message) for at in islice(odd, MOST)]) from None
    if wrong:
        raise DataError(sorted(problem(*each) for each in wrong))
    return Document(path=path, text=text, value=value)


def _wrong(text: str, depth: int) -> Iterator[tuple[int, str, str]]:
    """The index, code and message of each duplicate key and lone surrogate.

    The search ends where brackets are nested deeper than `depth`.
    """
    objects: list[set[str]] = [set()]
    for piece in _PIECE.finditer(text):
        if piece[0] in "[{":
            objects.append(set())
            if len(objects) > depth + 1:
                message = f"the data are nested deeper than {depth} levels"
                yield piece.start(), "too-deep", message
                return
        elif piece[0] in "]}":
            objects[1:] = objects[1:-1]
        elif piece["colon"] or "\\u" in piece["string"]:
            if not _reads(json.loads, piece["string"]):
                return  # not JSON at all
            string = json.loads(piece["string"])
            if piece["colon"] and string in objects[-1]:
                yield piece.start(), "duplicate-key", f"the key {piece['string']} is here twice"
            if _SURROGATE.search(string):
                yield piece.start(), "surrogate", "text with half a surrogate pair"
            objects[-1] |= {string} if piece["colon"] else set()


def _reads(read: Any, text: str) -> bool:  # noqa: ANN401 - a function
    try:
        read(text)
    except ValueError:
        return False
    return True


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)
