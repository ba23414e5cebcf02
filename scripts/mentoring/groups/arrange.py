"""Arrange an event's groups by a seeded search, with bounds on the best possible result."""

import math
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, islice
from math import comb
from random import Random

from mentoring.errors import UsageError
from mentoring.groups.designs import designs
from mentoring.groups.seating import AGAIN, ALIKE, Groups, Party, Seating

HOT, WARM, COLD = 60.0, 1.5, 0.15
STEPS = 400, 120_000
"""The number of swaps tried per seat, and the largest number in all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrangement:
    """The groups of each round, by ids, with the numbers reached and their bounds."""

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    met: int
    most_met: int
    alike: int
    fewest_alike: int
    together: int

    @property
    def optimal(self) -> bool:
        """Whether both bounds are reached, so that no arrangement can be better."""
        reached = (self.met, self.alike) == (self.most_met, self.fewest_alike)
        return reached and self.together == 0


def arrange(party: Party, seed: str) -> Arrangement:
    """Form the groups of every round (a kind of social golfer problem).

    Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over swaps within a round improves each
    known design and a random arrangement. It avoids first pairs to keep apart, then repeated
    meetings, then meetings within an experiment. The best result is kept; the first that reaches
    the bounds ends the search. The same guests and seed give the same groups.
    """
    if party.size < 2 or len(party.guests) < 2 or party.rounds < 1:  # noqa: PLR2004 (a group is two)
        raise UsageError("Groups need at least two guests, a size of two and one round.")
    random = Random(seed)  # noqa: S311 (a search, no secret)
    most = most_met(party)
    least = AGAIN * (_meetings(party) - most) + ALIKE * fewest_alike(party, most)
    tried: list[Seating] = []
    for design in chain(designs(party), [None]):
        tried.append(Seating(party, design or _dealt(party, random)))
        _cool(party, tried[-1], random, WARM if design else HOT, least)
        if tried[-1].cost <= least:
            break
    best = min(tried, key=lambda seating: seating.cost)
    ids = [guest.id for guest in party.guests]
    return Arrangement(
        rounds=tuple(
            tuple(sorted(tuple(sorted(ids[n] for n in group)) for group in groups))
            for groups in best.rounds
        ),
        met=best.met,
        most_met=most,
        alike=best.alike,
        fewest_alike=fewest_alike(party, best.met),
        together=best.together,
    )


def _dealt(party: Party, random: Random) -> list[Groups]:
    """The guests in random order, split into groups, in each round."""
    rounds = []
    for _ in range(party.rounds):
        order = list(range(len(party.guests)))
        random.shuffle(order)
        guests = iter(order)
        rounds.append([list(islice(guests, size)) for size in party.sizes])
    return rounds


def _cool(party: Party, seating: Seating, random: Random, heat: float, least: int) -> None:
    """Anneal by random swaps at a decreasing temperature, and end in the best state found."""
    if len(party.sizes) == 1:
        return
    steps = min(STEPS[0] * party.rounds * len(party.guests), STEPS[1])
    cost, cooling = seating.cost, (COLD / heat) ** (1 / steps)
    best, kept = cost, deepcopy(seating.rounds)
    for _ in range(steps):
        if cost <= least:
            break
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
            if cost < best:
                best, kept = cost, deepcopy(seating.rounds)
    seating.seat(kept)


def _below(number: int, random: Random) -> int:
    """A random integer in [0, number), faster than `randrange` and uniform enough for a search."""
    return int(random.random() * number)


def _meetings(party: Party) -> int:
    """The number of meetings of two guests in all rounds, including repeated ones."""
    return party.rounds * sum(comb(size, 2) for size in party.sizes)


def most_met(party: Party) -> int:
    """An upper bound on the number of different pairs that meet.

    A guest meets at most all others they may meet, and in each round at most the largest group less
    one. Half the sum over the guests bounds the number of pairs, as does the number of meetings.
    """
    others, most = len(party.guests) - 1, party.rounds * (max(party.sizes) - 1)
    kept_apart = Counter(guest for couple in party.apart for guest in couple)
    each = (min(others - kept_apart[guest.id], most) for guest in party.guests)
    return min(_meetings(party), sum(each) // 2)


def fewest_alike(party: Party, met: int) -> int:
    """A lower bound on meetings within a home experiment if `met` different pairs meet.

    One bound spreads the members of an experiment evenly over the groups of each round (even shares
    have the fewest pairs, by convexity). The other is `met` minus the number of pairs of guests
    with different home experiments.
    """
    groups, spread = len(party.sizes), 0
    members = Counter(guest.home for guest in party.guests).values()
    for count in members:
        share, more = divmod(count, groups)
        spread += party.rounds * (more * comb(share + 1, 2) + (groups - more) * comb(share, 2))
    unlike = comb(len(party.guests), 2) - sum(comb(count, 2) for count in members)
    return max(spread, met - unlike)
