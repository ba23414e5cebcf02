"""Instances in which nothing binds but people's own room: solved as an assignment, all at once.

A kernel would leave no pair out there, and a path for every pair, through all that are chosen, is
slow: a hundred times slower for a thousand people a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance import consistency
from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import expand
from mentoring.matching.proof.proof import Certificate
from mentoring.matching.solver.arcs import weights_for
from mentoring.matching.solver.assignment import FAR, assign
from mentoring.matching.solver.network import network
from mentoring.matching.solver.packing import INT64_BITS

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.proof.proof import Vector
    from mentoring.matching.solver.assignment import Indices, Values
    from mentoring.matching.solver.network import Network
    from mentoring.matching.solver.packing import Packing
    from mentoring.matching.solver.weights import Weights

SPLIT = {"pairs", "motivation", "waited", "fit"}
"""Stages in which what a pair is worth splits into its mentee's worth and its fit's."""


class Whole:
    """The best pairs of such an instance, and what each mentee and each mentor pays for them."""

    def __init__(self, net: Network, weights: Weights) -> None:
        self.net = net
        self.packing: Packing = weights.packing
        self.rows = np.flatnonzero(net.mentees.room > 0)
        self.places = np.repeat(np.arange(len(net.mentors.room)), net.mentors.room)
        self.one_each = bool(np.all(net.mentors.room == 1))
        self.mentee = np.array(weights.mentee, np.int64)
        self.level = np.array([*weights.level.values(), -FAR - max(weights.mentee, default=0)])
        fit = net.instance.fit
        sought = self.level[fit.max(axis=0, initial=0)][self.places]
        first = sought - sought.min(initial=FULL << 50)
        self.found = assign(self._by_row, self._by_place, first, len(self.rows))

    def _by_row(self, some: Indices) -> Values:
        rows = self.rows[some]
        worth: Values = self.level[self.net.instance.fit[rows]]
        worth += self.mentee[rows, None]
        return worth if self.one_each else worth[:, self.places]

    def _by_place(self, some: Indices) -> Values:
        fits = self.net.instance.fit[:, self.places[some]].T
        worth: Values = (self.level[fits] + self.mentee)[:, self.rows]
        return worth

    def pairs(self) -> tuple[Pair, ...]:
        """All pairs by mentee, the pins among them."""
        instance, column = self.net.instance, self.found.column
        taken = zip(self.rows[column >= 0], self.places[column[column >= 0]], strict=True)
        chosen = [(instance.mentees[i].id, instance.mentors[j].id) for i, j in taken]
        return tuple(sorted([*instance.pins, *chosen]))

    def certificate(self) -> Certificate:
        """The prices that prove it; all places of a mentor cost the same."""
        instance, found = self.net.instance, self.found
        gains = zip(self.rows.tolist(), found.gains.tolist(), strict=True)
        prices = dict(zip(self.places.tolist(), found.prices.tolist(), strict=True))
        return Certificate(
            bound=self._vector(int(found.gains.sum() + found.prices.sum())),
            mentees={instance.mentees[i].id: self._vector(p) for i, p in gains if p},
            mentors={instance.mentors[j].id: self._vector(p) for j, p in prices.items() if p},
        )

    def _vector(self, price: int) -> Vector:
        return self.packing.unpack(price)[1:]


def whole(instance: Instance) -> Whole | None:
    """The best of an instance in which neither the cap nor a bound on a home can bind.

    None where one can, or where a pair's worth is not whole in itself or wider than a machine's
    integer. Raises DataError where the instance contradicts itself.
    """
    if not SPLIT.issuperset(instance.objective) or instance.balance.mentees:
        return None
    if instance.balance.mentors or instance.cap < min(len(instance.mentees), _room(instance)):
        return None
    consistency.check(instance)
    net = network(instance)
    weights = weights_for(net, expand(instance.objective, FULL), range(FULL + 1))
    return Whole(net, weights) if weights.packing.bits <= INT64_BITS else None


def _room(instance: Instance) -> int:
    return sum(mentor.capacity for mentor in instance.mentors)
