"""Stage after stage on one face: as many terms at a time as one integer a pair can hold.

Several terms are solved at once where vectors, packed into integers, add and compare as they do:
each component has a field of bits wide enough for the sums along a path, so nothing carries from
one into the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.tickets import LARGEST
from mentoring.matching.proof.pair_values import components
from mentoring.matching.solver.face import Face
from mentoring.matching.solver.flow import BITS
from mentoring.matching.solver.prices import certificate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mentoring.matching.instance.stages import Term
    from mentoring.matching.network import Network
    from mentoring.matching.proof.pair_values import Component
    from mentoring.matching.proof.proof import Certificate
    from mentoring.matching.solver.face import Ints, Places

LIMITS = {"fit": FULL, "lottery": LARGEST}
"""What a pair is worth at most in each component of a term: 1 in all others."""


class UnmetBoundsError(MentoringError):
    """No choice of pairs keeps every lower bound: the fullest flow leaves `short` places empty.

    `labels` are the potentials that show it.
    """

    def __init__(self, network: Network, face: Face, labels: Ints, short: int) -> None:
        super().__init__("No choice of pairs keeps every bound.")
        self.network, self.face, self.labels, self.short = network, face, labels, short


class Optimisation:
    """The best outcomes by the terms so far, with the potentials that prove them.

    `labels` has a potential for every node, `components` the worth of pairs, both by component.
    """

    def __init__(self, network: Network, places: Places) -> None:
        """Raises UnmetBoundsError where no choice of these pairs keeps every bound."""
        self.network = network
        self.face = Face.of(network, places)
        self.labels: list[Ints] = []
        self.components: list[Component] = []
        short, labels = self.face.fill()
        if short:
            raise UnmetBoundsError(network, self.face, labels, short)

    def copy(self) -> Optimisation:
        """The same, to go on from without changing this one."""
        other = Optimisation.__new__(Optimisation)
        other.network, other.face = self.network, self.face.copy()
        other.labels, other.components = [*self.labels], [*self.components]
        return other

    @property
    def places(self) -> list[tuple[int, int]]:
        """The (row, column) of each pair that is chosen."""
        chosen = self.face.chosen
        rows, columns = self.face.rows[chosen].tolist(), self.face.columns[chosen].tolist()
        return list(zip(rows, columns, strict=True))

    def certificate(self) -> Certificate:
        """The prices that prove it, and the bound they give."""
        return certificate(self.network, self.face, self.labels, self.components)

    def pursue(self, terms: Iterable[Term]) -> Optimisation:
        """Keep the outcomes that are the best by these terms as well, one after the other."""
        room = BITS - self.face.size.bit_length()
        batch: list[tuple[int, Component]] = []
        for term in terms:
            limit = LIMITS.get(term.name, 1)
            if term.name in {"below", "levels"}:
                self._settle(batch)
                batch = []
            if term.name == "levels":
                self.floor()
            for component in components(self.network.instance, [term]):
                wide = sum(self._width(size) for size in (limit, *(size for size, _ in batch)))
                if batch and wide > room:
                    self._settle(batch)
                    batch = []
                batch.append((limit, component))
        self._settle(batch)
        return self

    def floor(self) -> int:
        """The highest worst fit of these outcomes, one of which then flows; FULL of no pairs.

        Each solve tries several fits at once, by how few pairs could be below the first of them,
        then below the second, and so on.
        """
        face, fits = self.face, self.network.instance.fit[self.face.rows, self.face.columns]
        levels = np.flatnonzero(np.bincount(np.append(fits, FULL)))
        settled = fits[~face.open & (face.flow[: len(fits)] > 0)]
        low, high = FULL, int(settled.min(initial=FULL))
        field = (self.network.cap + 1).bit_length()
        tries = max((BITS - face.size.bit_length()) // field - 1, 1)
        while True:
            low = min(int(fits[face.chosen].min(initial=FULL)), high)
            levels = levels[(levels > low) & (levels <= high)]
            if not len(levels):
                return low
            some = np.linspace(0, len(levels) - 1, tries + 2).astype(int)[1:-1]
            tried = np.append(low, levels[np.unique(some)])
            units = 1 << (field * np.arange(len(tried))[::-1])
            worse = len(tried) - np.searchsorted(tried, fits, side="right")
            face.minimise(face.cost(np.append(0, np.cumsum(units[::-1]))[worse]))
            worst = int(fits[face.chosen].min(initial=FULL))
            high = int(min(high, *tried[tried > worst] - 1, FULL))

    def _settle(self, batch: Sequence[tuple[int, Component]]) -> None:
        """Go on with components, packed into one cost."""
        if not batch:
            return
        widths = [self._width(limit) for limit, _ in batch]
        shifts = [sum(widths[k + 1 :]) for k in range(len(widths))]
        on = np.flatnonzero(self.face.open)
        cost = np.zeros(len(self.face.rows), np.int64)
        for shift, (_, component) in zip(shifts, batch, strict=True):
            cost[on] -= component(self.face.rows[on], self.face.columns[on]) << shift
        whole = self.face.cost(cost)
        self.labels += _unpacked(self.face.settle(whole), shifts)
        self.components += [component for _, component in batch]

    def _width(self, limit: int) -> int:
        """The bits of a sum along a path: it has two pairs for each pair and for each group."""
        groups = len(self.network.mentees.low) + len(self.network.mentors.low)
        longest = 2 * (min(self.network.cap, len(self.network.mentees.group)) + groups + 1)
        return (longest * limit).bit_length() + 1


def _unpacked(packed: Ints, shifts: Sequence[int]) -> list[Ints]:
    """The vectors that were packed, component by component: signed digits, from the lowest."""
    parts: list[Ints] = []
    for shift, above in zip(reversed(shifts), [*reversed(shifts[:-1]), 62], strict=True):
        half = 1 << (above - shift - 1)
        digit = (packed + half) % (2 * half) - half
        parts.append(digit)
        packed = (packed - digit) >> (above - shift)
    return parts[::-1]
