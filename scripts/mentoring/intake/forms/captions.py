"""Reads choices: finds a form's captions in a cell, even if they contain separators."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from mentoring.intake.forms.mapping import Value

_COUNT = re.compile(r" \(\+\d+\)")


def plain(text: str) -> str:
    """A caption normalised for comparison: case-folded, composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _between(separator: str) -> str:
    """The separator as it appears in a normalised cell, where spaces are single."""
    return "\n" if "\n" in separator else re.sub(r"\s+", " ", separator)


class Captions:
    """The captions of one question with what they mean, and how several share a cell.

    With `counted`, a caption may end in a number of extra places, as in “Dinner (+2)”.
    """

    def __init__(
        self, values: Mapping[str, Value], separator: str = ";", *, counted: bool = False
    ) -> None:
        known = {plain(caption): value for caption, value in values.items()}
        self._values = {
            text: known[text] for text in sorted(known, key=lambda key: (-len(key), key))
        }
        self._separator, self._counted = separator, counted

    def _key(self, text: str) -> str:
        typed = plain(text)
        counted = self._counted and typed not in self._values
        return re.sub(rf"{_COUNT.pattern}\Z", "", typed) if counted else typed

    def __contains__(self, text: str) -> bool:
        return self._key(text) in self._values

    def __getitem__(self, text: str) -> Value:
        return self._values[self._key(text)]

    def split(self, cell: str) -> tuple[Value, ...] | None:
        """The values of the choices in a cell, or None if part of it is not a caption.

        Tries the longest caption at each place first, and shorter ones if the rest does not match.
        Line ends are kept if they are the separator.
        """
        between = _between(self._separator)
        lines = cell.splitlines() if between == "\n" else [cell]
        text = "\n".join(filter(None, map(plain, lines)))
        open_: list[tuple[int, tuple[Value, ...]]] = [(0, ())]
        tried: set[int] = set()
        while open_:
            start, found = open_.pop()
            later = []
            for caption, end in () if start in tried else self._at(text, start):
                values = (*found, self._values[caption])
                if text[end:] in {"", between.strip(" ")}:  # some tools end with a separator
                    return values
                if text.startswith(between, end):
                    later.append((end + len(between), values))
            open_ += reversed(later)
            tried.add(start)
        return None

    def _at(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        """Each caption at `start`, with the index of its end, including its count."""
        for caption in self._values:
            if text.startswith(caption, start):
                end = start + len(caption)
                if self._counted and (count := _COUNT.match(text, end)):
                    yield caption, count.end()
                yield caption, end

    def sort(self, cell: str) -> tuple[tuple[Value, ...], tuple[str, ...]]:
        """The values of the captions in a cell, and the pieces that are not captions, as typed.

        A cell of captions alone has no such piece, whatever separators the captions contain.
        """
        if (found := self.split(cell)) is not None:
            return found, ()
        split = cell.split(self._separator.strip() or self._separator)
        pieces = [piece.strip() for piece in split if piece.strip()]
        known = tuple(self[piece] for piece in pieces if piece in self)
        return known, tuple(piece for piece in pieces if piece not in self)


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
