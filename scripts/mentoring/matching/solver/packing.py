"""Vectors packed into integers that add and compare as the vectors do.

The vectors are ordered lexicographically, the first component first: an ordered group, in which
the duality of linear programming holds word for word. Packing gives each component a field of bits
wide enough for every sum that the solver forms, so nothing ever carries from one into the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.proof.proof import Vector

INT64_BITS = 60
"""Packed vectors no wider than this can be added as 64-bit integers, infinity included."""


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

    @property
    def dtype(self) -> type:
        """How arrays of packed vectors are held: as 64-bit integers, or as Python's."""
        return np.int64 if self.bits <= INT64_BITS else object

    def packed(self, table: NDArray[np.int64]) -> NDArray[Any]:
        """One integer for each vector of an array (vector, component)."""
        return table.astype(self.dtype) @ np.array(self.units, self.dtype)

    def table(self, packed: Sequence[int]) -> NDArray[np.int64]:
        """All the vectors that were packed: an array (vector, component)."""
        array: NDArray[Any] = np.array(packed, self.dtype)
        return np.stack([self.component(array, k) for k in range(len(self.units))], axis=-1)

    def component(self, packed: NDArray[Any], k: int) -> NDArray[np.int64]:
        """One component of each of the vectors that were packed."""
        high, low = self.shifts[k], self.shifts[k + 1]
        digits = ((packed + (1 << low >> 1)) >> low) & ((1 << (high - low)) - 1)
        half = 1 << (high - low - 1)
        return np.asarray(((digits + half) & (2 * half - 1)) - half, np.int64)

    def least(self, k: int) -> int:
        """The least integer whose vector is positive in one of the components up to the kth."""
        return (1 << self.shifts[k + 1]) - (1 << self.shifts[k + 1] >> 1)

    def unpack(self, packed: int) -> Vector:
        """The vector that was packed: each field read as a signed digit, from the lowest."""
        digits = []
        for high, low in reversed(list(pairwise(self.shifts))):
            half = 1 << (high - low - 1)
            digit = ((packed + half) & (2 * half - 1)) - half
            digits.append(digit)
            packed = (packed - digit) >> (high - low)
        return tuple(reversed(digits))
