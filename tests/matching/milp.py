"""An independent judge for instances too large to enumerate: HiGHS, one stage after the other.

It knows nothing of flows, prices or kernels: a variable a pair, a row a limit, and the value each
stage has reached held fixed for the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.proof.proof import Value
TICKETS = 1 << 40
"""What tickets are divided by: their sums are then of a size that HiGHS takes."""


class Judge:
    """The integer programme of an instance, with more and more stages held."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.model = highspy.Highs()
        self.model.silent()
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.model.setOptionValue("mip_abs_gap", 0.0)
        self.pairs = list(zip(*map(np.ndarray.tolist, np.nonzero(instance.fit >= 0)), strict=True))
        self.ids = [(instance.mentees[i].id, instance.mentors[j].id) for i, j in self.pairs]
        self.fits = [int(instance.fit[pair]) for pair in self.pairs]
        self.chosen = [self.model.addBinary() for _ in self.pairs]
        self._limits()

    @property
    def feasible(self) -> bool:
        """Whether any choice of pairs keeps every limit."""
        return self.best([0] * len(self.pairs)) is not None

    def stage(self, name: str) -> Value:
        """The best value of a stage, which then stays so; without the lottery."""
        match name:
            case "motivation":
                return self._ranked({one.id: one.band for one in self.instance.mentees})
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
        self.model.maximize(self._sum([ticket / TICKETS for ticket in tickets]))
        taken = zip(self.ids, self.model.vals(self.chosen), strict=True)
        return tuple(sorted(pair for pair, value in taken if value > 1 / 2))

    def best(self, worth: list[int]) -> int | None:
        """The most that pairs can be worth together, which then stays so; None if impossible."""
        total = self._sum(worth)
        self.model.maximize(total)
        if self.model.getModelStatus() == highspy.HighsModelStatus.kSolveError:
            self.model.setOptionValue("presolve", "off")  # which fails HiGHS once in thousands
            self.model.maximize(total)
            self.model.setOptionValue("presolve", "choose")
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        value = round(self.model.getObjectiveValue())
        if any(worth):
            self.model.addConstr(total == value)
        return value

    def _best(self, worth: list[int]) -> int:
        value = self.best(worth)
        assert value is not None
        return value

    def _ranked(self, ranks: Mapping[str, int]) -> Value:
        """As many mentees of each rank as can be, the first rank first."""
        return tuple(
            self._best([int(ranks.get(mentee) == rank) for mentee, _ in self.ids])
            for rank in range(1 + max(ranks.values(), default=-1))
        )

    def _leximin(self) -> Value:
        """As many pairs as can be; then, from the worst fit, as few of each as can be."""
        self._best([1] * len(self.pairs))
        counts = {
            level: -self._best([-int(fit == level) for fit in self.fits])
            for level in sorted(set(self.fits))
        }
        return tuple(level for level, count in counts.items() for _ in range(count))

    def floor(self) -> int:
        """The highest worst fit of the pairs without a pin, by trying the fits that there are."""
        fits = [int(self.instance.fit[pair]) for pair in self.pairs]
        low, *levels = [0, *sorted({*fits, 1000})]
        while levels:
            middle = levels[len(levels) // 2]
            self.model.minimize(self._below(middle))
            if round(self.model.getObjectiveValue()) == 0:
                low, levels = middle, levels[len(levels) // 2 + 1 :]
            else:
                levels = levels[: len(levels) // 2]
        self.model.addConstr(self._below(low) == 0)
        return low

    def _below(self, fit: int) -> highspy.highs.highs_linear_expression:
        """The number of pairs without a pin under a fit."""
        pins = set(self.instance.places(self.instance.pins))
        return self._sum([int(self.instance.fit[p] < fit and p not in pins) for p in self.pairs])

    def _sum(self, worth: Sequence[float]) -> highspy.highs.highs_linear_expression:
        total = highspy.highs.highs_linear_expression()
        for value, variable in zip(worth, self.chosen, strict=True):
            if value:
                total += value * variable
        return total

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
        total = self._sum(counted)
        self.model.addConstr(total >= low)
        if high is not None:
            self.model.addConstr(total <= high)
