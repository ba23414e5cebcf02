"""Distribute reviews so that the reviewers' loads are as equal as possible.

This is a semi-matching with demands: each review goes to the least loaded reviewer that a chain of
exchanges can reach. Such chains are shortest paths of a flow with convex costs, so the sum of
squared loads is minimal at every step, and loads differ by at most one if that is possible (Harvey,
Ladner, Lovász and Tamir, “Semi-matchings for bipartite graphs and load balancing”, Journal of
Algorithms 59, 2006). Closed sets of reviewers, whose reviews cannot move to others, are cached
while they are closed: in such a set the search stops at the least loaded reviewer.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Mapping

Origin = tuple[str, str | None]


class Spread:
    """The reviews assigned so far. Those that are `held` cannot move but count as load."""

    def __init__(
        self,
        eligible: Mapping[str, tuple[str, ...]],
        reviewers: Iterable[str],
        held: Mapping[str, Iterable[str]],
    ) -> None:
        self._eligible = eligible
        self._movable: dict[str, list[str]] = {reviewer: [] for reviewer in reviewers}  # sorted
        self._closed: list[frozenset[str]] = []
        self.given = {one: set(held.get(one, ())) for one in eligible}
        self.loads = dict.fromkeys(self._movable, 0)
        for theirs in self.given.values():
            for reviewer in theirs:
                self.loads[reviewer] += 1

    def give(self, application: str) -> bool:
        """Assign one more review of the application; False if no reviewer is left."""
        origins = self._reachable(application)
        if not origins:
            return False
        reviewer: str | None = min(origins, key=lambda origin: self.loads[origin])
        self.loads[str(reviewer)] += 1
        while reviewer is not None:
            moved, before = origins[reviewer]
            self._move(moved, before, reviewer)
            reviewer = before
        return True

    def tied_to(self, reviewers: Iterable[str]) -> frozenset[str]:
        """The reviewers who could take over reviews of these, including these themselves."""
        reached: dict[str, Origin] = dict.fromkeys(reviewers, ("", None))
        self._follow(reached, enough=-1)
        return frozenset(reached)

    def _reachable(self, application: str) -> dict[str, Origin]:
        """The reviewers who could get the load, nearest first, each with the review to move.

        The search stops at the first reviewer with the lowest possible load.
        """
        free = [one for one in self._eligible[application] if one not in self.given[application]]
        reached: dict[str, Origin] = dict.fromkeys(free, (application, None))
        around = (one for one in self._closed if one.issuperset(free))
        hoped = min(around, key=len, default=frozenset(self.loads))
        least = min((self.loads[one] for one in hoped), default=0)
        if all(self.loads[one] > least for one in free) and not self._follow(reached, least):
            self._closed.append(frozenset(reached))
        return reached

    def _follow(self, reached: dict[str, Origin], enough: int) -> bool:
        """Add, breadth first, the reviewers to whom reviews of those reached could move.

        Stop and return True at a reviewer with a load of at most `enough`.
        """
        waiting = deque(reached)
        while waiting:
            reviewer = waiting.popleft()
            for application in self._movable[reviewer]:
                for other in self._eligible[application]:
                    if other not in reached and other not in self.given[application]:
                        reached[other] = application, reviewer
                        if self.loads[other] <= enough:
                            return True
                        waiting.append(other)
        return False

    def _move(self, application: str, before: str | None, reviewer: str) -> None:
        if before is not None:
            self.given[application].remove(before)
            del self._movable[before][bisect_left(self._movable[before], application)]
        self.given[application].add(reviewer)
        insort(self._movable[reviewer], application)
        self._closed = [one for one in self._closed if self._keeps(one, application)]

    def _keeps(self, closed: frozenset[str], application: str) -> bool:
        """Whether the set stays closed: moving this application's reviews never leaves it."""
        return closed.isdisjoint(self.given[application]) or closed.issuperset(
            self._eligible[application]
        )
