"""An attacker's knowledge as linear constraints: bounded whole numbers and bounded sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.disclosure.knowledge import Least, views
from mentoring.disclosure.ranges import Range


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """The counts `plus` added up, less the counts `minus`, lie in a range."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    within: Range

    def of(self, world: tuple[int, ...]) -> int:
        """The sum in one world."""
        return sum(world[at] for at in self.plus) - sum(world[at] for at in self.minus)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group that an attacker tries to count: the people of some counts together."""

    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Eyes:
    """A reader's prior knowledge: up to `records` records, in the counts `places`."""

    records: int
    places: range


@dataclass(frozen=True, kw_only=True, slots=True)
class System:
    """Unknown counts, what is known about them, and the groups to examine.

    `counts` are their names. Readers know up to some number of records in some counts (`eyes`), and
    that each count has at least `floors` other people.
    """

    name: str
    counts: tuple[str, ...]
    bounds: tuple[Range, ...]
    sums: tuple[Sum, ...]
    groups: tuple[Group, ...]
    floors: Least
    eyes: tuple[Eyes, ...]

    def views(self) -> Iterator[Least]:
        """What each reader may know about the counts."""
        for eyes in self.eyes:
            yield from views(len(self.counts), eyes.records, eyes.places)

    def holds(self, world: tuple[int, ...]) -> bool:
        """Whether a world satisfies all constraints."""
        inside = all(count in bound for count, bound in zip(world, self.bounds, strict=True))
        return inside and all(each.of(world) in each.within for each in self.sums)
