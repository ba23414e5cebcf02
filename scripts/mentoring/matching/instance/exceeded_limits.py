"""Limits that the pins alone exceed: the clash in words, and the smallest change that helps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentoring.matching.instance.instance import Instance, Pair

Limit = tuple[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class ExceededLimits:
    """A limit, named in words, that allows fewer pairs than it has pins."""

    limit: str
    most: int
    pins: tuple[Pair, ...]

    def __str__(self) -> str:
        """The pins that clash."""
        named = ", ".join(":".join(pin) for pin in self.pins)
        many = "1 pin" if len(self.pins) == 1 else f"{len(self.pins)} pins"
        return f"{many} ({named}) and {self.limit}, which is {self.most}, cannot both be."

    @property
    def advice(self) -> str:
        """The smallest change that helps."""
        over = len(self.pins) - self.most
        return f"What helps most: raise {self.limit} by {over}, or give up {over} of the pins."


def overfull(instance: Instance) -> tuple[ExceededLimits, ...]:
    """Every limit that the pins exceed: mentors, then bounds, then the cap."""
    if not instance.pins:
        return ()
    pins: dict[Limit, list[Pair]] = defaultdict(list)
    limits = _limits(instance)
    for mentee, mentor in instance.pins:
        for limit in (*limits.get(mentee, ()), *limits.get(mentor, ()), _cap(instance)):
            pins[limit].append((mentee, mentor))
    found = [
        ExceededLimits(limit=name, most=most, pins=tuple(theirs))
        for (name, most), theirs in pins.items()
        if len(theirs) > most
    ]
    return tuple(sorted(found, key=lambda one: (one.limit == _cap(instance)[0], one.limit)))


def _cap(instance: Instance) -> Limit:
    return "the cap", instance.cap


def _limits(instance: Instance) -> Mapping[str, tuple[Limit, ...]]:
    """The limits that count each person's pairs, except the cap."""
    return dict(_of_mentees(instance)) | dict(_of_mentors(instance))


def _of_mentees(instance: Instance) -> Iterator[tuple[str, tuple[Limit, ...]]]:
    for mentee in instance.mentees:
        high = instance.balance.mentees.get(mentee.home, (0, None))[1]
        yield (
            mentee.id,
            (() if high is None else ((f"the bound on mentees of {mentee.home}", high),)),
        )


def _of_mentors(instance: Instance) -> Iterator[tuple[str, tuple[Limit, ...]]]:
    for mentor in instance.mentors:
        own = (f"the capacity of {mentor.id}", mentor.capacity)
        high = instance.balance.mentors.get(mentor.home, (0, None))[1]
        bound = (
            () if high is None else ((f"the bound on pairs with mentors of {mentor.home}", high),)
        )
        yield mentor.id, (own, *bound)
