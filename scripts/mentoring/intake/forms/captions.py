"""Reads choices: finds a form's captions in a cell, even if they contain separators."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mentoring.intake.forms.mapping import Value

_COUNT = re.compile(r" \(\+\d+\)")


def plain(text: str) -> str:
    """A caption normalised for comparison: case-folded, composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _between(separator: str) -> str:
    """The separator as it appears in a normalised cell, where spaces are single."""
    return "\n" if "\n" in separator else re.sub(r"\s+", " ", separator)


@dataclass(frozen=True, kw_only=True)
class Captions:
    """The captions of one question with what they mean, and how several share a cell."""

    values: Mapping[str, Value]
    separator: str = ";"
    counted: bool = False

    @cached_property
    def _plain(self) -> dict[str, Value]:
        """The value of each normalised caption, the longest first."""
        known = {plain(caption): value for caption, value in self.values.items()}
        return {text: known[text] for text in sorted(known, key=lambda text: (-len(text), text))}

    def _key(self, text: str) -> str:
        """The text normalised like captions, without its count."""
        typed = plain(text)
        counted = self.counted and typed not in self._plain
        return re.sub(rf"{_COUNT.pattern}\Z", "", typed) if counted else typed

    def __contains__(self, text: str) -> bool:
        return self._key(text) in self._plain

    def __getitem__(self, text: str) -> Value:
        return self._plain[self._key(text)]

    def split(self, cell: str) -> tuple[Value, ...] | None:
        """The values of the choices in a cell, or None if part of it is not a caption.

        Tries the longest caption at each place first, and shorter ones if the rest does not match.
        Line ends are kept if they are the separator.
        """
        between = _between(self.separator)
        lines = cell.splitlines() if between == "\n" else [cell]
        found = self._rest("\n".join(filter(None, map(plain, lines))), 0, between, set())
        return None if found is None else tuple(self._plain[caption] for caption in found)

    def sort(self, cell: str) -> tuple[tuple[Value, ...], tuple[str, ...]]:
        """The values of the captions in a cell, and the pieces that are not captions, as typed.

        A cell of captions alone has no such piece, whatever separators the captions contain.
        """
        found = self.split(cell)
        if found is not None:
            return found, ()
        split = cell.split(self.separator.strip() or self.separator)
        pieces = [piece.strip() for piece in split if piece.strip()]
        known = tuple(self[piece] for piece in pieces if piece in self)
        return known, tuple(piece for piece in pieces if piece not in self)

    def _rest(self, text: str, start: int, between: str, dead: set[int]) -> list[str] | None:
        """The captions from `start` to the end; `dead` collects the places without a match."""
        for caption, end in self._at(text, start):
            if text[end:] in {"", between.strip(" ")}:  # some tools end with a separator
                return [caption]
            after = end + len(between)
            if text.startswith(between, end) and after not in dead:
                rest = self._rest(text, after, between, dead)
                if rest is not None:
                    return [caption, *rest]
        dead.add(start)
        return None

    def _at(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        """Each caption at `start`, with the index of its end, including its count."""
        for caption in self._plain:
            if text.startswith(caption, start):
                end = start + len(caption)
                if self.counted and (count := _COUNT.match(text, end)):
                    yield caption, count.end()
                yield caption, end


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
        left, first, second = pending.pop()
        if left in words:
            return first, second
        if left not in seen:
            seen.add(left)
            tails = [word[len(left) :] for word in words if word.startswith(left)]
            tails += [left[len(word) :] for word in words if left.startswith(word)]
            pending += [(tail, first, second) for tail in tails]
    return None
