"""What changes if a single limit is moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mentoring.matching.explain.cut import SIDES, Limit
from mentoring.matching.instance.instance import Instance


@dataclass(frozen=True, kw_only=True, slots=True)
class Relaxation:
    """A limit moved `by` places, and the number of demanded places that still stay empty."""

    limit: Limit
    by: int
    short: int

    def __str__(self) -> str:
        """The change as an instruction."""
        return f"{'raise' if self.by > 0 else 'lower'} {self.limit.name} by {abs(self.by)}"


def moved(instance: Instance, limit: Limit, by: int) -> Instance:
    """The instance with a demand lowered or a supply raised by `by` places."""
    if limit.kind == "cap":
        return replace(instance, cap=instance.cap + by)
    if limit.kind == "mentors":
        mentors = (
            replace(mentor, capacity=mentor.capacity + by * (mentor.id == limit.of))
            for mentor in instance.mentors
        )
        return replace(instance, mentors=tuple(mentors))
    low, high = (-by, 0) if limit.times < 0 else (0, by)
    return bounded(instance, SIDES[limit.kind], limit.of, low, high)


def bounded(instance: Instance, side: str, experiment: str, low: int, high: int) -> Instance:
    """The instance with an experiment's bounds moved by `low` and `high` places."""
    bounds = dict(getattr(instance.balance, side))
    lowest, highest = bounds[experiment]
    bounds[experiment] = (max(lowest + low, 0), None if highest is None else highest + high)
    return replace(instance, balance=replace(instance.balance, **{side: bounds}))


def advice(best: Relaxation, aim: str) -> str:
    """The change that helps most, and how many pairs the `aim` still misses."""
    missing = f"; {best.short} would still be missing {aim}" if best.short else ""
    return f"What helps most: {best}{missing}."
