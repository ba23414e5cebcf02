"""The first obstacle for a mentee without a mentor, as a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mentoring.matching.instance.instance import Instance, Mentee, Pair


class Obstacles:
    """The limits that an outcome reaches: the cap, capacities, and bounds on mentees by home."""

    def __init__(self, instance: Instance, pairs: Sequence[Pair]) -> None:
        self.instance = instance
        self.paired = frozenset(mentee for mentee, _ in pairs)
        self.selected = [one for one in instance.mentees if one.id in self.paired]
        self.last = max((one.band for one in self.selected), default=0)
        self.full = len(pairs) >= instance.cap
        held = Counter(mentor for _, mentor in pairs)
        self.free = [held[one.id] < one.capacity for one in instance.mentors]
        count = Counter(one.home for one in self.selected)
        bounds = instance.balance.mentees.items()
        self.at_least = {home for home, (low, _) in bounds if count[home] <= low}
        self.at_most = {
            home for home, (_, most) in bounds if most is not None and count[home] >= most
        }

    def of(self, row: int) -> str:
        """The code of the reason why the mentee of a row has no mentor (see `outcome.WHY`)."""
        one, may = self.instance.mentees[row], self.instance.fit[row] >= 0
        overtaken = one.band < self.last
        decided = overtaken or not self.full
        obstacles = {
            "no-admissible-mentor": not may.any(),
            "bound": decided and one.home in self.at_most,
            "minimum": self.full and self._reserved(one),
            "no-room": decided and not may[self.free].any(),
            "cap": self.full,
        }
        return next((code for code, stands in obstacles.items() if stands), "place-free")

    def _reserved(self, one: Mentee) -> bool:
        """Whether lower bounds reserve every place that the mentee could have had.

        These are the places of mentees in lower bands or, if they have none, all places.
        """
        behind = [other for other in self.selected if other.band > one.band] or self.selected
        return all(other.home in self.at_least - {one.home} for other in behind)
