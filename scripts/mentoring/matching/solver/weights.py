"""What each pair is worth by the terms of an objective: one integer, its components packed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.tickets import LARGEST, tickets
from mentoring.matching.solver.packing import Packing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance
    from mentoring.matching.instance.stages import Term


@dataclass(kw_only=True, slots=True)
class Weights:
    """The worth of a pair is that of its mentee, of its fit, of its ticket, and of being held.

    `mentee` has an entry a row, `level` one for each fit that occurs; a ticket is worth `ticket` a
    point, and a held pair `held`. All are packed. Component 0 is worth nothing to a pair: it stands
    before all terms, and prices what lower bounds demand.
    """

    packing: Packing
    mentee: list[int]
    level: dict[int, int]
    ticket: int = 0
    held: int = 0

    def of(
        self, instance: Instance, rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> list[int]:
        """The packed weight of each of the pairs (row, column)."""
        fits = instance.fit[rows, columns].tolist()
        places = list(zip(rows.tolist(), columns.tolist(), strict=True))
        worth = [self.mentee[i] + self.level[f] for (i, _), f in zip(places, fits, strict=True)]
        if self.held:
            held = set(instance.standing)
            worth = [w + self.held * (p in held) for w, p in zip(worth, places, strict=True)]
        if self.ticket:
            mentees, mentors = instance.mentees, instance.mentors
            ids = ((mentees[i].id, mentors[j].id) for i, j in places)
            drawn = tickets(instance.lottery, ids, instance.drawn)
            worth = [w + self.ticket * t for w, t in zip(worth, drawn, strict=True)]
        return worth


def weigh(instance: Instance, terms: Sequence[Term], fits: Sequence[int], summands: int) -> Weights:
    """The weights by `terms` of pairs with these `fits`, in fields for sums of `summands`."""
    sizes = [limits(instance, term, fits) for term in terms]
    packing = Packing.of([1, *(limit for size in sizes for limit in size)], summands)
    weights = Weights(
        packing=packing, mentee=[0] * len(instance.mentees), level=dict.fromkeys(fits, 0)
    )
    units = iter(packing.units[1:])
    for term, size in zip(terms, sizes, strict=True):
        ADD[term.name](weights, instance, [next(units) for _ in size], term.fit)
    return weights


def limits(instance: Instance, term: Term, fits: Sequence[int]) -> list[int]:
    """The largest value of each component of a term, for one pair."""
    match term.name:
        case "motivation":
            return [1] * (1 + max((m.band for m in instance.mentees), default=-1))
        case "waited":
            return [1] * (1 + max(instance.waited.values(), default=-1))
        case "levels" | "worst":
            return [1] * len(levels(instance) if term.name == "levels" else fits)
        case "lottery":
            return [LARGEST]
        case _:
            return [FULL if term.name == "fit" else 1]


def levels(instance: Instance) -> list[int]:
    """The fits that occur, the worst first."""
    return np.flatnonzero(np.bincount(instance.fit[instance.fit >= 0])).tolist()


def _pairs(weights: Weights, _: Instance, units: list[int], __: int) -> None:
    weights.mentee = [w + units[0] for w in weights.mentee]


def _motivation(weights: Weights, instance: Instance, units: list[int], _: int) -> None:
    bands = [mentee.band for mentee in instance.mentees]
    weights.mentee = [w + units[band] for w, band in zip(weights.mentee, bands, strict=True)]


def _waited(weights: Weights, instance: Instance, units: list[int], _: int) -> None:
    ranks = [instance.waited.get(mentee.id) for mentee in instance.mentees]
    weights.mentee = [
        w if rank is None else w + units[rank]
        for w, rank in zip(weights.mentee, ranks, strict=True)
    ]


def _fit(weights: Weights, _: Instance, units: list[int], __: int) -> None:
    weights.level = {fit: w + units[0] * fit for fit, w in weights.level.items()}


def _below(weights: Weights, _: Instance, units: list[int], floor: int) -> None:
    weights.level = {fit: w - units[0] * (fit < floor) for fit, w in weights.level.items()}


def _levels(weights: Weights, instance: Instance, units: list[int], _: int) -> None:
    unit = dict(zip(levels(instance), units, strict=True))
    weights.level = {fit: w - unit[fit] for fit, w in weights.level.items()}


def _worst(weights: Weights, _: Instance, units: list[int], __: int) -> None:
    unit = dict(zip(sorted(weights.level), units, strict=True))
    weights.level = {fit: w - unit[fit] for fit, w in weights.level.items()}


def _lottery(weights: Weights, instance: Instance, units: list[int], _: int) -> None:
    weights.ticket = 0 if instance.lottery is None else units[0]


def _moves(weights: Weights, _: Instance, units: list[int], __: int) -> None:
    weights.held = units[0]


ADD: dict[str, Callable[[Weights, Instance, list[int], int], None]] = {
    "pairs": _pairs,
    "motivation": _motivation,
    "waited": _waited,
    "fit": _fit,
    "below": _below,
    "levels": _levels,
    "worst": _worst,
    "lottery": _lottery,
    "moves": _moves,
}
