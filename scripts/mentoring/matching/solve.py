"""The best outcome of an instance with its proof, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring.matching.explain.infeasible import InfeasibleError
from mentoring.matching.instance import serialize as sealed
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.objective import Value, measure
from mentoring.matching.proof.proof import Certificate, Proof
from mentoring.matching.solver.optimisation import UnmetBoundsError
from mentoring.matching.solver.search import search
from mentoring.scoring.fit import Progress, silent


@dataclass(frozen=True, kw_only=True, slots=True)
class Solution:
    """An optimal outcome: its pairs by mentee, its value, and the certificates of optimality."""

    pairs: tuple[Pair, ...]
    objective: Mapping[str, Value]
    optimum: Certificate
    floor: Certificate | None = None


def solve(instance: Instance, progress: Progress = silent) -> Solution:
    """The exact optimum of the instance's objective, stage by stage.

    `progress` is told of each stage when it is done. Raises DataError if the instance contradicts
    itself, and InfeasibleError, with the reason, if no choice of pairs keeps every bound.
    """
    try:
        found = search(instance, progress=progress)
    except UnmetBoundsError as error:
        raise InfeasibleError(instance) from error
    return Solution(
        pairs=found.pairs,
        objective=measure(instance, found.pairs),
        optimum=found.optimum(),
        floor=found.bound(),
    )


def prove(instance: Instance, solution: Solution) -> Proof:
    """The proof to store with the sealed instance."""
    return Proof(
        cohort=instance.cohort,
        instance=sealed.digest(instance),
        objective=solution.objective,
        optimum=solution.optimum,
        floor=solution.floor,
    )
