"""Traces: words that identify a person, to be found in texts and replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations
from typing import NamedTuple

from mentoring.people.normalized_words import Word, folded, words

Trace = tuple[str, ...]
"""Consecutive words, each normalised for comparison."""

_WIDEST_GAP = 3
_SHUFFLED = 3


class Place(NamedTuple):
    """The position of a trace in a text: characters [start, end)."""

    start: int
    end: int
    trace: Trace


class Mark(NamedTuple):
    """The position of a trace in a text, and its replacement."""

    start: int
    end: int
    instead: str


class Lookout:
    """Finds many traces in one pass; the time hardly depends on their number."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        found: dict[str, dict[int, set[Trace]]] = defaultdict(lambda: defaultdict(set))
        for trace in traces:
            if trace:
                found[trace[0]][len(trace)].add(trace)
        self._by_first = {
            first: sorted(by_length.items(), reverse=True) for first, by_length in found.items()
        }

    def places(self, text: str) -> Iterator[Place]:
        """Every occurrence of a trace, in order; at the same start, the longest first."""
        keys = folded(text)
        first = self._by_first
        found: list[Word] = []
        for number in [number for number, key in enumerate(keys) if key in first]:
            for length, traces in first[keys[number]]:
                trace = keys[number : number + length]
                if trace in traces:
                    found = found or list(words(text))
                    here = found[number : number + length]
                    if _close(text, here):
                        yield Place(here[0].start, here[-1].end, trace)


@dataclass(frozen=True)
class Traces:
    """Traces, each with its replacement."""

    instead: Mapping[Trace, str]

    @cached_property
    def _lookout(self) -> Lookout:
        return Lookout(self.instead)

    def marks(self, text: str) -> Iterator[Mark]:
        """Each occurrence of a trace; overlapping occurrences are merged into one."""
        last: Mark | None = None
        for start, end, trace in self._lookout.places(text):
            if last and start < last.end:
                last = last._replace(end=max(end, last.end))
                continue
            if last:
                yield last
            last = Mark(start, end, self.instead[trace])
        if last:
            yield last

    def within(self, text: str) -> bool:
        """Whether the text contains any trace."""
        return next(self.marks(text), None) is not None

    def whole(self, text: str) -> bool:
        """Whether the whole text is one trace."""
        return folded(text) in self.instead

    def cut(self, text: str) -> str:
        """The text with every trace replaced."""
        for mark in reversed(list(self.marks(text))):
            text = text[: mark.start] + mark.instead + text[mark.end :]
        return text


def _close(text: str, found: list[Word]) -> bool:
    """Whether only space or a short gap separates each word from the next."""
    gaps = (text[one.end : two.start] for one, two in pairwise(found))
    return all(len(gap) <= _WIDEST_GAP or gap.isspace() for gap in gaps)


def of_name(name: str) -> set[Trace]:
    """A name in each order of writing: “Doe, Jane” is Jane Doe."""
    parts = folded(name)
    if len(parts) <= _SHUFFLED:
        return set(permutations(parts))
    return {parts, (parts[-1], *parts[:-1])}


def of_address(address: str) -> Trace:
    """An e-mail address as a sequence of words."""
    return folded(address)
