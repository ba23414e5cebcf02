"""The best outcome of an instance, and the prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.matching import duals, kernel, objective, paths, sealed, sound
from mentoring.matching.infeasible import InfeasibleError
from mentoring.matching.network import network
from mentoring.matching.proof import Certificate, Proof, Value
from mentoring.matching.stages import Term, before_floor, expand
from mentoring.matching.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.matching.instance import Instance, Pair
    from mentoring.matching.network import Network
    from mentoring.matching.residual import Hubs
    from mentoring.matching.weights import Weights


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
    weights, hubs = _best(net, expand(instance.objective, floor))
    pairs = _pairs(instance, hubs)
    return Solution(
        pairs=pairs,
        objective=objective.measure(instance, pairs),
        optimum=duals.certificate(hubs, weights.packing),
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

    It is the first entry of the best list of fits, read from the worst; and the same pairs have
    the fewest at or under the floor.
    """
    instance = net.instance
    before = expand(before_floor(instance.objective), 0)
    _, hubs = _best(net, (*before, Term("levels")))
    floor = objective.floor(instance, _pairs(instance, hubs))
    if floor == int(instance.fit.max(initial=0)):
        return floor, None
    weights = _weigh(net, (*before, Term("below", floor + 1)))
    again = kernel.arcs(net, weights)
    hubs = paths.best(net, again)
    return floor, duals.certificate(hubs, weights.packing)


def _best(net: Network, terms: Sequence[Term]) -> tuple[Weights, Hubs]:
    weights = _weigh(net, terms)
    hubs = paths.best(net, kernel.arcs(net, weights))
    if hubs.short:
        raise InfeasibleError(net)
    return weights, hubs


def _weigh(net: Network, terms: Sequence[Term]) -> Weights:
    """Weights for sums as long as the difference of two simple paths through the residual graph."""
    return weigh(net.instance, terms, 4 * (min(net.cap, len(net.instance.mentees)) + 4))


def _pairs(instance: Instance, hubs: Hubs) -> tuple[Pair, ...]:
    arcs = hubs.arcs
    chosen = [
        (instance.mentees[arcs.rows[arc]].id, instance.mentors[arcs.columns[arc]].id)
        for arc in hubs.chosen
    ]
    return tuple(sorted([*instance.pins, *chosen]))
