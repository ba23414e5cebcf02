"""Initial arrangements from combinatorial designs, which are good if the numbers fit.

Guests are listed in as many columns as a group has seats, with guests of one home experiment next
to each other. In round r, group g takes the guest at g + c·r of column c. Over a finite field,
guests of different columns meet at most once in as many rounds as a column is long, and guests of
one column never meet: the lines of an affine plane, or mutually orthogonal Latin squares. For
groups of two, the circle method of tournaments lets everyone meet everyone.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

from mentoring.groups.seating import Groups, Party

# A field of p**k elements as polynomials over p: the coefficients of X**k, the constant first.
POWERS = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (2, 0)), 16: (2, (1, 1, 0, 0)), 25: (5, (2, 0))}


def designs(party: Party) -> Iterator[list[Groups]]:
    """The groups of every round, as guests' numbers, for each applicable design."""
    homes = Counter(guest.home for guest in party.guests)
    order = sorted(
        range(len(party.guests)),
        key=lambda n: (-homes[party.guests[n].home], party.guests[n].home, party.guests[n].id),
    )
    yield _lines(order, party)
    if set(party.sizes) == {2}:
        yield _circle(order, party)


def _lines(order: list[int], party: Party) -> list[Groups]:
    """Lines of the plane; if a column's length is not a field's order, some guests meet twice."""
    length = len(party.sizes)
    line = _field(length)
    columns = [order[start : start + length] for start in range(0, len(order), length)]
    rounds: list[Groups] = [[[] for _ in range(length)] for _ in range(party.rounds)]
    for turn, groups in enumerate(rounds):
        for number, column in enumerate(columns):
            for group in range(length):
                place = line(group, number % length, turn % length)
                groups[group] += column[place : place + 1]  # the last column may be shorter
    return rounds


def _field(order: int) -> Callable[[int, int, int], int]:
    """The function a + b·c in the field of that order, or modulo the order if there is none."""
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
    """The rounds of a tournament, sorted by the number of meetings within a home experiment."""
    *ring, last = order
    every = []
    for turn in range(len(ring)):
        row = [*ring[turn:], *ring[:turn], last]
        every.append([[row[place], row[-1 - place]] for place in range(len(row) // 2)])
    guests = party.guests
    every.sort(key=lambda pairs: sum(guests[a].home == guests[b].home for a, b in pairs))
    return [every[turn % len(every)] for turn in range(party.rounds)]
