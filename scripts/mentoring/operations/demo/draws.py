"""Random choices that stay the same for a seed, whatever the Python version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A stream of choices, named by its `key`; streams of different keys are independent.

    Only `Random.random` is called: the one method whose sequence the standard library promises
    to keep for a seed. A stream for each person means that a larger cohort begins with the
    people of a smaller one.
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
        """A number of mean 0 and variance 1, near enough normal: twelve uniform ones summed."""
        return sum(self._next() for _ in range(12)) - 6

    def one(self, items: Sequence[T]) -> T:
        """Any of the items."""
        return items[int(self._next() * len(items))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, as often as its weight says."""
        point = int(self._next() * sum(weights.values()))
        for item, weight in weights.items():
            point -= weight
            if point < 0:
                return item
        raise ValueError(weights)

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """So many different items (all of them if there are fewer), in random order."""
        left = list(items)
        return tuple(left.pop(int(self._next() * len(left))) for _ in range(min(count, len(items))))
