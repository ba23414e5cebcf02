"""The best outcome of an instance with its proof, or the reason why there is none."""

from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import Instance
from mentoring.matching.instance.serialize import digest
from mentoring.matching.proof.proof import Proof
from mentoring.matching.solver.optimisation import UnmetBoundsError
from mentoring.matching.solver.search import Solution, search
from mentoring.scoring.fit import Progress, silent


def solve(instance: Instance, progress: Progress = silent) -> Solution:
    """The exact optimum of the instance's objective, stage by stage.

    `progress` is told of each stage when it is done. Raises DataError if the instance contradicts
    itself, and InfeasibleError, with the reason, if no choice of pairs keeps every bound.
    """
    try:
        return search(instance, progress=progress)
    except UnmetBoundsError as error:
        raise InfeasibleError(instance) from error


def prove(instance: Instance, solution: Solution) -> Proof:
    """The proof to store with the sealed instance."""
    return Proof(
        cohort=instance.cohort,
        instance=digest(instance),
        objective=solution.objective,
        optimum=solution.optimum,
        floor=solution.floor,
    )
