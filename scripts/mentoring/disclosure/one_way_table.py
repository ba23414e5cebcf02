"""Worlds of a one-way table: counts of which only ranges and their exact sum are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mentoring.disclosure.ranges import GAP, Range, exactly, total


@dataclass(frozen=True, kw_only=True, slots=True)
class OneWayTable:
    """All ways in which `size` people can fall into categories so that each count is in its range.

    That sum is taken to be known to everybody, published or not; and so are `floors`: as many of
    a category are there by the edition's rules, besides whoever looks on.
    """

    size: int
    counts: tuple[Range, ...]
    floors: tuple[int, ...]

    def range_of(self, category: int) -> Range:
        """What the ranges and the sum leave possible for one category."""
        others = total(self.counts).minus(exactly(0))
        mine = self.counts[category]
        rest = Range(others.low - mine.low, others.high - mine.high)
        return mine.meet(exactly(self.size).minus(rest))

    def narrowed(self, category: int, counts: Range) -> OneWayTable:
        """These worlds without those in which a category's count is outside a range."""
        before, after = self.counts[:category], self.counts[category + 1 :]
        return replace(self, counts=(*before, counts, *after))

    @property
    def safe(self) -> bool:
        """Whether no union of categories is known within GAP, whoever of those counted looks on."""
        return self._hides() and all(self._hides(own) for own in range(len(self.counts)))

    def _hides(self, own: int | None = None) -> bool:
        """Whether everything stays hidden from one who is counted in the category `own`.

        Let s be how far the sum is above all lower ends, and t how far below all upper ends.
        A union of categories whose ranges add up to width W, the other categories' to V, has
        possible counts over a width of min(W, s) + min(V, s) - s, which is one of W, V, s and t.
        So the narrowest union is a single category, or s, or t.
        """
        known = list(self.counts)
        if own is not None:
            known[own] = known[own].with_one(self.floors[own])
        ends = total(known)
        above, below = self.size - ends.low, ends.high - self.size
        if above < 0 or below < 0 or any(one.empty for one in known):
            return own is not None  # nobody is there to look on
        return min(above, below, *(one.width for one in known)) >= GAP


def unknown(size: int, floors: tuple[int, ...]) -> OneWayTable:
    """Every table of `size` people with so many in each category at least."""
    return OneWayTable(size=size, counts=tuple(Range(low, size) for low in floors), floors=floors)
