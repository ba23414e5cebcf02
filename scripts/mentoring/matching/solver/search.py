"""The search for the best outcome, stage by stage, without its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.matching.instance import consistency
from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import Term, before_floor, expand
from mentoring.matching.solver import objective, paths
from mentoring.matching.solver.arcs import kernel_arcs, weighed
from mentoring.matching.solver.infeasible import InfeasibleError
from mentoring.matching.solver.network import network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.solver.network import Network
    from mentoring.matching.solver.residual import Hubs


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """What was found: the residual graph of the best pairs, by all `terms`.

    `floor` is what a floor stage reached, and `levelled` the residual graph of pairs with the best
    list of fits, from which it is known; None without such a stage, or if no fit is higher.
    """

    hubs: Hubs
    terms: tuple[Term, ...]
    floor: int = FULL
    levelled: Hubs | None = None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The best pairs, by mentee."""
        return _pairs(self.hubs)

    def bound(self) -> Hubs | None:
        """The residual graph that shows why the floor cannot be higher, if it could be.

        The pairs with the best list of fits have the fewest below the floor, none, and then the
        fewest at it, so they are optimal for that as well.
        """
        if self.levelled is None:
            return None
        net, arcs = self.levelled.network, self.levelled.arcs
        terms = (*_before(net), Term("below", self.floor), Term("below", self.floor + 1))
        return self.levelled.reweighed(weighed(net, terms, (arcs.rows, arcs.columns)))


def search(instance: Instance, ceiling: int = FULL) -> Search:
    """The best pairs for the instance's objective, in which no floor above the ceiling counts.

    Raises DataError where the instance contradicts itself, and InfeasibleError, with the reason,
    where no choice of pairs keeps every bound.
    """
    consistency.check(instance)
    net = network(instance)
    reached, levelled = _floor(net) if "floor" in instance.objective else (FULL, None)
    floor = min(reached, ceiling)
    terms = expand(instance.objective, floor)
    return Search(hubs=_best(net, terms), terms=terms, floor=floor, levelled=levelled)


def _floor(net: Network) -> tuple[int, Hubs | None]:
    """The highest floor that gives up nothing of the stages before it, and the pairs that tell.

    It is the first entry of the best list of fits, read from the worst.
    """
    hubs = _best(net, (*_before(net), Term("worst")))
    floor = objective.floor(net.instance, _pairs(hubs))
    return floor, None if floor == FULL else hubs


def _before(net: Network) -> tuple[Term, ...]:
    return expand(before_floor(net.instance.objective), FULL)


def _best(net: Network, terms: Sequence[Term]) -> Hubs:
    hubs = paths.best(net, kernel_arcs(net, terms))
    if hubs.short:
        raise InfeasibleError(net.instance)
    return hubs


def _pairs(hubs: Hubs) -> tuple[Pair, ...]:
    instance = hubs.network.instance
    chosen = [
        (instance.mentees[row].id, instance.mentors[column].id)
        for row, column in hubs.arcs.pairs(hubs.chosen)
    ]
    return tuple(sorted([*instance.pins, *chosen]))
