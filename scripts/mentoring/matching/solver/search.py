"""The search for the best outcome, stage by stage, with the prices that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.matching.instance import consistency
from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.stages import Term, before_floor, expand
from mentoring.matching.kernel.shortlist import is_small, shortlist
from mentoring.matching.network import Network, network
from mentoring.matching.proof.proof import Certificate
from mentoring.matching.solver.optimisation import Optimisation
from mentoring.scoring.fit import Progress, silent


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """The result of a search: the optimisation of all stages, and of those before the floor.

    `floor` is the value of the floor stage; it is FULL without one, or if no fit is higher.
    """

    best: Optimisation
    floor: int = FULL
    before: Optimisation | None = None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The best pairs, by mentee."""
        instance = self.best.network.instance
        chosen = (
            (instance.mentees[row].id, instance.mentors[column].id)
            for row, column in self.best.places
        )
        return tuple(sorted([*instance.pins, *chosen]))

    def optimum(self) -> Certificate:
        """The prices that prove that no outcome is better."""
        return self.best.certificate()

    def bound(self) -> Certificate | None:
        """The prices that prove that the floor cannot be higher; None if it is the highest fit.

        Among outcomes without pairs below the floor, the fewest pairs at it is above zero.
        """
        if self.before is None or self.floor == FULL:
            return None
        at = [Term("below", self.floor), Term("below", self.floor + 1)]
        return self.before.copy().pursue(at).certificate()


def search(instance: Instance, ceiling: int = FULL, progress: Progress = silent) -> Search:
    """The best pairs for the instance's objective; a floor above `ceiling` counts as `ceiling`.

    `progress` is told of each stage when it is done. Raises DataError if the instance contradicts
    itself, and UnmetBoundsError if no choice of pairs keeps every bound.
    """
    consistency.check(instance)
    net, objective = network(instance), instance.objective
    if "floor" not in objective:
        return Search(best=_best(net, expand(objective, FULL)))
    first = expand(before_floor(objective), FULL)
    before = _best(net, first, [Term("fit")])
    progress(len(first))
    reached = before.floor()
    progress(1)
    terms = expand(objective, min(reached, ceiling))
    same = is_small(net)  # then the pairs are the same: go on from there
    best = before.copy().pursue(terms[len(first) :]) if same else _best(net, terms)
    return Search(best=best, floor=reached, before=before)


def _best(net: Network, terms: Sequence[Term], then: Sequence[Term] = ()) -> Optimisation:
    """The optimum of these terms, among enough pairs that the terms in `then` lose nothing."""
    return Optimisation.of(net, shortlist(net, [*terms, *then])).pursue(terms)
