"""Text as words that compare equal however they were typed: case, accents and form set aside."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# A character of a script without spaces is a word of its own; the rest are runs of letters, digits
# and the marks upon them. An underscore is no letter here: it joins words in file names.
_WORD = re.compile(rf"[{_ALONE}][{_MARKS}]*|(?:[^\W_{_ALONE}][{_MARKS}]*)+")


class Word(NamedTuple):
    """A word as it compares, and where it stands in the text: from `start` up to `end`."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    return (Word(fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text))


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they compare."""
    return tuple(fold(one) for one in _WORD.findall(text))


def vocabulary(text: str) -> set[str]:
    """The words of a text as they compare, quickly and in no order."""
    return set(_WORD.findall(fold(text)))


def fold(word: str) -> str:
    """A word, or a whole text, without case, accents and compatibility forms (Unicode NFKD)."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
