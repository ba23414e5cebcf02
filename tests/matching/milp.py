"""An independent judge for instances too large to enumerate: HiGHS, one stage after the other.

It knows nothing of flows, prices or kernels: a variable a pair, a row a limit, and the value each
stage has reached held fixed for the next. HiGHS comes with scipy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.instance.objective import Value

TICKETS = 1 << 40
"""Tickets are divided by this, so that HiGHS can handle their sums."""


class Judge:
    """The integer programme of an instance, with more and more stages held."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.pairs = list(zip(*map(np.ndarray.tolist, np.nonzero(instance.fit >= 0)), strict=True))
        self.ids = [(instance.mentees[i].id, instance.mentors[j].id) for i, j in self.pairs]
        self.fits = [int(instance.fit[pair]) for pair in self.pairs]
        self.rows: list[tuple[Sequence[float], float, float]] = []
        self._limits()

    @property
    def feasible(self) -> bool:
        """Whether any choice of pairs keeps every limit."""
        return self._chosen([0] * len(self.pairs)) is not None

    def stage(self, name: str) -> Value:
        """The best value of a stage except the lottery; later stages must keep it."""
        match name:
            case "motivation":
                return self._ranked({mentee.id: mentee.band for mentee in self.instance.mentees})
            case "waited":
                return self._ranked(self.instance.waited)
            case "floor":
                return self.floor()
            case "leximin":
                return self._leximin()
            case "moves":
                held = [int(pair in self.instance.held) for pair in self.ids]
                return len(self.instance.held) - self._best(held)
            case _:
                return self._best(self.fits if name == "fit" else [1] * len(self.pairs))

    def drawn(self, tickets: list[int]) -> tuple[Pair, ...]:
        """The pairs with the greatest sum of tickets, as far as floating point can tell."""
        chosen = self._chosen([ticket / TICKETS for ticket in tickets])
        assert chosen is not None
        return tuple(sorted(self.ids[k] for k in chosen))

    def _chosen(self, worth: Sequence[float]) -> list[int] | None:
        """The pairs that are worth most together, or None if no choice is possible."""
        if not self.pairs:
            return [] if all(low <= 0 <= high for _, low, high in self.rows) else None
        limits, low, high = zip(*self.rows, strict=True)
        found = milp(
            -np.array(worth, float),
            integrality=np.ones(len(self.pairs)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(np.array(limits), low, high),
            options={"mip_rel_gap": 0},
        )
        return None if found.x is None else np.flatnonzero(found.x > 1 / 2).tolist()

    def _best(self, worth: list[int]) -> int:
        """The most that pairs can be worth together; later stages must keep it."""
        chosen = self._chosen(worth)
        assert chosen is not None
        value = sum(worth[k] for k in chosen)
        self.rows.append((worth, value, value))
        return value

    def _ranked(self, ranks: Mapping[str, int]) -> Value:
        """The largest numbers of mentees by rank, the first rank first."""
        return tuple(
            self._best([int(ranks.get(mentee) == rank) for mentee, _ in self.ids])
            for rank in range(1 + max(ranks.values(), default=-1))
        )

    def _leximin(self) -> Value:
        """The most pairs; then, from the worst fit on, the fewest pairs of each fit."""
        self._best([1] * len(self.pairs))
        counts = {
            level: -self._best([-int(fit == level) for fit in self.fits])
            for level in sorted(set(self.fits))
        }
        return tuple(level for level, count in counts.items() for _ in range(count))

    def floor(self) -> int:
        """The highest worst fit of the pairs that are not pinned, found by trying all fits."""
        low, *levels = [0, *sorted({*self.fits, 1000})]
        while levels:
            middle = len(levels) // 2
            below = self._below(levels[middle])
            chosen = self._chosen([-count for count in below])
            assert chosen is not None
            if any(below[k] for k in chosen):
                levels = levels[:middle]
            else:
                low, levels = levels[middle], levels[middle + 1 :]
        self.rows.append((self._below(low), 0, 0))
        return low

    def _below(self, fit: int) -> list[int]:
        """Which pairs that are not pinned have a lower fit."""
        pins = set(self.instance.places(self.instance.pins))
        return [int(self.instance.fit[p] < fit and p not in pins) for p in self.pairs]

    def _limits(self) -> None:
        instance = self.instance
        self._limit([1] * len(self.pairs), 0, instance.cap)
        for row in range(len(instance.mentees)):
            self._limit([int(i == row) for i, _ in self.pairs], 0, 1)
        for column, mentor in enumerate(instance.mentors):
            self._limit([int(j == column) for _, j in self.pairs], 0, mentor.capacity)
        for home, (low, high) in instance.balance.mentees.items():
            self._limit([int(instance.mentees[i].home == home) for i, _ in self.pairs], low, high)
        for home, (low, high) in instance.balance.mentors.items():
            self._limit([int(instance.mentors[j].home == home) for _, j in self.pairs], low, high)
        for pin in instance.places(instance.pins):
            self._limit([int(pair == pin) for pair in self.pairs], 1, 1)

    def _limit(self, counted: list[int], low: int, high: int | None) -> None:
        self.rows.append((counted, low, np.inf if high is None else high))
