"""The rule itself, over worlds written out: the judge of everything that computes it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING

from mentoring.disclosure.knowledge import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

World = tuple[int, ...]


def tables(size: int, categories: int) -> Iterator[World]:
    """Every table of `size` people."""
    counts = product(range(size + 1), repeat=categories)
    return (count for count in counts if sum(count) == size)


def is_safe(worlds: Sequence[World], assumed: World | None = None, records: int = 1) -> bool:
    """Whether knowing up to so many records never bounds any union of categories within GAP.

    Each known record adds one to the known lower bound of its category.
    """
    categories = len(worlds[0])
    least = assumed or (0,) * categories
    views = [
        [world for world in worlds if all(map(int.__ge__, world, known))]
        for known in knowledge(least, records)
    ]
    unions = [one for one in product((0, 1), repeat=categories) if 0 < sum(one) < categories]
    return all(
        spread(part(world, union) for world in view) >= GAP
        for view in views
        if view
        for union in unions
    )


def knowledge(assumed: World, records: int) -> Iterator[World]:
    """The possible lower bounds of each category for a reader who knows up to so many records."""
    nowhere = len(assumed)
    for places in combinations_with_replacement(range(nowhere + 1), records):
        number = Counter(places)
        yield tuple(floor + number[at] for at, floor in enumerate(assumed))


def part(world: World, union: World) -> int:
    """How many are in a union of categories."""
    return sum(count for count, is_in in zip(world, union, strict=True) if is_in)


def spread(numbers: Iterable[int]) -> int:
    """The distance between the ends of some numbers."""
    found = list(numbers)
    return max(found) - min(found)
