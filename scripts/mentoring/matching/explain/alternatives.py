"""What would be different if a pair had to be, or could not be: solved again, so exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring.errors import DataError
from mentoring.matching.instance.instance import FORBIDDEN, FULL, Instance, Pair
from mentoring.matching.instance.objective import Value, measure
from mentoring.matching.solver.optimisation import UnmetBoundsError
from mentoring.matching.solver.search import search


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Another outcome beside the best one: what it is worth, which pairs go and which come.

    `objective` is None where no outcome at all keeps every bound and pin then.
    """

    objective: Mapping[str, Value] | None
    gone: tuple[Pair, ...] = ()
    come: tuple[Pair, ...] = ()


def forced(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome that has this pair. It counts for the floor, which a pin would look past."""
    [place] = instance.places([pair])
    with_it = replace(instance, pins=tuple({*instance.pins, pair}))
    if pair in instance.pins:
        return change(with_it, best)
    return change(with_it, best, judged_by=instance, ceiling=int(instance.fit[place]))


def forbidden(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome without this pair."""
    return change(without(instance, pair), best)


def without(instance: Instance, pair: Pair) -> Instance:
    """The instance in which a pair may not be."""
    fit = instance.fit.copy()
    [place] = instance.places([pair])
    fit[place] = FORBIDDEN
    return replace(instance, fit=fit, pins=tuple(pin for pin in instance.pins if pin != pair))


def change(
    other: Instance, best: Sequence[Pair], *, judged_by: Instance | None = None, ceiling: int = FULL
) -> Change:
    """The best outcome of another instance beside the best one so far.

    Of several that are as good it is one that moves the fewest people. No floor above the `ceiling`
    counts. What it is worth is judged by another instance still, where one is given.
    """
    try:
        pairs = search(_settled(other, best), ceiling).pairs
    except (DataError, UnmetBoundsError):  # it contradicts a pin, or leaves a bound out of reach
        return Change(objective=None)
    return Change(
        objective=measure(judged_by or other, pairs),
        gone=tuple(sorted(set(best) - set(pairs))),
        come=tuple(sorted(set(pairs) - set(best))),
    )


def _settled(instance: Instance, best: Sequence[Pair]) -> Instance:
    """The instance in which ties that no lottery decides stay as they fell."""
    if "moves" in instance.objective:
        return instance
    return replace(instance, objective=(*instance.objective, "moves"), held=tuple(best))
