"""Alternatives to an outcome: other best outcomes and their loss, and ties before a lottery."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mentoring.errors import DataError
from mentoring.matching.instance.instance import FORBIDDEN, FULL, Instance, Pair
from mentoring.matching.instance.objective import LOTTERY, Value, expand, measure, worst
from mentoring.matching.kernel import SHUT
from mentoring.matching.solver.face import Face
from mentoring.matching.solver.search import Optimisation, UnmetBoundsError, search


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Another outcome: its value, None if none keeps every bound and pin; the pairs that differ."""

    objective: Mapping[str, Value] | None
    gone: tuple[Pair, ...] = ()
    come: tuple[Pair, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveLoss:
    """The loss of each stage (a gain is negative), and the first stage that is worse, if any."""

    stages: Mapping[str, Value]
    decided: str | None

    @classmethod
    def between(cls, best: Mapping[str, Value], other: Mapping[str, Value]) -> Self:
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


def forced(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome with this pair, which counts for the floor (a pin would not)."""
    if pair in instance.pins:
        return change(instance, best)
    with_it = replace(instance, pins=(*instance.pins, pair))
    return change(with_it, best, judged_by=instance, ceiling=instance.fits([pair])[0])


def forbidden(instance: Instance, best: Sequence[Pair], pair: Pair) -> Change:
    """The best outcome without this pair."""
    return change(_without(instance, pair), best)


def _without(instance: Instance, pair: Pair) -> Instance:
    pins = tuple(pin for pin in instance.pins if pin != pair)
    return replace(instance, fit=instance.with_fits({pair: FORBIDDEN}), pins=pins)


def nearest(
    instance: Instance, best: Sequence[Pair], mentee: str, count: int
) -> Iterator[tuple[str, Change]]:
    """Up to `count` mentors that a mentee could have instead, the least loss first.

    Each mentor comes with the best outcome that has the pair. The outcomes are solved in turn: the
    best in which the mentee has a mentor, then the best without that pair, and so on.
    """
    if mentee in dict(instance.pins):
        return
    other, mentor = _with_mentor(instance, mentee), dict(best).get(mentee)
    for _ in range(count):
        if mentor:
            other = _without(other, (mentee, mentor))
        outcome = change(other, best, judged_by=instance)
        if outcome.objective is None:
            return
        mentor = dict(outcome.come)[mentee]
        yield mentor, outcome


def _with_mentor(instance: Instance, mentee: str) -> Instance:
    """The instance with a bound for this mentee alone, who uses a place of their home's bounds."""
    mentees = list(instance.mentees)
    row = instance.rows[mentee]
    home, own = mentees[row].home, f"{mentees[row].home}, {mentee}"
    mentees[row] = replace(mentees[row], home=own)
    bounds = {**instance.balance.mentees, own: (1, 1)}
    if home in bounds:
        low, high = bounds[home]
        bounds[home] = (max(low - 1, 0), None if high is None else high - 1)
    balance = replace(instance.balance, mentees=bounds)
    return replace(instance, mentees=tuple(mentees), balance=balance)


def tied_mentors(instance: Instance, pairs: Sequence[Pair]) -> Mapping[str, list[str]]:
    """The mentors that each unpaired mentee has in outcomes that tie before a lottery was drawn.

    Such an outcome differs from the drawn one by a cycle of arcs of reduced cost zero: the pair's
    worth is the difference of the potentials, and free arcs lead from its mentor to its mentee.
    """
    terms = expand(instance.objective, worst(instance, pairs))
    if instance.lottery is None or LOTTERY not in terms:
        return {}
    drawn = terms.index(LOTTERY)
    best = Optimisation.of(instance, terms[:drawn], terms[drawn:])
    net = best.network
    best.face.flow = best.pursue([LOTTERY]).face.flow
    used = best.face.columns[best.face.chosen]
    exits = net.mentors.group + len(net.mentees.low)
    exits[used] = best.face.size - len(instance.mentors) + used
    able = net.mentors.group != SHUT
    reaching = [_reaching(best.face, group)[exits] & able for group in range(len(net.mentees.low))]
    found, paired = {}, dict(pairs)
    for row, mentee in enumerate(instance.mentees):
        group = int(net.mentees.group[row])
        if mentee.id in paired or group == SHUT:
            continue
        columns = np.flatnonzero(reaching[group] & (instance.fit[row] >= 0))
        for worth, label in best.parts:
            due = label[group] - label[exits[columns]]
            columns = columns[worth(np.full_like(columns, row), columns) == due]
        if len(columns):
            found[mentee.id] = [instance.mentors[column].id for column in columns.tolist()]
    return found


def _reaching(face: Face, goal: int) -> NDArray[np.bool_]:
    """Whether `goal` can be reached from each node through free arcs of the residual graph."""
    up = face.free & (face.flow < face.high)
    down = face.free & (face.flow > 0)
    tail = np.concatenate([face.tail[up], face.head[down]])
    head = np.concatenate([face.head[up], face.tail[down]])
    reached = np.zeros(face.size, np.bool_)
    reached[goal] = True
    while len(more := tail[reached[head] & ~reached[tail]]):
        reached[more] = True
    return reached
