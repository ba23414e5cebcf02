"""The ranges that a count may be published as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mentoring.disclosure.ranges import Range

if TYPE_CHECKING:
    from typing import Self


class Worlds(Protocol):
    """What is still possible, given everything published so far."""

    def range_of(self, category: int) -> Range:
        """The possible counts of one category."""

    def narrowed(self, category: int, counts: Range) -> Self:
        """What would be possible if a category's count were published as a range."""

    @property
    def safe(self) -> bool:
        """Whether nobody could work out a small group."""


def menu(worlds: Worlds, category: int, count: int) -> tuple[Range, ...]:
    """Those of a category's narrowest safe ranges that hold a count which is possible.

    From each low end starts the narrowest range that is safe; which ones there are follows from
    public things alone. A range that is safe stays so when it is widened. So the high ends rise
    with the low ends, and the last range is widened to the end for the counts beyond it.
    """
    possible = worlds.range_of(category)
    last = _last(worlds, category, possible)
    found = {Range(last, possible.high)} if count >= last else set()
    for low in range(min(count, last), possible.low - 1, -1):
        narrowest = _narrowest(worlds, category, low)
        if narrowest.high < count and low < last:
            break
        if count in narrowest:
            found.add(narrowest)
    return tuple(sorted(found))


def _last(worlds: Worlds, category: int, possible: Range) -> int:
    """The highest low end from which a range is safe; `worlds` are safe, so there is one."""
    low = possible.high
    while not worlds.narrowed(category, Range(low, possible.high)).safe:
        low -= 1
    return low


def _narrowest(worlds: Worlds, category: int, low: int) -> Range:
    high = low
    while not worlds.narrowed(category, Range(low, high)).safe:
        high += 1
    return Range(low, high)
