"""The ranges that a count may be published as."""

from __future__ import annotations

from typing import Protocol, Self

from mentoring.disclosure.ranges import Range


class Worlds(Protocol):
    """What is still possible, given everything published so far."""

    def range_of(self, category: int) -> Range:
        """The possible counts of one category."""

    def narrowed(self, category: int, counts: Range) -> Self:
        """What would be possible if a category's count were published as a range."""

    @property
    def safe(self) -> bool:
        """Whether nobody could work out a small group."""


def menu(worlds: Worlds, category: int) -> tuple[Range, ...]:
    """The narrowest safe ranges for a category's count. It follows from public things alone.

    Each possible count is in one of them at least: a range that is safe stays so when it is
    widened, so the one with the highest start is widened to the end where it has to be.
    """
    possible = worlds.range_of(category)
    safe: list[Range] = []
    high = possible.low
    for low in range(possible.low, possible.high + 1):
        high = max(low, high)
        while high <= possible.high and not worlds.narrowed(category, Range(low, high)).safe:
            high += 1
        if high > possible.high:
            break
        safe.append(Range(low, high))
    if safe and safe[-1].high < possible.high:
        safe.append(Range(safe[-1].low, possible.high))
    return tuple(safe)
