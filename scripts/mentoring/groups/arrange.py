"""Arranging an event: a seeded search, and how near its result is to what is possible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from mentoring.errors import UsageError
from mentoring.groups.bounds import fewest_alike, most_met, seats
from mentoring.groups.seating import AGAIN, ALIKE, Seating

if TYPE_CHECKING:
    from mentoring.groups.guest import Party

HOT, COLD = 60.0, 0.15
STEPS = 400, 120_000
"""Swaps tried for each seat, and at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrangement:
    """The groups of each round, by ids, with what they reach and what cannot be beaten."""

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    met: int
    most_met: int
    alike: int
    fewest_alike: int
    together: int

    @property
    def optimal(self) -> bool:
        """Whether both bounds are reached, so that no arrangement is better."""
        reached = (self.met, self.alike) == (self.most_met, self.fewest_alike)
        return reached and self.together == 0


def arrange(party: Party, seed: str) -> Arrangement:
    """Form the groups of every round of a social-golfer kind of problem.

    Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over swaps within a round: first it
    avoids seating couples together, then meeting again, then meeting one's own experiment. The
    same guests and seed give the same groups. It stops as soon as the bounds are reached.
    """
    if party.size < 2 or len(party.guests) < 2 or party.rounds < 1:  # noqa: PLR2004 (a group is two)
        raise UsageError("Groups need at least two guests, a size of two and one round.")
    random = Random(seed)  # noqa: S311 (a search, no secret)
    seating = Seating(party, random)
    _cool(party, seating, random)
    return _result(party, seating)


def _cool(party: Party, seating: Seating, random: Random) -> None:
    """Swap at random, ever more unwilling to lose; keep the last state, which is near the best."""
    if len(party.sizes) == 1:
        return
    floor = AGAIN * (seats(party) - most_met(party)) + ALIKE * fewest_alike(party, most_met(party))
    steps = min(STEPS[0] * party.rounds * len(party.guests), STEPS[1])
    cost, cooling = seating.cost, (COLD / HOT) ** (1 / steps)
    heat = HOT
    for _ in range(steps):
        if cost <= floor:
            return
        heat *= cooling
        groups = seating.rounds[_below(party.rounds, random)]
        first = _below(len(groups), random)
        second = (first + 1 + _below(len(groups) - 1, random)) % len(groups)
        here = first, _below(len(groups[first]), random)
        there = second, _below(len(groups[second]), random)
        change = seating.swap_cost(groups, here, there)
        if change <= 0 or random.random() < math.exp(-change / heat):
            seating.swap(groups, here, there)
            cost += change


def _below(number: int, random: Random) -> int:
    """A number from 0, several times as fast as `randrange` and even enough for a search."""
    return int(random.random() * number)


def _result(party: Party, seating: Seating) -> Arrangement:
    ids = [guest.id for guest in party.guests]
    rounds = tuple(
        tuple(sorted(tuple(sorted(ids[n] for n in group)) for group in groups))
        for groups in seating.rounds
    )
    return Arrangement(
        rounds=rounds,
        met=seating.met,
        most_met=most_met(party),
        alike=seating.alike,
        fewest_alike=fewest_alike(party, seating.met),
        together=seating.together,
    )
