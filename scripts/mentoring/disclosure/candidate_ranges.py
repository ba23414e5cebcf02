"""The ranges that a count may be published as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from mentoring.disclosure.ranges import GAP, Range


class Worlds(Protocol):
    """The tables still possible, given everything published so far."""

    def range_of(self, category: int) -> Range:
        """The possible counts of one category."""

    def narrowed(self, category: int, counts: Range) -> Self:
        """The worlds still possible if a category's count were published as a range."""

    @property
    def safe(self) -> bool:
        """Whether no reader could infer a small group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateRanges:
    """The ranges that contain one count: those at the ends of the possible range, and inner ones.

    Each inner range is drawn with the same probability for every count in it, so it reveals nothing
    beyond its ends. The remaining probability goes to the ranges at the ends, which are therefore
    skewed towards the end, as any range that includes zero must be.
    """

    inner: tuple[Range, ...]
    edges: tuple[Range, ...]

    @property
    def ranges(self) -> tuple[Range, ...]:
        """All of them."""
        return (*self.inner, *self.edges)

    @property
    def sides(self) -> int:
        """The number of outcomes to draw from: the usual range's size, or the number of ranges."""
        return max(GAP + 1, len(self.ranges))

    def drawn(self, thrown: int) -> Range:
        """The range selected by a draw from 0 to `sides` - 1."""
        if thrown < len(self.inner):
            return self.inner[thrown]
        rest = self.edges or self.inner
        return rest[(thrown - len(self.inner)) % len(rest)]


def menu(worlds: Worlds, category: int, count: int) -> CandidateRanges:
    """The narrowest safe ranges of a category that contain `count`, which must be possible.

    Each low end has one narrowest safe range; the set of ranges follows from public information
    alone. Widening a safe range keeps it safe, so the high ends rise with the low ends, and the
    last range is widened to the end to cover the remaining counts. Ranges within the first or the
    last one are left out.
    """
    possible = worlds.range_of(category)
    last = _last(worlds, category, possible)
    ends = {_narrowest(worlds, category, possible.low), last}
    inner = set()
    for low in range(min(count, last.low - 1), possible.low, -1):
        narrowest = _narrowest(worlds, category, low)
        if narrowest.high < count:
            break
        if not any(narrowest.within(end) for end in ends):
            inner.add(narrowest)
    edges = {end for end in ends if count in end}
    return CandidateRanges(inner=tuple(sorted(inner)), edges=tuple(sorted(edges)))


def _last(worlds: Worlds, category: int, possible: Range) -> Range:
    """The narrowest safe range up to the highest possible count; the full range is safe."""
    low = possible.high
    while not worlds.narrowed(category, Range(low, possible.high)).safe:
        low -= 1
    return Range(low, possible.high)


def _narrowest(worlds: Worlds, category: int, low: int) -> Range:
    high = low
    while not worlds.narrowed(category, Range(low, high)).safe:
        high += 1
    return Range(low, high)
