"""Spreading reviews over reviewers so that loads are as equal as they can be.

A semi-matching with demands: each review goes to the least loaded reviewer whom a chain of
exchanges can reach. Such chains are shortest paths of a flow with convex costs, so the sum of
squared loads is least at every step, and loads differ by at most one wherever that is possible
(Harvey, Ladner, Lovász and Tamir, “Semi-matchings for bipartite graphs and load balancing”,
Journal of Algorithms 59, 2006). Reviewers whose reviews nobody else may take over are remembered,
for as long as that is so: among them the search ends at the least loaded of them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Mapping

Origin = tuple[str, str | None]


class Spread:
    """Reviews given out so far. Those that are `held` stay where they are and count as load."""

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
        """One more review of the application; False if nobody is left who may."""
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
        """The reviewers to whom the reviews of these could be moved, themselves included."""
        reached: dict[str, Origin] = dict.fromkeys(reviewers, ("", None))
        self._follow(reached, enough=-1)
        return frozenset(reached)

    def _reachable(self, application: str) -> dict[str, Origin]:
        """Whom the review could burden, nearest first, with what must move from whom for it.

        Nobody beyond the first with the least load that can be hoped for.
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
        """Add everybody whom the movable reviews of those reached could go to, breadth first.

        True if somebody with so low a load was reached; then the rest is not looked at.
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
        """Whether nobody outside can be reached by way of this application from those inside."""
        return closed.isdisjoint(self.given[application]) or closed.issuperset(
            self._eligible[application]
        )
