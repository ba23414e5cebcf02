"""The search for the best outcome, stage by stage, with the prices that prove it."""

from dataclasses import dataclass

from mentoring.errors import DataError
from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.limits import problems
from mentoring.matching.instance.objective import Term, Value, before_floor, expand, measure
from mentoring.matching.kernel import is_small
from mentoring.matching.proof import Proof
from mentoring.matching.solver.optimisation import Optimisation
from mentoring.scoring.fit import Progress, silent


@dataclass(frozen=True, kw_only=True, slots=True)
class Solution:
    """An optimal outcome: the optimisation of all stages, and of those before the floor.

    `worst` is the value of the floor stage; it is FULL without one, or if no fit is higher.
    """

    best: Optimisation
    worst: int = FULL
    before: Optimisation | None = None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The best pairs, by mentee."""
        instance, face = self.best.network.instance, self.best.face
        places = zip(face.rows[face.chosen], face.columns[face.chosen], strict=True)
        chosen = [(instance.mentees[i].id, instance.mentors[j].id) for i, j in places]
        return tuple(sorted([*instance.pins, *chosen]))

    @property
    def objective(self) -> dict[str, Value]:
        """The value of every stage."""
        return measure(self.best.network.instance, self.pairs)

    @property
    def proof(self) -> Proof:
        """The proof to seal with the instance, computed when it is asked for.

        A floor below the highest fit has a certificate: without pairs below it, some are at it.
        """
        instance, floor = self.best.network.instance, None
        if self.before and self.worst < FULL:
            at = [Term("below", self.worst), Term("below", self.worst + 1)]
            floor = self.before.pursue(at).certificate()
        return Proof(
            cohort=instance.cohort,
            instance=instance.digest,
            objective=self.objective,
            optimum=self.best.certificate(),
            floor=floor,
            pairs=self.pairs,
        )


def search(instance: Instance, ceiling: int = FULL, progress: Progress = silent) -> Solution:
    """The best outcome for the instance's objective; a floor above `ceiling` counts as `ceiling`.

    `progress` is told of each stage when it is done. Raises DataError if the instance contradicts
    itself, and UnmetBoundsError if no choice of pairs keeps every bound.
    """
    if found := problems(instance):
        raise DataError(found)
    objective = instance.objective
    if "floor" not in objective:
        return Solution(best=Optimisation.of(instance, expand(objective)))
    first = before_floor(objective)
    before = Optimisation.of(instance, first, [Term("fit")])
    progress(len(first))
    reached = before.floor()
    progress(1)
    terms = expand(objective, min(reached, ceiling))
    same = is_small(before.network)  # then the pairs are the same: go on from there
    best = before.pursue(terms[len(first) :]) if same else Optimisation.of(instance, terms)
    return Solution(best=best, worst=reached, before=before)
