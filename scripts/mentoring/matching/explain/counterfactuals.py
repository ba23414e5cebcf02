"""What it would cost to force or to forbid a pair: for all pairs, from one solution.

Whatever includes a pair that was not chosen closes a cycle with it in the residual graph, and the
best of it closes the cheapest. Cheapest paths run between hubs (see `residual`), so the distances
between a few dozen nodes give the price of every pair, exactly.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.explain.objective_loss import ObjectiveLoss, losses
from mentoring.matching.explain.widest_paths import WidestPaths
from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import before_floor, expand
from mentoring.matching.solver.arcs import weights_for
from mentoring.matching.solver.network import SHUT
from mentoring.matching.solver.residual import settle
from mentoring.matching.solver.search import search
from mentoring.matching.solver.weights import levels

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.solver.search import Search
    from mentoring.matching.solver.weights import Weights


class Counterfactuals:
    """The losses of the best outcomes that have a certain pair, or go without it."""

    def __init__(self, instance: Instance, found: Search | None = None) -> None:
        self.instance = instance
        self.found = found or search(instance)
        self.hubs = self.found.hubs
        self.pairs = frozenset(self.found.pairs)
        self._graph = self.hubs.circulation()
        self._from: dict[int, list[int]] = {}

    def forced(self, pair: Pair) -> ObjectiveLoss | None:
        """What the best outcome with the pair loses; None if no outcome at all has it.

        The pair counts for the floor like any other, which a pin does not.
        """
        [(row, column)] = self.instance.places([pair])
        fit, net = int(self.instance.fit[row, column]), self.hubs.network
        if pair in self.pairs:
            return self._loss(0, lambda: FULL)
        if fit < 0 or SHUT in {int(net.mentees.group[row]), int(net.mentors.group[column])}:
            return None
        way = self.way(int(self.hubs.exit[column]), int(self.hubs.enter[row]))
        cost = way - self._worth(row, column)
        return self._loss(cost, lambda: min(fit, self.widths.forced(row, column)))

    def forbidden(self, pair: Pair) -> ObjectiveLoss | None:
        """What the best outcome without the pair loses; None if every outcome has it."""
        if pair not in self.pairs:
            return self._loss(0, lambda: FULL)
        if pair in self.instance.pins:
            return None
        [(row, column)] = self.instance.places([pair])
        way = self.way(int(self.hubs.enter[row]), int(self.hubs.exit[column]))
        cost = way + self._worth(row, column)
        return self._loss(cost, lambda: self.widths.forbidden(row, column))

    def way(self, tail: int, head: int) -> int:
        """The cost of the cheapest path between two hubs."""
        if tail not in self._from:
            labels = [self.hubs.arcs.infinity] * self.hubs.size
            labels[tail] = 0
            settle(self._graph, labels, [tail])
            self._from[tail] = labels
        return self._from[tail][head]

    def _worth(self, row: int, column: int) -> int:
        [worth] = self.weights.of(self.instance, np.array([row]), np.array([column]))
        return worth

    def _loss(self, cost: int, floor: Callable[[], int]) -> ObjectiveLoss | None:
        """A packed loss as one by stages, if the bounds can be kept; `floor` is what it can keep.

        The first component is what a bound that is broken costs; no path at all costs more.
        """
        if cost >= self.hubs.arcs.infinity // 2:
            return None
        broken, *vector = self.hubs.arcs.packing.unpack(cost)
        return None if broken else losses(self.instance, vector, lambda: self.found.floor - floor())

    @cached_property
    def weights(self) -> Weights:
        """What pairs are worth, packed as the distances are."""
        return weights_for(self.hubs.network, self.found.terms, levels(self.instance))

    @cached_property
    def widths(self) -> WidestPaths:
        """Which floors changes can keep; there must be a floor stage."""
        before = expand(before_floor(self.instance.objective), FULL)
        return WidestPaths(self.hubs.network, before, self.hubs.arcs.pairs(self.hubs.chosen))
