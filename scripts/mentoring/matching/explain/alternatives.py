"""Other outcomes, found by solving again: their exact effect, and what they lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

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


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveLoss:
    """The loss of each stage, in the objective's order; a gain is negative.

    A stage that counts by band, rank or fit has one entry for each count. `decided` is the first
    stage that is worse, or None if the other outcome is as good.
    """

    stages: Mapping[str, Value]
    decided: str | None

    @classmethod
    def between(cls, best: Mapping[str, Value], other: Mapping[str, Value]) -> ObjectiveLoss:
        """The loss of the other outcome, from the values of both."""
        stages: dict[str, Value] = {}
        for stage, value in best.items():
            sign = -1 if stage == "moves" else 1
            counts = zip_longest(_counts(value), _counts(other[stage]), fillvalue=0)
            less = tuple(sign * (mine - theirs) for mine, theirs in counts)
            stages[stage] = less[0] if isinstance(value, int) else less
        worse = (stage for stage, loss in stages.items() if any(_counts(loss)))
        return cls(stages=stages, decided=next(worse, None))


def _counts(value: Value) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else value


def forced(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome with this pair, which counts for the floor (a pin would not)."""
    with_it = replace(instance, pins=tuple({*instance.pins, pair}))
    if pair in instance.pins:
        return change(with_it, best)
    [fit] = instance.fits([pair])
    return change(with_it, best, judged_by=instance, ceiling=fit)


def forbidden(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome without this pair."""
    return change(_without(instance, pair), best)


def _without(instance: Instance, pair: Pair) -> Instance:
    pins = tuple(pin for pin in instance.pins if pin != pair)
    return replace(instance, fit=instance.with_fits({pair: FORBIDDEN}), pins=pins)


def change(
    other: Instance, best: Sequence[Pair], *, judged_by: Instance | None = None, ceiling: int = FULL
) -> Change:
    """The best outcome of another instance, compared with the best one so far.

    Among equally good outcomes, it is one that moves the fewest people. A floor above `ceiling`
    counts as `ceiling`. The value is measured by the instance `judged_by`, if given.
    """
    settled = other
    if "moves" not in other.objective:
        settled = replace(other, objective=(*other.objective, "moves"), held=tuple(best))
    try:
        pairs = search(settled, ceiling).pairs
    except (DataError, UnmetBoundsError):  # it contradicts a pin, or leaves a bound out of reach
        return Change(objective=None)
    return Change(
        objective=measure(judged_by or other, pairs),
        gone=tuple(sorted(set(best) - set(pairs))),
        come=tuple(sorted(set(pairs) - set(best))),
    )


def nearest(
    instance: Instance, best: Sequence[Pair], mentee: str, count: int
) -> list[tuple[str, Change]]:
    """Up to `count` mentors that a mentee could have instead, the least loss first.

    Each mentor comes with the best outcome that has the pair. The outcomes are solved in turn: the
    best in which the mentee has a mentor, then the best without that pair, and so on.
    """
    found: list[tuple[str, Change]] = []
    if mentee in dict(instance.pins):
        return found
    other = _with_mentor(instance, mentee)
    mentor = dict(best).get(mentee)
    while len(found) < count:
        if mentor:
            other = _without(other, (mentee, mentor))
        outcome = change(other, best, judged_by=instance)
        if outcome.objective is None:
            break
        mentor = dict(outcome.come)[mentee]
        found.append((mentor, outcome))
    return found


def _with_mentor(instance: Instance, mentee: str) -> Instance:
    """The instance in which a bound for this mentee alone requires that they have a mentor.

    The bounds of their home experiment are one place smaller, because the mentee uses a place.
    """
    mentees = list(instance.mentees)
    row = instance.rows[mentee]
    home, own = mentees[row].home, f"{mentees[row].home}, {mentee}"
    mentees[row] = replace(mentees[row], home=own)
    bounds = dict(instance.balance.mentees)
    if home in bounds:
        low, high = bounds[home]
        bounds[home] = (max(low - 1, 0), None if high is None else high - 1)
    balance = replace(instance.balance, mentees={**bounds, own: (1, 1)})
    return replace(instance, mentees=tuple(mentees), balance=balance)
