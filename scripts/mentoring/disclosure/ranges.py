"""A range of whole numbers, and how narrow a published one may be."""

from __future__ import annotations

from typing import NamedTuple

GAP = 4
"""The least distance between the ends of every range that anybody can work out.

With 4 the range holds five numbers, so that a group of 1 to 4 people cannot be told from none,
nor from five.
"""


class Range(NamedTuple):
    """The numbers from `low` to `high`, both included; empty where `low` is above `high`."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """The distance between the ends: one less than the numbers it holds."""
        return self.high - self.low

    @property
    def empty(self) -> bool:
        """Whether it holds no number."""
        return self.low > self.high

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.low <= number <= self.high

    def nearest(self, number: int) -> int:
        """The number in the range that is closest to `number`."""
        return min(max(number, self.low), self.high)

    def within(self, other: Range) -> bool:
        """Whether the other holds all of this one."""
        return other.low <= self.low and self.high <= other.high

    def meet(self, other: Range) -> Range:
        """What both hold."""
        return Range(max(self.low, other.low), min(self.high, other.high))

    def plus(self, other: Range) -> Range:
        """The sums of one number from each."""
        return Range(self.low + other.low, self.high + other.high)

    def minus(self, other: Range) -> Range:
        """The differences between a number of this one and a number of the other."""
        return Range(self.low - other.high, self.high - other.low)

    def with_known(self, floor: int, number: int) -> Range:
        """The range as seen by somebody who knows of `number` people above `floor`."""
        return Range(max(self.low, floor + number), self.high)


def exactly(number: int) -> Range:
    """The range that holds one number."""
    return Range(number, number)


def total(ranges: tuple[Range, ...] | list[Range]) -> Range:
    """The sums of one number from each of the ranges."""
    return Range(sum(one.low for one in ranges), sum(one.high for one in ranges))
