"""Random choices that are the same for a seed in every Python version."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A stream of choices, named by its `key`; streams with different keys are independent.

    Only `Random.random` is used: the standard library guarantees its sequence for a seed. Each
    person has a stream, so that a larger cohort begins with the people of a smaller one.
    """

    def __init__(self, *key: str | int) -> None:
        self._next = Random("/".join(map(str, key))).random  # noqa: S311 (no secret is drawn)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._next() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def share(self) -> float:
        """A number in [0, 1)."""
        return self._next()

    def normal(self) -> float:
        """An approximately normal number (mean 0, variance 1): the sum of twelve uniform ones."""
        return sum(self._next() for _ in range(12)) - 6

    def one(self, items: Sequence[T]) -> T:
        """Any of the items."""
        return items[self.whole(0, len(items) - 1)]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, with a probability proportional to its weight."""
        edges = tuple(accumulate(weights.values()))
        return tuple(weights)[bisect(edges, self.whole(0, edges[-1] - 1))]

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """Up to `count` different items, in random order."""
        left = list(items)
        return tuple(left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(items))))
