"""The best outcome of an instance, and the prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.matching import duals, objective, paths, sealed, sound
from mentoring.matching.arcs import kernel_arcs, weighed
from mentoring.matching.infeasible import InfeasibleError
from mentoring.matching.instance import FULL
from mentoring.matching.network import network
from mentoring.matching.proof import Certificate, Proof, Value
from mentoring.matching.stages import Term, before_floor, expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.matching.instance import Instance, Pair
    from mentoring.matching.network import Network
    from mentoring.matching.residual import Hubs


@dataclass(frozen=True, kw_only=True, slots=True)
class Solution:
    """An optimal outcome: its pairs by mentee, what it is worth, and why nothing is worth more."""

    pairs: tuple[Pair, ...]
    objective: Mapping[str, Value]
    optimum: Certificate
    floor: Certificate | None = None


def solve(instance: Instance) -> Solution:
    """The best pairs for the instance's objective, stage by stage, exactly.

    Raises DataError where the instance contradicts itself, and InfeasibleError, with the reason,
    where no choice of pairs keeps every bound.
    """
    sound.check(instance)
    net = network(instance)
    floor, bound = _floor(net) if "floor" in instance.objective else (0, None)
    hubs = _best(net, expand(instance.objective, floor))
    pairs = _pairs(hubs)
    return Solution(
        pairs=pairs,
        objective=objective.measure(instance, pairs),
        optimum=duals.certificate(hubs),
        floor=bound,
    )


def prove(instance: Instance, solution: Solution) -> Proof:
    """The proof to keep beside the sealed instance."""
    return Proof(
        cohort=instance.cohort,
        instance=sealed.digest(instance),
        objective=solution.objective,
        optimum=solution.optimum,
        floor=solution.floor,
    )


def _floor(net: Network) -> tuple[int, Certificate | None]:
    """The highest floor that gives up nothing of the stages before it, and why there is no higher.

    It is the first entry of the best list of fits, read from the worst. The same pairs have the
    fewest below the floor, none, and then the fewest at it, so they are optimal for the bound too.
    """
    before = expand(before_floor(net.instance.objective), 0)
    hubs = _best(net, (*before, Term("worst")))
    floor = objective.floor(net.instance, _pairs(hubs))
    if floor == FULL:
        return floor, None
    terms = (*before, Term("below", floor), Term("below", floor + 1))
    arcs = weighed(net, terms, (hubs.arcs.rows, hubs.arcs.columns))
    return floor, duals.certificate(hubs.reweighed(arcs))


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
