"""Worlds of two linked tables: a population, and those of it who were selected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from mentoring.disclosure.ranges import GAP, Range, exactly, total


class Split(NamedTuple):
    """Ranges of how many are selected, how many are left, and how many there are of both."""

    selected: Range
    left: Range
    both: Range

    def closed(self) -> Split:
        """The same possibilities, with every end tight.

        Three ranges tied by selected + left = both are a system of difference constraints over
        three nodes: one round of shortest paths closes it, in whole numbers.
        """
        return Split(
            self.selected.meet(self.both.minus(self.left)),
            self.left.meet(self.both.minus(self.selected)),
            self.both.meet(self.selected.plus(self.left)),
        )

    def meet(self, other: Split) -> Split:
        """What both allow."""
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
class LinkedTables:
    """All ways in which `size.both` people fall into categories, `size.selected` of them selected.

    Closed ranges of single categories add up to closed ranges of a union: the polygons they
    describe have edges in three directions only, and sums of such polygons are their kind again.
    So every range below is exact in whole numbers, without a solver.
    """

    selected: int
    left: int
    splits: Known

    def range_of(self, category: int) -> Range:
        """What is possible for the selected of one category."""
        return self._union(self._closed, (category,)).selected

    def narrowed(self, category: int, counts: Range) -> LinkedTables:
        """These worlds without those in which a category's selected are outside a range."""
        split = self.splits[category]._replace(selected=counts)
        before, after = self.splits[:category], self.splits[category + 1 :]
        return replace(self, splits=(*before, split, *after))

    @property
    def safe(self) -> bool:
        """Whether selected, left and all of every union stay hidden from everybody counted."""
        if not self._possible(self._closed):
            return False
        return all(self._hides(known) for known in self._views() if self._possible(known))

    @cached_property
    def _closed(self) -> Known:
        return tuple(split.closed() for split in self.splits)

    def _views(self) -> list[Known]:
        """What an outsider knows, and what each person counted knows by their own record."""
        return [
            self._closed,
            *(self._seen_by(at, "selected") for at in range(len(self.splits))),
            *(self._seen_by(at, "left") for at in range(len(self.splits))),
        ]

    def _seen_by(self, category: int, side: str) -> Known:
        split = self.splits[category]
        seen = split._replace(**{side: getattr(split, side).with_one()})
        return (*self._closed[:category], seen.closed(), *self._closed[category + 1 :])

    def _possible(self, known: Known) -> bool:
        return not any(one.empty for one in known) and not self._union(known, (0,)).empty

    def _hides(self, known: Known) -> bool:
        return all(self._union(known, union).hidden for union in unions(len(known)))

    def _union(self, known: Known, union: tuple[int, ...]) -> Split:
        """What is possible for some categories together, the rest of the people in the others."""
        inside = _sum([known[at] for at in union])
        outside = _sum([one for at, one in enumerate(known) if at not in union])
        sizes = (self.selected, self.left, self.selected + self.left)
        rest = Split(*(exactly(size).minus(one) for size, one in zip(sizes, outside, strict=True)))
        return inside.meet(rest).closed()


def unions(categories: int) -> list[tuple[int, ...]]:
    """Every union of categories, one of each pair of complements (their widths are the same)."""
    others = range(1, categories)
    return [(0, *chosen) for size in range(categories - 1) for chosen in combinations(others, size)]


def _sum(splits: list[Split]) -> Split:
    return Split(*(total([split[side] for split in splits]) for side in range(3)))
