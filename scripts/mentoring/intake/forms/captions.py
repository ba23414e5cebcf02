"""Reads choices: finds a form's captions in a cell, even if they contain separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mentoring.intake.forms.mapping import Value

_COUNT = re.compile(r" \(\+\d+\)")


def plain(text: str) -> str:
    """A caption normalised for comparison: case-folded, composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _between(separator: str) -> str:
    """The separator as it appears in a normalised cell, where spaces are single."""
    return "\n" if "\n" in separator else re.sub(r"\s+", " ", separator)


def _comparable(cell: str, between: str) -> str:
    """A cell normalised like captions; line ends stay if they are the separator."""
    lines = cell.splitlines() if between == "\n" else [cell]
    return between.join(filter(None, map(plain, lines))) if between == "\n" else plain(cell)


@dataclass(frozen=True, kw_only=True)
class Captions:
    """The captions of one question with what they mean, and how several share a cell."""

    values: Mapping[str, Value]
    separator: str = ";"
    counted: bool = False
    _plain: dict[str, Value] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Normalise the captions for comparison."""
        known = {plain(caption): value for caption, value in self.values.items()}
        object.__setattr__(self, "_plain", known)

    def __contains__(self, text: str) -> bool:
        return self._without_count(plain(text)) in self._plain

    def __getitem__(self, text: str) -> Value:
        return self._plain[self._without_count(plain(text))]

    def split(self, cell: str) -> tuple[Value, ...] | None:
        """The values of the choices in a cell, or None if part of it is not a caption.

        Tries the longest caption at each place first, and shorter ones if the rest does not match.
        """
        text = _comparable(cell, self._between)
        found = self._rest(text, 0, set())
        return None if found is None else tuple(self._plain[caption] for caption in found)

    def sort(self, cell: str) -> tuple[tuple[Value, ...], tuple[str, ...]]:
        """The values of the captions in a cell, and the pieces that are not captions, as typed.

        A cell of captions alone has no such piece, whatever separators the captions contain.
        """
        found = self.split(cell)
        if found is not None:
            return found, ()
        pieces = [piece.strip() for piece in cell.split(self.separator.strip() or self.separator)]
        known = tuple(self[piece] for piece in pieces if piece and piece in self)
        return known, tuple(piece for piece in pieces if piece and piece not in self)

    @cached_property
    def _between(self) -> str:
        return _between(self.separator)

    @cached_property
    def _longest_first(self) -> tuple[str, ...]:
        return tuple(sorted(self._plain, key=lambda caption: (-len(caption), caption)))

    def _rest(self, text: str, start: int, dead: set[int]) -> list[str] | None:
        """The captions from `start` to the end; `dead` collects the places without a match."""
        for caption, end in self._at(text, start):
            if text[end:] in {"", self._between.strip(" ")}:  # some tools end with a separator
                return [caption]
            after = end + len(self._between)
            if text.startswith(self._between, end) and after not in dead:
                rest = self._rest(text, after, dead)
                if rest is not None:
                    return [caption, *rest]
        dead.add(start)
        return None

    def _at(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        """Each caption at `start`, with the index of its end, including its count."""
        for caption in self._longest_first:
            if text.startswith(caption, start):
                end = start + len(caption)
                count = _COUNT.match(text, end) if self.counted else None
                if count:
                    yield caption, count.end()
                yield caption, end

    def _without_count(self, text: str) -> str:
        if self.counted and text not in self._plain and (count := _COUNT.search(text)):
            return text[: count.start()] if count.end() == len(text) else text
        return text


def two_readings(captions: Iterable[str], separator: str) -> tuple[str, str] | None:
    """Two captions that make some cell ambiguous; None if every cell has one reading.

    The test of Sardinas and Patterson (1953) for unique decodability: the code words are captions
    with a separator, and no dangling suffix may be a code word.
    """
    between = _between(separator)
    words = {plain(caption) + between: caption for caption in captions}
    pending = [
        (long[len(short) :], words[short], words[long])
        for short in words
        for long in words
        if short != long and long.startswith(short)
    ]
    seen: set[str] = set()
    while pending:
        left, one, other = pending.pop()
        if left in words:
            return one, other
        if left not in seen:
            seen.add(left)
            pending += [(word[len(left) :], one, other) for word in words if word.startswith(left)]
            pending += [(left[len(word) :], one, other) for word in words if left.startswith(word)]
    return None
