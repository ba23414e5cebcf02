"""Reads choices: finds a form's captions in a cell, even if they contain separators."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

Value = str | int | bool | None

_COUNT = re.compile(r" \(\+\d+\)")


def plain(text: str) -> str:
    """A caption normalised for comparison: case-folded, composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _between(separator: str) -> str:
    """The separator as it appears in a normalised cell, where spaces are single."""
    return "\n" if "\n" in separator else re.sub(r"\s+", " ", separator)


class Captions:
    """The captions of a question with their values; if `counted`, “Dinner (+2)” is “Dinner” too."""

    def __init__(
        self, values: Mapping[str, Value], separator: str = ";", *, counted: bool = False
    ) -> None:
        known = {plain(caption): value for caption, value in values.items()}
        longest_first = sorted(known, key=lambda caption: (-len(caption), caption))
        self._values = {caption: known[caption] for caption in longest_first}
        self._separator, self._counted = separator, counted

    def find(self, text: str) -> tuple[Value, ...]:
        """The value of a text that is a caption as a whole; empty for other text."""
        typed = plain(text)
        if self._counted and typed not in self._values:
            typed = re.sub(rf"{_COUNT.pattern}\Z", "", typed)
        return (self._values[typed],) if typed in self._values else ()

    def split(self, cell: str) -> tuple[Value, ...] | None:
        """The values of a cell's choices, each the longest that the rest allows; or None."""
        between = _between(self._separator)
        lines = cell.splitlines() if between == "\n" else [cell]
        text = "\n".join(filter(None, map(plain, lines)))
        ends = {"", between.strip(" ")}  # some tools end with a separator
        separators = re.finditer(f"(?={re.escape(between)})", text)
        rest: dict[int, tuple[Value, ...]] = {}
        for start in reversed([0, *(found.start() + len(between) for found in separators)]):
            for caption, end in self._at(text, start):
                later = end + len(between)
                if text[end:] in ends:
                    rest[start] = (self._values[caption],)
                elif text.startswith(between, end) and later in rest:
                    rest[start] = (self._values[caption], *rest[later])
                if start in rest:
                    break
        return rest.get(0)

    def _at(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        """Each caption at `start`, with the index of its end, including its count."""
        for caption in self._values:
            if text.startswith(caption, start):
                end = start + len(caption)
                if self._counted and (count := _COUNT.match(text, end)):
                    yield caption, count.end()
                yield caption, end

    def sort(self, cell: str) -> tuple[tuple[Value, ...], tuple[str, ...]]:
        """The values of the captions in a cell, and its other pieces if it has any, as typed."""
        if (found := self.split(cell)) is not None:
            return found, ()
        split = cell.split(self._separator.strip() or self._separator)
        pieces = [piece.strip() for piece in split if piece.strip()]
        known = tuple(value for piece in pieces for value in self.find(piece))
        return known, tuple(piece for piece in pieces if not self.find(piece))


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
