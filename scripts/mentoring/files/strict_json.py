"""Reads JSON strictly: no duplicate keys, NaN or lone surrogates, and within limits."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NoReturn

from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.files.limits import LARGE, Limits
from mentoring.files.text import decode, position
from mentoring.problems import MOST, Problem

_STRING = r'"(?:[^"\\]|\\.)*+"?+'  # also matches an unterminated string, to keep the search linear
_PIECE = re.compile(rf"(?P<string>{_STRING})(?P<colon>\s*+:)?|[\[\]{{}}]", re.DOTALL)
_NUMBER = re.compile(rf"{_STRING}|(?P<number>-?(?:[0-9][-+.0-9eE]*|Infinity)|NaN)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json(data: bytes, path: str, limits: Limits = LARGE, *, whole: bool = False) -> Document:
    """The document in `data`; raises DataError when anything is wrong with it.

    `path` only names the file in problems. With `whole`, every number must be an integer in plain
    digits: JSON Schema takes `1.0` for an integer.
    """
    text = decode(data, path, limits.size)
    search = _Search(text, path, whole=whole)
    search.require_depth(limits.depth)
    document = Document(path=path, text=text, value=search.value())
    wrong = chain(search.duplicate_keys(), search.half_characters())
    if problems := list(islice(wrong, MOST)):
        raise DataError(sorted(problems))
    return document


class _NumberError(ValueError):
    """A number, or a word in its place, that JSON does not allow."""


class _Search:
    """One text, and what is wrong with it."""

    def __init__(self, text: str, path: str, *, whole: bool) -> None:
        self.text = text
        self.path = path
        self.fraction = _refuse if whole else _finite
        self.odd = (
            "a number with a fraction or an exponent; whole digits are wanted here"
            if whole
            else "a number that is not finite, or has thousands of digits"
        )

    def value(self) -> Any:  # noqa: ANN401 - as json.loads says it
        """The value of the text; raises DataError if it is not JSON."""
        try:
            return json.loads(self.text, parse_constant=_refuse, parse_float=self.fraction)
        except json.JSONDecodeError as error:
            message = f"not valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
            raise DataError([self.problem(error.pos, "json", message)]) from None
        except ValueError:
            raise DataError(list(islice(self.odd_numbers(), MOST))) from None

    def require_depth(self, most: int) -> None:
        """Raise DataError if brackets are nested deeper than `most`, before anything recurses."""
        depth = 0
        for piece in self.pieces():
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
            if depth > most:
                message = f"the data are nested deeper than {most} levels"
                raise DataError([self.problem(piece.start(), "too-deep", message)])

    def duplicate_keys(self) -> Iterator[Problem]:
        """A problem for each key that its object already has."""
        objects: list[set[str]] = [set()]
        for piece in self.pieces():
            if piece[0] in "[{":
                objects.append(set())
            elif piece[0] in "]}":
                objects.pop()
            elif piece["colon"]:
                key = json.loads(piece["string"])
                if key in objects[-1]:
                    message = f"the key {piece['string']} stands here again"
                    yield self.problem(piece.start(), "duplicate-key", message)
                objects[-1].add(key)

    def half_characters(self) -> Iterator[Problem]:
        """A problem for each string with half a surrogate pair, which UTF-8 cannot hold."""
        for piece in self.pieces() if "\\u" in self.text else ():
            if piece["string"] and _SURROGATE.search(json.loads(piece["string"])):
                yield self.problem(piece.start(), "surrogate", "text with half a surrogate pair")

    def odd_numbers(self) -> Iterator[Problem]:
        """A problem for each number that is not allowed or has too many digits."""
        for found in _NUMBER.finditer(self.text):
            try:
                json.loads(found[0], parse_constant=_refuse, parse_float=self.fraction)
            except ValueError:
                yield self.problem(found.start(), "number", self.odd)

    def pieces(self) -> Iterator[re.Match[str]]:
        """The strings and brackets of the text."""
        return _PIECE.finditer(self.text)

    def problem(self, index: int, code: str, message: str) -> Problem:
        """A problem at an index."""
        line, column = position(self.text, index)
        hint = "Restore the file from Git, or have the command write it again."
        return Problem(
            path=self.path, line=line, column=column, code=code, message=message, hint=hint
        )


def _refuse(word: str) -> NoReturn:
    raise _NumberError(word)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)
