"""Arrangements to start from, known to be good where the numbers fit.

Guests stand in as many columns as a group has seats, each home beside its own. A round takes one
guest from every column: in round r, group g takes the one at g + c·r of column c. Over a field no
two guests of different columns meet twice in as many rounds as a column is long, and those of one
column never meet: the lines of an affine plane, or mutually orthogonal Latin squares. For groups of
two, the circle method of tournaments lets everybody meet everybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

from mentoring.groups.guest import Party

Groups = list[list[int]]

# A field of p**k elements as polynomials over p: what X**k is, from the constant up.
POWERS = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (2, 0)), 16: (2, (1, 1, 0, 0)), 25: (5, (2, 0))}


def designs(party: Party) -> Iterator[list[Groups]]:
    """The groups of every round, as numbers of guests, by each design there is."""
    homes = Counter(guest.home for guest in party.guests)
    order = sorted(
        range(len(party.guests)),
        key=lambda n: (-homes[party.guests[n].home], party.guests[n].home, party.guests[n].id),
    )
    yield _lines(order, party)
    if set(party.sizes) == {2}:
        yield _circle(order, party)


def _lines(order: list[int], party: Party) -> list[Groups]:
    """Lines of the plane; where a column is no field long, some will meet twice."""
    length = len(party.sizes)
    line = _field(length)
    columns = [order[start : start + length] for start in range(0, len(order), length)]
    return [
        [
            [
                column[place]
                for number, column in enumerate(columns)
                if (place := line(group, number % length, turn % length)) < len(column)
            ]
            for group in range(length)
        ]
        for turn in range(party.rounds)
    ]


def _field(order: int) -> Callable[[int, int, int], int]:
    """What a + b·c is in the field of that order; modulo the order where there is none."""
    if order not in POWERS:
        return lambda a, b, c: (a + b * c) % order
    base, tail = POWERS[order]
    elements = list(product(range(base), repeat=len(tail)))
    number = {element: place for place, element in enumerate(elements)}

    def plus(one: tuple[int, ...], other: tuple[int, ...], factor: int = 1) -> tuple[int, ...]:
        return tuple((a + factor * b) % base for a, b in zip(one, other, strict=True))

    def line(a: int, b: int, c: int) -> int:
        total = (0,) * len(tail)
        for digit in reversed(elements[c]):
            *low, high = total
            total = plus(plus((0, *low), tail, high), elements[b], digit)
        return number[plus(elements[a], total)]

    return line


def _circle(order: list[int], party: Party) -> list[Groups]:
    """The rounds of a tournament, those first in which the fewest of one home meet."""
    *ring, last = order
    every = []
    for turn in range(len(ring)):
        row = [*ring[turn:], *ring[:turn], last]
        every.append([[row[place], row[-1 - place]] for place in range(len(row) // 2)])
    guests = party.guests
    every.sort(key=lambda pairs: sum(guests[a].home == guests[b].home for a, b in pairs))
    return [every[turn % len(every)] for turn in range(party.rounds)]
