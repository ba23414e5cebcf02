"""What would be different if a pair had to be, or could not be: solved again, so exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentoring.errors import DataError
from mentoring.matching.sealed.instance import FORBIDDEN, FULL
from mentoring.matching.solver.infeasible import InfeasibleError
from mentoring.matching.solver.objective import measure
from mentoring.matching.solver.search import search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentoring.matching.proof.proof import Value
    from mentoring.matching.sealed.instance import Instance, Pair
    from mentoring.matching.solver.solve import Solution


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Another outcome beside the best one: what it is worth, which pairs go and which come.

    `objective` is None where no outcome at all keeps every bound and pin then.
    """

    objective: Mapping[str, Value] | None
    gone: tuple[Pair, ...] = ()
    come: tuple[Pair, ...] = ()


def forced(instance: Instance, best: Solution, pair: Pair) -> Change:
    """The best outcome that has this pair. It counts for the floor, which a pin would look past."""
    [place] = instance.places([pair])
    with_it = replace(instance, pins=tuple({*instance.pins, pair}))
    if pair in instance.pins:
        return change(with_it, best)
    return change(with_it, best, judged_by=instance, ceiling=int(instance.fit[place]))


def forbidden(instance: Instance, best: Solution, pair: Pair) -> Change:
    """The best outcome without this pair."""
    fit = instance.fit.copy()
    [place] = instance.places([pair])
    fit[place] = FORBIDDEN
    pins = tuple(one for one in instance.pins if one != pair)
    return change(replace(instance, fit=fit, pins=pins), best)


def change(
    other: Instance, best: Solution, *, judged_by: Instance | None = None, ceiling: int = FULL
) -> Change:
    """The best outcome of another instance beside the best one so far.

    No floor above the `ceiling` counts. What the outcome is worth is judged by another instance
    still, where one is given.
    """
    try:
        pairs = search(other, ceiling).pairs
    except (DataError, InfeasibleError):  # it contradicts a pin, or leaves a bound out of reach
        return Change(objective=None)
    return Change(
        objective=measure(judged_by or other, pairs),
        gone=tuple(sorted(set(best.pairs) - set(pairs))),
        come=tuple(sorted(set(pairs) - set(best.pairs))),
    )


def losses(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> tuple[tuple[str, Value, Value], ...]:
    """The stages that differ, with both values, the most important stage first."""
    return tuple(
        (stage, value, after[stage]) for stage, value in before.items() if after[stage] != value
    )


def order(objective: Mapping[str, Value]) -> tuple[tuple[int, ...], ...]:
    """A key that sorts outcomes of one instance from the worst to the best, stage by stage."""
    return tuple(
        tuple(-one for one in _vector(value)) if stage == "moves" else _vector(value)
        for stage, value in objective.items()
    )


def _vector(value: Value) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else tuple(value)
