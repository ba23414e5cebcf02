"""Arrange an event's groups by a seeded search, with bounds on the best possible result.

The search starts from combinatorial designs, which are good if the numbers fit. Guests are listed
by home experiment in as many columns as a group has seats. In round r, group g takes the guest at
g + c·r of column c. Over a finite field, guests of different columns meet at most once in as many
rounds as a column is long, and those of one column never: the lines of an affine plane, or mutually
orthogonal Latin squares. In groups of two, the circle method lets everyone meet everyone.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, islice, product
from math import comb
from random import Random

import numpy as np

from mentoring.errors import UsageError
from mentoring.groups.seating import AGAIN, ALIKE, Groups, Party, Seating

HOT, WARM, COLD = 60.0, 1.5, 0.15
STEPS = 400, 120_000  # the number of swaps tried per seat, and the largest number in all

# A field of p**k elements as polynomials over p: the coefficients of X**k, the constant first.
POWERS = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (2, 0)), 16: (2, (1, 1, 0, 0)), 25: (5, (2, 0))}


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
        reached = (self.met, self.alike, self.together)
        return reached == (self.most_met, self.fewest_alike, 0)


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
        seating = Seating(party, design or _dealt(party, random))
        tried.append(_cooled(party, seating, random, WARM if design else HOT, least))
        if tried[-1].cost <= least:
            break
    best = min(tried, key=lambda seating: seating.cost)
    ids = list(party.guests)
    rounds = ([sorted(ids[n] for n in group) for group in groups] for groups in best.rounds)
    return Arrangement(
        rounds=tuple(tuple(sorted(map(tuple, groups))) for groups in rounds),
        met=best.met,
        most_met=most,
        alike=best.alike,
        fewest_alike=fewest_alike(party, best.met),
        together=best.together,
    )


def _dealt(party: Party, random: Random) -> list[Groups]:
    rounds = []
    for _ in range(party.rounds):
        order = list(range(len(party.guests)))
        random.shuffle(order)
        guests = iter(order)
        rounds.append([list(islice(guests, size)) for size in party.sizes])
    return rounds


def _cooled(party: Party, seating: Seating, random: Random, heat: float, least: int) -> Seating:
    """The best seating found by annealing: random swaps at a decreasing temperature."""
    if len(party.sizes) == 1:
        return seating
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
    return Seating(party, kept)


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
    kept_apart = Counter(chain.from_iterable(party.apart))
    each = (min(others - kept_apart[guest], most) for guest in party.guests)
    return min(_meetings(party), sum(each) // 2)


def fewest_alike(party: Party, met: int) -> int:
    """A lower bound on meetings within a home experiment if `met` different pairs meet.

    One bound spreads each experiment evenly over the groups of a round (the fewest pairs, by
    convexity). The other is `met` less the pairs of guests with different home experiments.
    """
    groups, spread = len(party.sizes), 0
    members = Counter(party.homes).values()
    for count in members:
        share, more = divmod(count, groups)
        spread += party.rounds * (more * comb(share + 1, 2) + (groups - more) * comb(share, 2))
    unlike = comb(len(party.guests), 2) - sum(comb(count, 2) for count in members)
    return max(spread, met - unlike)


def designs(party: Party) -> Iterator[list[Groups]]:
    """The groups of every round, as guests' numbers, for each applicable design."""
    size, people = Counter(party.homes), zip(party.homes, party.guests, strict=True)
    by_home = sorted((-size[home], home, guest, n) for n, (home, guest) in enumerate(people))
    order = [number for *_, number in by_home]
    yield _lines(order, party)
    if set(party.sizes) == {2}:
        yield _circle(order, party)


def _lines(order: list[int], party: Party) -> list[Groups]:
    """Lines of the plane; if a column's length is not a field's order, some guests meet twice."""
    length = len(party.sizes)
    line = _field(length)
    columns = [order[start : start + length] for start in range(0, len(order), length)]

    def seated(group: int, turn: int) -> list[int]:
        places = (line(group, number % length, turn % length) for number in range(len(columns)))
        pairs = zip(columns, places, strict=True)  # the last column may be shorter
        return [column[place] for column, place in pairs if place < len(column)]

    return [[seated(group, turn) for group in range(length)] for turn in range(party.rounds)]


def _field(order: int) -> Callable[[int, int, int], int]:
    """The function a + b·c in the field of that order, or modulo the order if there is none."""
    base, tail = POWERS.get(order, (order, (0,)))
    elements = np.array(list(product(range(base), repeat=len(tail))))
    times_x = np.eye(len(tail), k=1, dtype=int)
    times_x[-1] = tail
    powers = [np.linalg.matrix_power(times_x, degree) for degree in range(len(tail))]
    places = base ** np.arange(len(tail))[::-1]

    def line(a: int, b: int, c: int) -> int:
        multiples = [digit * power for digit, power in zip(elements[c], powers, strict=True)]
        return int((elements[a] + elements[b] @ sum(multiples)) % base @ places)

    return line


def _circle(order: list[int], party: Party) -> list[Groups]:
    """The rounds of a tournament, sorted by the number of meetings within a home experiment."""
    *ring, last = order
    every = []
    for turn in range(len(ring)):
        row = [*ring[turn:], *ring[:turn], last]
        every.append([[row[place], row[-1 - place]] for place in range(len(row) // 2)])
    homes = party.homes
    every.sort(key=lambda pairs: sum(homes[a] == homes[b] for a, b in pairs))
    return [every[turn % len(every)] for turn in range(party.rounds)]
