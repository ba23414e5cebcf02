"""The robustness of an outcome: how often uncertain inputs would lead to the same pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.solver.optimisation import UnmetBoundsError
from mentoring.matching.solver.search import search

Outcome = tuple[Pair, ...] | None

EDGE = (0.1, 0.9)
"""Mentees whose share of selections lies within these limits are on the edge."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Robustness:
    """How often each mentee was selected and each pair was made in `cases` outcomes.

    `impossible` counts the cases in which no outcome kept every bound.
    """

    cases: int
    impossible: int
    selected: Mapping[str, int]
    made: Mapping[Pair, int]

    def on_edge(self) -> tuple[str, ...]:
        """The mentees whose selection depends on chance: often selected, and often not."""
        low, high = (share * self.cases for share in EDGE)
        return tuple(mentee for mentee, times in self.selected.items() if low <= times <= high)


def outcomes(instances: Iterable[Instance]) -> Iterator[Outcome]:
    """The best pairs of each instance, yielded one by one so that progress can be shown."""
    for instance in instances:
        try:
            yield search(instance).pairs
        except UnmetBoundsError:
            yield None


def robustness(outcomes: Iterable[Outcome]) -> Robustness:
    """Count how often mentees and pairs occur in many outcomes."""
    cases = impossible = 0
    made: Counter[Pair] = Counter()
    for pairs in outcomes:
        cases += 1
        impossible += pairs is None
        made.update(pairs or ())
    selected: Counter[str] = Counter()
    for (mentee, _), times in made.items():
        selected[mentee] += times
    return Robustness(
        cases=cases,
        impossible=impossible,
        selected=dict(sorted(selected.items())),
        made=dict(sorted(made.items())),
    )
