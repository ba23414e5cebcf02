"""All tables that are still possible, given what has been published: one table, or two linked ones.

Every range here is exact in whole numbers, without a solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from mentoring.aggregates.release import Range, exactly, total
from mentoring.disclosure.knowledge import GAP, MENTEES_KNOWN, PEOPLE_KNOWN, Least, unions, views

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class OneWayTable:
    """All ways in which `size` people can fall into categories so that each count is in its range.

    The size is public. A reader who knows up to `records` of the people also assumes that each
    category has at least `assumed` others.
    """

    size: int
    counts: tuple[Range, ...]
    assumed: Least
    records: int

    def range_of(self, category: int) -> Range:
        """The possible counts of one category, given the ranges and the sum."""
        return _inside(self.counts, (category,), self.size)

    def narrowed(self, category: int, counts: Range) -> OneWayTable:
        """The tables in which a category's count is in a range."""
        return replace(self, counts=_with(self.counts, category, counts))

    @property
    def possible(self) -> bool:
        """Whether any such table exists."""
        return self._narrowest((0,) * len(self.counts)) >= 0

    @property
    def safe(self) -> bool:
        """Whether no union of categories is known within GAP, for any known records."""
        seen = map(self._narrowest, views(len(self.counts), self.records))
        return self.possible and not any(width in range(GAP) for width in seen)

    def _narrowest(self, known: Least) -> int:
        """The least width of a union for a reader of `known` people; negative if impossible.

        Let s be how far the sum is above all lower ends, and t how far below all upper ends.
        A union of categories whose ranges add up to width W, the other categories' to V, has
        possible counts over a width of min(W, s) + min(V, s) - s, which is one of W, V, s and t.
        So the narrowest union is a single category, or s, or t.
        """
        seen = zip(self.counts, self.assumed, known, strict=True)
        counts = [count.at_least(others + number) for count, others, number in seen]
        slack = exactly(self.size).minus(total(counts))
        return min(slack.high, -slack.low, *(count.width for count in counts))


def unknown(size: int, least: Least, records: int, assumed: Least | None = None) -> OneWayTable:
    """Every table of `size` people with at least `least` in each category."""
    counts = tuple(Range(low, size) for low in least)
    return OneWayTable(size=size, counts=counts, assumed=assumed or least, records=records)


class Split(NamedTuple):
    """The ranges of the numbers of selected people, of the others, and of both together."""

    selected: Range
    left: Range
    both: Range

    def closed(self) -> Split:
        """The same possibilities, with tight bounds.

        These difference constraints have three nodes: one round of shortest paths closes them.
        """
        return Split(
            self.selected.meet(self.both.minus(self.left)),
            self.left.meet(self.both.minus(self.selected)),
            self.both.meet(total((self.selected, self.left))),
        )

    def seen_by(self, selected: int, left: int) -> Split:
        """The possibilities for a reader who knows so many selected people, and so many others."""
        return Split(self.selected.at_least(selected), self.left.at_least(left), self.both).closed()


@dataclass(frozen=True)
class LinkedTables:
    """All ways in which people fall into categories, `selected` of them selected and `left` not.

    Closed ranges of single categories add up to closed ranges of a union: the polygons they
    describe have edges in three directions only, and sums of such polygons are their kind again.

    No pair shares the categories of `apart`. Each of the published `mentors` has a mentee, so no
    more such mentees are selected than there are mentors elsewhere.
    """

    selected: int
    left: int
    splits: tuple[Split, ...]
    mentors: OneWayTable | None = None
    apart: tuple[int, ...] = ()

    def range_of(self, category: int) -> Range:
        """The possible numbers of selected people in one category."""
        return self._union(self._closed, (category,)).selected

    def narrowed(self, category: int, counts: Range) -> LinkedTables:
        """The tables in which the number selected from a category is in a range."""
        split = self.splits[category]._replace(selected=counts)
        return replace(self, splits=_with(self.splits, category, split))

    @property
    def safe(self) -> bool:
        """Whether all three numbers of every union stay hidden from every reader."""
        known, mentors = self._closed, self.mentors
        if not self._possible(known) or not self._hides_from_all(known):
            return False
        if mentors is None:
            return True
        met = known
        for at in self.apart:
            most = Range(0, mentors.size - known[at].selected.low)
            elsewhere = Range(0, mentors.size - mentors.counts[at].low)
            selected = known[at].selected.meet(elsewhere)
            met = _with(met, at, known[at]._replace(selected=selected).closed())
            mentors = mentors.narrowed(at, mentors.counts[at].meet(most))
        return (mentors.safe or not mentors.possible) and self._hides_from_all(met)

    @cached_property
    def _closed(self) -> tuple[Split, ...]:
        return tuple(split.closed() for split in self.splits)

    def _hides_from_all(self, known: tuple[Split, ...]) -> bool:
        """Whether all stays hidden from readers who know some selected mentees, or any people."""
        number = len(known)
        of_mentors = views(2 * number, MENTEES_KNOWN, range(number))
        readers = {
            tuple(map(Split.seen_by, known, least[:number], least[number:]))
            for least in {*of_mentors, *views(2 * number, PEOPLE_KNOWN)}
        }
        return all(
            side.width >= GAP
            for reader in readers
            if self._possible(reader)
            for union in unions(number)
            for side in self._union(reader, union)
        )

    def _possible(self, known: tuple[Split, ...]) -> bool:
        splits = (*known, self._union(known, (0,)))
        return all(side.width >= 0 for split in splits for side in split)

    def _union(self, known: tuple[Split, ...], union: tuple[int, ...]) -> Split:
        """The possibilities for a union of categories, with the other people in the other ones."""
        sizes = (self.selected, self.left, self.selected + self.left)
        sides = zip(zip(*known, strict=True), sizes, strict=True)
        return Split(*(_inside(side, union, size) for side, size in sides)).closed()


Tables = OneWayTable | LinkedTables


def _inside(counts: Sequence[Range], union: tuple[int, ...], size: int) -> Range:
    """The possible counts of a union of categories, if `size` people fall into all of them."""
    outside = [count for at, count in enumerate(counts) if at not in union]
    return total([counts[at] for at in union]).meet(exactly(size).minus(total(outside)))


def _with(values: tuple[T, ...], at: int, value: T) -> tuple[T, ...]:
    return (*values[:at], value, *values[at + 1 :])
