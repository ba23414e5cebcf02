"""Traces: the words by which somebody could be recognised, found in texts and cut out of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, NamedTuple

from mentoring.operations.erasure.words import folded, vocabulary, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentoring.operations.erasure.words import Word

Trace = tuple[str, ...]
"""Words that follow each other, each as it compares."""

_WIDEST_GAP = 3
_SHUFFLED = 3


class Mark(NamedTuple):
    """Where a trace stands in a text, and what is to stand there instead."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True)
class Traces:
    """Traces by the words that follow each other, each with what takes its place."""

    instead: Mapping[Trace, str]

    @cached_property
    def _by_first(self) -> Mapping[str, list[Trace]]:
        found = defaultdict(list)
        for trace in sorted(self.instead, key=len, reverse=True):
            found[trace[0]].append(trace)
        return dict(found)

    def marks(self, text: str) -> Iterator[Mark]:
        """Each place where a trace stands, the longest trace first, none inside another."""
        first = self._by_first
        if first.keys().isdisjoint(vocabulary(text)):
            return
        found = list(words(text))
        skip = 0
        for number, word in enumerate(found):
            if number < skip:
                continue
            for trace in first.get(word.folded, ()):
                if _follow(text, found[number : number + len(trace)], trace):
                    last = found[number + len(trace) - 1]
                    yield Mark(word.start, last.end, self.instead[trace])
                    skip = number + len(trace)
                    break

    def within(self, text: str) -> bool:
        """Whether any trace stands in the text."""
        return next(self.marks(text), None) is not None

    def whole(self, text: str) -> bool:
        """Whether the text is a trace and nothing else."""
        return folded(text) in self.instead

    def cut(self, text: str) -> str:
        """The text with something else in the place of every trace."""
        for mark in reversed(list(self.marks(text))):
            text = text[: mark.start] + mark.instead + text[mark.end :]
        return text


def _follow(text: str, found: list[Word], trace: Trace) -> bool:
    """Whether these are the words of the trace, with little but space between them."""
    if tuple(word.folded for word in found) != trace:
        return False
    gaps = (text[one.end : two.start] for one, two in pairwise(found))
    return all(len(gap) <= _WIDEST_GAP or gap.isspace() for gap in gaps)


def of_name(name: str) -> set[Trace]:
    """A name in the orders in which it is written: “Doe, Jane” is Jane Doe."""
    parts = folded(name)
    if len(parts) <= _SHUFFLED:
        return set(permutations(parts))
    return {parts, (parts[-1], *parts[:-1])}


def of_address(address: str) -> Trace:
    """An e-mail address as the words it is made of."""
    return folded(address)
