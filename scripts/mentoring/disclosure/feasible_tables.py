"""All tables that are still possible, given what has been published: one table, or two linked ones.

Every range here is exact in whole numbers, without a solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple, TypeVar

from mentoring.disclosure.knowledge import MENTEES_KNOWN, PEOPLE_KNOWN, Least, views
from mentoring.disclosure.ranges import GAP, Range, exactly, total

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class OneWayTable:
    """All ways in which `size` people can fall into categories so that each count is in its range.

    The sum counts as public knowledge, published or not. A reader who knows up to `records` of the
    people also assumes that each category has at least `assumed` others.
    """

    size: int
    counts: tuple[Range, ...]
    assumed: Least
    records: int

    def range_of(self, category: int) -> Range:
        """The possible counts of one category, given the ranges and the sum."""
        others = [count for at, count in enumerate(self.counts) if at != category]
        return self.counts[category].meet(exactly(self.size).minus(total(others)))

    def narrowed(self, category: int, counts: Range) -> OneWayTable:
        """The tables in which a category's count is in a range."""
        return replace(self, counts=_with(self.counts, category, counts))

    @property
    def possible(self) -> bool:
        """Whether any such table exists."""
        return self._allows(self._seen_by((0,) * len(self.counts)))

    @property
    def safe(self) -> bool:
        """Whether no union of categories is known within GAP, for any known records.

        Let s be how far the sum is above all lower ends, and t how far below all upper ends.
        A union of categories whose ranges add up to width W, the other categories' to V, has
        possible counts over a width of min(W, s) + min(V, s) - s, which is one of W, V, s and t.
        So the narrowest union is a single category, or s, or t.
        """
        if not self.possible:
            return False
        for known in views(len(self.counts), self.records):
            counts = self._seen_by(known)
            slack = exactly(self.size).minus(total(counts))
            narrowest = min(slack.high, -slack.low, *(count.width for count in counts))
            if narrowest < GAP and self._allows(counts):
                return False
        return True

    def _seen_by(self, known: Least) -> list[Range]:
        """The counts for a reader who knows `known` people in each category."""
        seen = zip(self.counts, self.assumed, known, strict=True)
        return [counts.at_least(others + number) for counts, others, number in seen]

    def _allows(self, counts: Sequence[Range]) -> bool:
        return not any(count.empty for count in counts) and self.size in total(counts)


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

        Three ranges tied by selected + left = both are a system of difference constraints over
        three nodes: one round of shortest paths closes it, in whole numbers.
        """
        return Split(
            self.selected.meet(self.both.minus(self.left)),
            self.left.meet(self.both.minus(self.selected)),
            self.both.meet(total((self.selected, self.left))),
        )


Known = tuple[Split, ...]


@dataclass(frozen=True)
class LinkedTables:
    """All ways in which people fall into categories, `selected` of them selected and `left` not.

    Closed ranges of single categories add up to closed ranges of a union: the polygons they
    describe have edges in three directions only, and sums of such polygons are their kind again.

    If `mentors` is published in the same categories, no pair shares those of `apart`. Each mentor
    has at least one mentee, so no more mentees of such a category are selected than there are
    mentors elsewhere: the two tables constrain each other.
    """

    selected: int
    left: int
    splits: Known
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
    def _closed(self) -> Known:
        return tuple(split.closed() for split in self.splits)

    def _hides_from_all(self, known: Known) -> bool:
        """Whether all stays hidden from readers who know some selected mentees, or any people."""
        places = 2 * len(known)
        of_mentors = views(places, MENTEES_KNOWN, range(len(known)))
        seen = dict.fromkeys((*of_mentors, *views(places, PEOPLE_KNOWN)))
        readers = dict.fromkeys(_known_to(known, least) for least in seen)
        return all(
            side.width >= GAP
            for reader in readers
            if self._possible(reader)
            for union in unions(len(known))
            for side in self._union(reader, union)
        )

    def _possible(self, known: Known) -> bool:
        return not any(side.empty for split in (*known, self._union(known, (0,))) for side in split)

    def _union(self, known: Known, union: tuple[int, ...]) -> Split:
        """The possibilities for a union of categories, with the other people in the other ones."""
        sides = []
        for side, size in enumerate((self.selected, self.left, self.selected + self.left)):
            inside = total([known[at][side] for at in union])
            outside = total([split[side] for at, split in enumerate(known) if at not in union])
            sides.append(inside.meet(exactly(size).minus(outside)))
        return Split(*sides).closed()


def unions(categories: int) -> list[tuple[int, ...]]:
    """Every union of categories, but one of each two complements, as their widths are equal."""
    others = range(1, categories)
    return [(0, *chosen) for size in range(categories - 1) for chosen in combinations(others, size)]


def _known_to(known: Known, least: Least) -> Known:
    """What a reader knows of each category, given the selected and then the others they know."""
    sides = zip(known, least[: len(known)], least[len(known) :], strict=True)
    return tuple(
        Split(split.selected.at_least(chosen), split.left.at_least(other), split.both).closed()
        for split, chosen, other in sides
    )


def _with(values: tuple[T, ...], at: int, value: T) -> tuple[T, ...]:
    return (*values[:at], value, *values[at + 1 :])
