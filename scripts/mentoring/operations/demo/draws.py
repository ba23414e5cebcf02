"""Random choices that are the same for a seed in every Python version."""

from collections.abc import Mapping, Sequence
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

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def normal(self) -> float:
        """An approximately normal number (mean 0, variance 1): the sum of twelve uniform ones."""
        return sum(self._next() for _ in range(12)) - 6

    def one(self, items: Sequence[T]) -> T:
        """Any of the items."""
        return items[int(self._next() * len(items))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, with a probability proportional to its weight."""
        point = int(self._next() * sum(weights.values()))
        for item, weight in weights.items():
            point -= weight
            if point < 0:
                return item
        raise ValueError(weights)

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """Up to `count` different items, in random order."""
        left = list(items)
        return tuple(left.pop(int(self._next() * len(left))) for _ in range(min(count, len(items))))
