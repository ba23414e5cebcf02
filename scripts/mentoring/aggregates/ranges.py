"""A range of whole numbers: what is published of a count, and what a reader can infer of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Range(NamedTuple):
    """The numbers from `low` to `high`, both included; empty if `low` is above `high`."""

    low: int
    high: int

    def __str__(self) -> str:
        """The range in words."""
        if self.width == 0:
            return str(self.low)
        return f"{self.low} to {self.high}" if self.low else f"at most {self.high}"

    @property
    def width(self) -> int:
        """`high` - `low`: one less than the numbers in the range."""
        return self.high - self.low

    @property
    def empty(self) -> bool:
        """Whether the range contains no number."""
        return self.low > self.high

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.low <= number <= self.high

    def within(self, other: Range) -> bool:
        """Whether `other` contains this whole range."""
        return other.low <= self.low and self.high <= other.high

    def meet(self, other: Range) -> Range:
        """The intersection of both ranges."""
        return Range(max(self.low, other.low), min(self.high, other.high))

    def minus(self, other: Range) -> Range:
        """The differences of a number from this range and one from the other."""
        return Range(self.low - other.high, self.high - other.low)

    def at_least(self, number: int) -> Range:
        """The numbers of this range from `number` on."""
        return Range(max(self.low, number), self.high)


def exactly(number: int) -> Range:
    """The range that holds one number."""
    return Range(number, number)


def total(ranges: Collection[Range]) -> Range:
    """The sums of one number from each of the ranges."""
    return Range(sum(part.low for part in ranges), sum(part.high for part in ranges))
