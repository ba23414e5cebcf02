"""The exact effect of forcing or forbidding a pair, found by solving again."""

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
    """Another outcome compared with the best one: its value, and the pairs lost and gained.

    `objective` is None if no outcome keeps every bound and pin.
    """

    objective: Mapping[str, Value] | None
    gone: tuple[Pair, ...] = ()
    come: tuple[Pair, ...] = ()


def forced(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome with this pair, which counts for the floor (a pin would not)."""
    [place] = instance.places([pair])
    with_it = replace(instance, pins=tuple({*instance.pins, pair}))
    if pair in instance.pins:
        return change(with_it, best)
    return change(with_it, best, judged_by=instance, ceiling=int(instance.fit[place]))


def forbidden(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome without this pair."""
    return change(without(instance, pair), best)


def without(instance: Instance, pair: Pair) -> Instance:
    """The instance with the pair forbidden."""
    fit = instance.fit.copy()
    [place] = instance.places([pair])
    fit[place] = FORBIDDEN
    return replace(instance, fit=fit, pins=tuple(pin for pin in instance.pins if pin != pair))


def change(
    other: Instance, best: Sequence[Pair], *, judged_by: Instance | None = None, ceiling: int = FULL
) -> Change:
    """The best outcome of another instance, compared with the best one so far.

    Among equally good outcomes, it is one that moves the fewest people. A floor above `ceiling`
    counts as `ceiling`. The value is measured by the instance `judged_by`, if given.
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
    """The instance with a last stage that breaks ties in favour of the best pairs so far."""
    if "moves" in instance.objective:
        return instance
    return replace(instance, objective=(*instance.objective, "moves"), held=tuple(best))
