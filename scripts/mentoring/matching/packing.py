"""Vectors packed into integers that add and compare as the vectors do.

The vectors are ordered lexicographically, the first component first: an ordered group, in which
the duality of linear programming holds word for word. Packing gives each component a field of bits
wide enough for every sum that the solver forms, so nothing ever carries from one into the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mentoring.matching.proof import Vector


@dataclass(frozen=True, slots=True)
class Packing:
    """Where the field of each component begins, in bits, after the width of them all."""

    shifts: tuple[int, ...]

    @classmethod
    def of(cls, limits: Sequence[int], summands: int) -> Packing:
        """Fields for sums of up to `summands` vectors whose components are within ±`limits`."""
        widths = [(summands * limit).bit_length() + 1 for limit in limits]
        return cls(tuple(reversed([0, *accumulate(reversed(widths))])))

    @property
    def bits(self) -> int:
        """The width of a packed vector."""
        return self.shifts[0]

    @property
    def units(self) -> list[int]:
        """For each component, the packed vector that is one there and zero elsewhere."""
        return [1 << shift for shift in self.shifts[1:]]

    def pack(self, vector: Iterable[int]) -> int:
        """One integer for a vector. The order and the sums of packed vectors are theirs."""
        return sum(value * unit for value, unit in zip(vector, self.units, strict=True))

    def unpack(self, packed: int) -> Vector:
        """The vector that was packed: each field read as a signed digit, from the lowest."""
        digits = []
        for high, low in reversed(list(zip(self.shifts, self.shifts[1:], strict=False))):
            half = 1 << (high - low - 1)
            digit = ((packed + half) & (2 * half - 1)) - half
            digits.append(digit)
            packed = (packed - digit) >> (high - low)
        return tuple(reversed(digits))
