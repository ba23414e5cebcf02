"""Worlds of a one-way table: only the ranges of its counts and their exact sum are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mentoring.disclosure.knowledge import Least, views
from mentoring.disclosure.ranges import GAP, Range, exactly, total


@dataclass(frozen=True, kw_only=True, slots=True)
class OneWayTable:
    """All ways in which `size` people can fall into categories so that each count is in its range.

    The sum counts as public knowledge, published or not. A reader who knows up to `records` of the
    people also assumes that each category has at least `floors` others.
    """

    size: int
    counts: tuple[Range, ...]
    floors: Least
    records: int

    def range_of(self, category: int) -> Range:
        """The possible counts of one category, given the ranges and the sum."""
        others = total(self.counts).minus(exactly(0))
        mine = self.counts[category]
        rest = Range(others.low - mine.low, others.high - mine.high)
        return mine.meet(exactly(self.size).minus(rest))

    def narrowed(self, category: int, counts: Range) -> OneWayTable:
        """The worlds in which a category's count is in a range."""
        before, after = self.counts[:category], self.counts[category + 1 :]
        return replace(self, counts=(*before, counts, *after))

    @property
    def safe(self) -> bool:
        """Whether no union of categories is known within GAP, for any known records."""
        return self.possible and all(
            self._hides(known)
            for known in views(len(self.counts), self.records)
            if self._is_possible(known)
        )

    @property
    def possible(self) -> bool:
        """Whether any such table exists."""
        return self._is_possible((0,) * len(self.counts))

    def _ends(self, known: Least) -> list[Range]:
        seen = zip(self.counts, self.floors, known, strict=True)
        return [counts.with_known(floor, number) for counts, floor, number in seen]

    def _is_possible(self, known: Least) -> bool:
        """Whether there is a world in which a reader knows `known` people in each category."""
        ends = self._ends(known)
        return not any(end.empty for end in ends) and self.size in total(ends)

    def _hides(self, known: Least) -> bool:
        """Whether everything stays hidden from a reader who knows `known` people in each category.

        Let s be how far the sum is above all lower ends, and t how far below all upper ends.
        A union of categories whose ranges add up to width W, the other categories' to V, has
        possible counts over a width of min(W, s) + min(V, s) - s, which is one of W, V, s and t.
        So the narrowest union is a single category, or s, or t.
        """
        ends = self._ends(known)
        low, high = total(ends)
        return min(self.size - low, high - self.size, *(end.width for end in ends)) >= GAP


def unknown(size: int, least: Least, records: int, floors: Least | None = None) -> OneWayTable:
    """Every table of `size` people with at least `least` in each category."""
    counts = tuple(Range(low, size) for low in least)
    return OneWayTable(size=size, counts=counts, floors=floors or least, records=records)
