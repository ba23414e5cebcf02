"""The rule itself, over worlds written out: the judge of everything that computes it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from mentoring.disclosure.ranges import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

World = tuple[int, ...]


def tables(size: int, categories: int) -> Iterator[World]:
    """Every table of `size` people."""
    counts = product(range(size + 1), repeat=categories)
    return (one for one in counts if sum(one) == size)


def is_safe(worlds: Sequence[World], floors: World | None = None) -> bool:
    """Whether nobody, counted in a category or not, knows any union of categories within GAP.

    Whoever is counted in a category adds one to the floor that is known of it anyway.
    """
    categories = len(worlds[0])
    least = floors or (0,) * categories
    own = ([one for one in worlds if one[at] > least[at]] for at in range(categories))
    views = [worlds, *own]
    unions = [one for one in product((0, 1), repeat=categories) if 0 < sum(one) < categories]
    return all(
        spread(part(world, union) for world in view) >= GAP
        for view in views
        if view
        for union in unions
    )


def part(world: World, union: World) -> int:
    """How many are in a union of categories."""
    return sum(count for count, is_in in zip(world, union, strict=True) if is_in)


def spread(numbers: Iterable[int]) -> int:
    """The distance between the ends of some numbers."""
    found = list(numbers)
    return max(found) - min(found)
