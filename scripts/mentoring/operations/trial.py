"""What a decision would change, beside what is best without it. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.checks.decisions import pins_are_one_a_mentee, pins_fit
from mentoring.errors import DataError
from mentoring.matching.solver.solve import solve
from mentoring.matching.what_if import granted
from mentoring.matching.why.alternatives import change
from mentoring.operations.sealing import sealing
from mentoring.scoring.fit import silent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentoring.matching.proof.proof import Value
    from mentoring.matching.what_if import Wish
    from mentoring.matching.why.alternatives import Change
    from mentoring.scoring.fit import Progress
    from mentoring.store.programme import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """The objective as it is, and the outcome as it would be."""

    cohort: str
    objective: Mapping[str, Value]
    change: Change


def trial(programme: Programme, cohort: str, wish: Wish, progress: Progress = silent) -> Trial:
    """The best outcome of today's data with and without the decisions wished for.

    Raises DataError where the pins that are decided contradict each other or a limit.
    """
    edition = programme.sound(cohort)
    clashes = [*pins_are_one_a_mentee(edition), *pins_fit(edition)]
    if clashes:
        raise DataError(clashes)
    instance = sealing(edition, progress).instance
    best = solve(instance)
    return Trial(
        cohort=edition.name, objective=best.objective, change=change(granted(instance, wish), best)
    )
