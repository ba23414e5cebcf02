"""Worlds of two linked tables: a population, and its selected part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from mentoring.disclosure.knowledge import MENTEES_KNOWN, PEOPLE_KNOWN, Least, views
from mentoring.disclosure.one_way_table import OneWayTable
from mentoring.disclosure.ranges import GAP, Range, exactly, total


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
            self.both.meet(self.selected.plus(self.left)),
        )

    def meet(self, other: Split) -> Split:
        """The possibilities that both allow."""
        return Split(*(mine.meet(theirs) for mine, theirs in zip(self, other, strict=True)))

    @property
    def empty(self) -> bool:
        """Whether nothing is possible."""
        return any(one.empty for one in self)

    @property
    def hidden(self) -> bool:
        """Whether none of the three is known within GAP."""
        return all(one.width >= GAP for one in self)


Known = tuple[Split, ...]


@dataclass(frozen=True)
class Apart:
    """The mentors' table of the same categories, and the categories that no pair may share.

    Each mentor has at least one mentee, so no more mentees of an affiliation are selected than
    there are mentors elsewhere: the two tables constrain each other.
    """

    mentors: OneWayTable
    categories: tuple[int, ...]

    def meet(self, known: Known) -> Known:
        """What is known about the mentees, given the mentors' table."""
        return tuple(
            split._replace(selected=split.selected.meet(self._elsewhere(at))).closed()
            if at in self.categories
            else split
            for at, split in enumerate(known)
        )

    def hides(self, known: Known) -> bool:
        """Whether the mentors stay hidden, given what is known about the mentees."""
        mentors = self.mentors
        for at in self.categories:
            most = mentors.size - known[at].selected.low
            mentors = mentors.narrowed(at, mentors.counts[at].meet(Range(0, most)))
        return mentors.safe or not mentors.possible

    def _elsewhere(self, category: int) -> Range:
        """How many mentees of an affiliation can have a mentor of another one."""
        return Range(0, self.mentors.size - self.mentors.counts[category].low)


@dataclass(frozen=True)
class LinkedTables:
    """All ways in which `size.both` people fall into categories, `size.selected` of them selected.

    Closed ranges of single categories add up to closed ranges of a union: the polygons they
    describe have edges in three directions only, and sums of such polygons are their kind again.
    So every range below is exact in whole numbers, without a solver.
    """

    selected: int
    left: int
    splits: Known
    apart: Apart | None = None

    def range_of(self, category: int) -> Range:
        """The possible numbers of selected people in one category."""
        return self._union(self._closed, (category,)).selected

    def narrowed(self, category: int, counts: Range) -> LinkedTables:
        """The worlds in which the number selected from a category is in a range."""
        split = self.splits[category]._replace(selected=counts)
        before, after = self.splits[:category], self.splits[category + 1 :]
        return replace(self, splits=(*before, split, *after))

    @property
    def safe(self) -> bool:
        """Whether all three numbers of every union stay hidden from every reader."""
        known, apart = self._closed, self.apart
        if not self._possible(known) or not self._hides_from_all(known):
            return False
        return apart is None or (apart.hides(known) and self._hides_from_all(apart.meet(known)))

    @cached_property
    def _closed(self) -> Known:
        return tuple(split.closed() for split in self.splits)

    def _hides_from_all(self, known: Known) -> bool:
        seen = dict.fromkeys(_seen(known, least) for least in _views(len(known)))
        return all(self._hides(one) for one in seen if self._possible(one))

    def _possible(self, known: Known) -> bool:
        return not any(one.empty for one in known) and not self._union(known, (0,)).empty

    def _hides(self, known: Known) -> bool:
        return all(self._union(known, union).hidden for union in unions(len(known)))

    def _union(self, known: Known, union: tuple[int, ...]) -> Split:
        """The possibilities for a union of categories, with the other people in the other ones."""
        inside = _sum([known[at] for at in union])
        outside = _sum([one for at, one in enumerate(known) if at not in union])
        sizes = (self.selected, self.left, self.selected + self.left)
        rest = Split(*(exactly(size).minus(one) for size, one in zip(sizes, outside, strict=True)))
        return inside.meet(rest).closed()


def _views(categories: int) -> Iterator[Least]:
    """What a reader may know of selected mentees or of anybody; selected first, then the others."""
    both = 2 * categories
    yield from views(both, MENTEES_KNOWN, range(categories))
    yield from views(both, PEOPLE_KNOWN)


def _seen(known: Known, least: Least) -> Known:
    """What a reader knows of each category, given the selected and other people they know."""
    sides = zip(known, least[: len(known)], least[len(known) :], strict=True)
    return tuple(
        split._replace(
            selected=split.selected.with_known(0, selected), left=split.left.with_known(0, left)
        ).closed()
        if selected or left
        else split
        for split, selected, left in sides
    )


def unions(categories: int) -> list[tuple[int, ...]]:
    """Every union of categories, but one of each two complements, as their widths are equal."""
    others = range(1, categories)
    return [(0, *chosen) for size in range(categories - 1) for chosen in combinations(others, size)]


def _sum(splits: list[Split]) -> Split:
    return Split(*(total([split[side] for split in splits]) for side in range(3)))
