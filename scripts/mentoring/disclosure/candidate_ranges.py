"""The ranges that a count may be published as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from mentoring.disclosure.ranges import GAP, Range


class Worlds(Protocol):
    """What is still possible, given everything published so far."""

    def range_of(self, category: int) -> Range:
        """The possible counts of one category."""

    def narrowed(self, category: int, counts: Range) -> Self:
        """What would be possible if a category's count were published as a range."""

    @property
    def safe(self) -> bool:
        """Whether nobody could work out a small group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateRanges:
    """The ranges that hold one count: those at the ends of what is possible, and those between.

    Each inner range is drawn with the same probability for every count in it, so that it says
    nothing but itself. What is left of the probability goes to the ranges at the ends, which
    therefore lean towards the end, as any range must that stands for nobody, too.
    """

    inner: tuple[Range, ...]
    edges: tuple[Range, ...]

    @property
    def ranges(self) -> tuple[Range, ...]:
        """All of them."""
        return (*self.inner, *self.edges)

    @property
    def sides(self) -> int:
        """How many sides the die has: one for each number of the usual range, or for each range."""
        return max(GAP + 1, len(self.ranges))

    def drawn(self, thrown: int) -> Range:
        """The range that a throw of the die chooses."""
        if thrown < len(self.inner):
            return self.inner[thrown]
        rest = self.edges or self.inner
        return rest[(thrown - len(self.inner)) % len(rest)]


def menu(worlds: Worlds, category: int, count: int) -> CandidateRanges:
    """Those of a category's narrowest safe ranges that hold a count which is possible.

    From each low end starts the narrowest range that is safe; which ones there are follows from
    public things alone. A range that is safe stays so when it is widened. So the high ends rise
    with the low ends, and the last range is widened to the end for the counts beyond it. What lies
    within the first or the last is left out.
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
    """The range up to the end with the highest low end that is safe; all that is possible is."""
    low = possible.high
    while not worlds.narrowed(category, Range(low, possible.high)).safe:
        low -= 1
    return Range(low, possible.high)


def _narrowest(worlds: Worlds, category: int, low: int) -> Range:
    high = low
    while not worlds.narrowed(category, Range(low, high)).safe:
        high += 1
    return Range(low, high)
