"""An arrangement under change: who sits where, who has met whom, and what a swap would cost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring.groups.guest import Party

TOGETHER, AGAIN, ALIKE = 2500, 50, 1
"""What it costs to seat a couple together that stays apart, to meet again, to meet one's own."""


class Seating:
    """The groups of every round as lists of guests' numbers, with the meetings counted."""

    def __init__(self, party: Party, rounds: list[list[list[int]]]) -> None:
        self._party = party
        self._experiments = [frozenset(guest.experiments) for guest in party.guests]
        number = {guest.id: n for n, guest in enumerate(party.guests)}
        couples = (sorted(number[one] for one in couple) for couple in party.apart)
        self._apart = {(low, high) for low, high in couples}
        self.seat(rounds)

    def seat(self, rounds: list[list[list[int]]]) -> None:
        """Seat everybody anew."""
        self.rounds = rounds
        self._met: Counter[tuple[int, int]] = Counter()
        for groups in self.rounds:
            for group in groups:
                self._met.update(_pairs(group))

    @property
    def met(self) -> int:
        """How many different pairs meet."""
        return sum(count > 0 for count in self._met.values())

    @property
    def alike(self) -> int:
        """How many meetings are between people who share an experiment."""
        return sum(count for pair, count in self._met.items() if self._share(*pair))

    @property
    def together(self) -> int:
        """How many meetings are between people who should stay apart."""
        return sum(self._met[pair] for pair in self._apart)

    @property
    def cost(self) -> int:
        """The sum that the search lowers."""
        again = sum(count - 1 for count in self._met.values() if count > 1)
        return TOGETHER * self.together + AGAIN * again + ALIKE * self.alike

    def swap_cost(
        self, groups: list[list[int]], here: tuple[int, int], there: tuple[int, int]
    ) -> int:
        """What the cost would change by if the guests at two places changed places."""
        one, other = groups[here[0]][here[1]], groups[there[0]][there[1]]
        change = 0
        for guest in groups[here[0]]:
            if guest != one:
                change += self._join(guest, other) - self._leave(guest, one)
        for guest in groups[there[0]]:
            if guest != other:
                change += self._join(guest, one) - self._leave(guest, other)
        return change

    def swap(self, groups: list[list[int]], here: tuple[int, int], there: tuple[int, int]) -> None:
        """Let the guests at two places change places."""
        one, other = groups[here[0]][here[1]], groups[there[0]][there[1]]
        for (group, place), leaves, joins in ((here, one, other), (there, other, one)):
            for guest in groups[group]:
                if guest != leaves:
                    self._met[_pair(guest, leaves)] -= 1
                    self._met[_pair(guest, joins)] += 1
            groups[group][place] = joins

    def _join(self, one: int, other: int) -> int:
        pair = _pair(one, other)
        return self._fixed(pair) + (AGAIN if self._met[pair] else 0)

    def _leave(self, one: int, other: int) -> int:
        pair = _pair(one, other)
        return self._fixed(pair) + (AGAIN if self._met[pair] > 1 else 0)

    def _fixed(self, pair: tuple[int, int]) -> int:
        together = TOGETHER if pair in self._apart else 0
        return together + (ALIKE if self._share(*pair) else 0)

    def _share(self, one: int, other: int) -> bool:
        return not self._experiments[one].isdisjoint(self._experiments[other])


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _pairs(group: list[int]) -> list[tuple[int, int]]:
    return [_pair(one, other) for n, one in enumerate(group) for other in group[n + 1 :]]
