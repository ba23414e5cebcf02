"""Why no outcome keeps every bound, or none has more pairs: the bottleneck, and what would help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.matching.sealed.stages import Term
from mentoring.matching.solver import duals, paths
from mentoring.matching.solver.arcs import kernel_arcs
from mentoring.matching.solver.cut import Cut, Limit, cut
from mentoring.matching.solver.network import network

if TYPE_CHECKING:
    from mentoring.matching.proof.proof import Certificate
    from mentoring.matching.sealed.instance import Instance
    from mentoring.matching.solver.residual import Hubs

SIDE = {"mentee_homes": "mentees", "mentor_homes": "mentors"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Relaxation:
    """One limit moved `by` so many places, and how many that are demanded stay empty even so."""

    limit: Limit
    by: int
    short: int

    def __str__(self) -> str:
        """What to do."""
        return f"{'raise' if self.by > 0 else 'lower'} {self.limit.name} by {abs(self.by)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """Why there are no more pairs: the proof, the bottleneck, what one limit alone would change.

    In `relaxations`, `short` counts the pairs that are missing to the cap even so.
    """

    certificate: Certificate
    cut: Cut
    relaxations: tuple[Relaxation, ...]

    def __str__(self) -> str:
        """All of it in words, with ids."""
        if not self.relaxations:
            return str(self.cut)
        return f"{self.cut} {_advice(self.relaxations[0], 'to the cap')}"


class InfeasibleError(MentoringError):
    """No choice of pairs keeps every bound.

    `certificate` proves it, `cut` says it as a bottleneck, and `relaxations` what one limit alone
    would change, the most helpful first.
    """

    def __init__(self, instance: Instance) -> None:
        core = _irreducible(instance)
        self.certificate = duals.refusal(_fullest(core))
        self.cut = cut(core, self.certificate)
        self.relaxations = tuple(_relaxations(instance, self.cut))
        super().__init__(_sentence(self.cut, self.relaxations))


def shortage(instance: Instance) -> Shortage:
    """Why there are no more pairs, where nothing but their number counts."""
    hubs = _most(instance)
    certificate = duals.certificate(hubs)
    bottleneck = cut(instance, certificate)
    found = _helpful(instance, bottleneck, _missing(hubs))
    return Shortage(certificate=certificate, cut=bottleneck, relaxations=tuple(found))


def _helpful(instance: Instance, bottleneck: Cut, missing: int) -> list[Relaxation]:
    """The limits that stand in the way alone: each place more is a pair more, as far as it goes."""
    found = []
    for limit in bottleneck.supplies:
        if limit.kind in {"cap", "mentees"}:
            continue
        short = _missing(_most(_moved(instance, limit, missing)))
        if short < missing:
            found.append(Relaxation(limit=limit, by=missing - short, short=short))
        if short == 0:
            break
    return sorted(found, key=lambda one: (one.short, one.limit.kind, one.limit.of))


def _most(instance: Instance) -> Hubs:
    """As many pairs as can be."""
    net = network(instance)
    return paths.best(net, kernel_arcs(net, (Term("pairs"),)))


def _missing(hubs: Hubs) -> int:
    """How many pairs fewer than the cap allows."""
    instance = hubs.network.instance
    return instance.cap - len(instance.pins) - len(hubs.arcs.pairs(hubs.chosen))


def _fullest(instance: Instance) -> Hubs:
    """A matching that leaves as few demanded places empty as can be."""
    net = network(instance)
    return paths.best(net, kernel_arcs(net, ()))


def _irreducible(instance: Instance) -> Instance:
    """The instance with the lower bounds alone that contradict the rest, all of them needed."""
    for side in SIDE.values():
        for experiment, (low, _) in sorted(getattr(instance.balance, side).items()):
            without = _bounded(instance, side, experiment, -low, 0)
            if low and _fullest(without).short:
                instance = without
    return instance


def _bounded(instance: Instance, side: str, experiment: str, low: int, high: int) -> Instance:
    """The instance with one pair of bounds moved by so much."""
    bounds = dict(getattr(instance.balance, side))
    lowest, highest = bounds[experiment]
    bounds[experiment] = (max(lowest + low, 0), None if highest is None else highest + high)
    return replace(instance, balance=replace(instance.balance, **{side: bounds}))


def _relaxations(instance: Instance, bottleneck: Cut) -> list[Relaxation]:
    """What each limit of the bottleneck changes alone; a mentee has one mentor, come what may."""
    limits = (*bottleneck.demands, *bottleneck.supplies)
    found = [_relaxation(instance, limit) for limit in limits if limit.kind != "mentees"]
    return sorted(found, key=lambda one: (one.short, abs(one.by), one.limit.kind, one.limit.of))


def _relaxation(instance: Instance, limit: Limit) -> Relaxation:
    """The least move of a limit that helps as much as any."""
    short = _fullest(instance).short
    tried = [(_fullest(_moved(instance, limit, by)).short, by) for by in range(1, short + 1)]
    left, by = min(tried)
    return Relaxation(limit=limit, by=-by if limit.times < 0 else by, short=left)


def _moved(instance: Instance, limit: Limit, by: int) -> Instance:
    """The instance with a demand lowered, or a supply raised."""
    if limit.kind == "cap":
        return replace(instance, cap=instance.cap + by)
    if limit.kind == "mentors":
        mentors = (
            replace(mentor, capacity=mentor.capacity + by * (mentor.id == limit.of))
            for mentor in instance.mentors
        )
        return replace(instance, mentors=tuple(mentors))
    low, high = (-by, 0) if limit.times < 0 else (0, by)
    return _bounded(instance, SIDE[limit.kind], limit.of, low, high)


def _sentence(bottleneck: Cut, relaxations: tuple[Relaxation, ...]) -> str:
    parts = [f"No choice of pairs keeps every bound. {bottleneck}"]
    if relaxations:
        parts.append(_advice(relaxations[0], "to what the bounds ask for"))
    return " ".join(parts)


def _advice(best: Relaxation, aim: str) -> str:
    missing = f"; {best.short} would still be missing {aim}" if best.short else ""
    return f"What helps most: {best}{missing}."
