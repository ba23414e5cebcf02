"""How much a way of protecting tables keeps, and what it gives away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.aggregates.release import Range, exactly
from mentoring.disclosure.attacker.audit import Solver, attack
from mentoring.disclosure.attacker.systems import Sum, System
from mentoring.disclosure.knowledge import MENTEES_KNOWN, unions, views

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.baselines import Counts, Knowledge

SMALL = range(1, 5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What an attacker knows of tables, taken together.

    `kept` is the share of the information in the unprotected tables that everybody gets: 1 where
    every count is known, 0 where nothing but the total is. `kept_safely` counts a table that does
    not pass the audit as nothing. `recovered` is the share of counts from 1 to 4 that are known
    exactly; `safe` is the share of tables that pass.
    """

    tables: int
    safe: float
    recovered: float
    kept: float
    kept_safely: float
    width: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """One table under attack: the range of each category for an outsider."""

    counts: Counts
    ranges: tuple[Range, ...]
    safe: bool

    @property
    def kept(self) -> float:
        unknown = math.log2(sum(self.counts) + 1) * len(self.counts)
        return 1 - sum(math.log2(one.width + 1) for one in self.ranges) / unknown


def score(protect: Callable[[Counts], Knowledge], tables: Sequence[Counts]) -> Score:
    """How a way of protecting does over some tables, each published on its own."""
    known = [_attacked(counts, protect(counts)) for counts in tables]
    cells = [
        (count, one) for each in known for count, one in zip(each.counts, each.ranges, strict=True)
    ]
    small = [one.width == 0 for count, one in cells if count in SMALL]
    return Score(
        tables=len(tables),
        safe=_mean([each.safe for each in known]),
        recovered=_mean(small),
        kept=_mean([each.kept for each in known]),
        kept_safely=_mean([each.kept if each.safe else 0 for each in known]),
        width=_mean([one.width for _, one in cells]),
    )


def system(counts: Counts, known: Knowledge) -> System:
    """A table with a known total and further knowledge."""
    size, everything = sum(counts), tuple(range(len(counts)))
    names = tuple(f"category {at}" for at in everything)
    return System(
        name="table",
        counts=names,
        bounds=(Range(0, size),) * len(counts),
        sums=(Sum(plus=everything, within=exactly(size)), *known),
        groups=tuple(unions(len(counts))),
        assumed=(0,) * len(counts),
        views=tuple(views(len(counts), MENTEES_KNOWN)),
    )


def _attacked(counts: Counts, known: Knowledge) -> _Known:
    attacked = system(counts, known)
    solver = Solver(attacked)
    ranges = (solver.range_of((at,)) or Range(0, 0) for at in range(len(counts)))
    exposed = any(finding.exposed for finding in attack(attacked))
    return _Known(counts=counts, ranges=tuple(ranges), safe=not exposed)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
