"""A mutable arrangement: the groups, the meetings, and the cost of a swap."""

from __future__ import annotations

from collections import Counter

from mentoring.groups.guest import Party

TOGETHER, AGAIN, ALIKE = 2500, 50, 1
"""The costs of joining a pair to keep apart, a repeated meeting, one within an experiment."""


class Seating:
    """The groups of every round as lists of guests' numbers, with the meetings counted."""

    def __init__(self, party: Party, rounds: list[list[list[int]]]) -> None:
        self._party = party
        self._experiments = [frozenset(guest.experiments) for guest in party.guests]
        number = {guest.id: n for n, guest in enumerate(party.guests)}
        couples = (sorted(number[guest] for guest in couple) for couple in party.apart)
        self._apart = {(low, high) for low, high in couples}
        self.seat(rounds)

    def seat(self, rounds: list[list[list[int]]]) -> None:
        """Replace the arrangement."""
        self.rounds = rounds
        self._met: Counter[tuple[int, int]] = Counter()
        for groups in self.rounds:
            for group in groups:
                self._met.update(_pairs(group))

    @property
    def met(self) -> int:
        """The number of different pairs that meet."""
        return sum(count > 0 for count in self._met.values())

    @property
    def alike(self) -> int:
        """The number of meetings between people who share an experiment."""
        return sum(count for pair, count in self._met.items() if self._share(*pair))

    @property
    def together(self) -> int:
        """The number of meetings between people to keep apart."""
        return sum(self._met[pair] for pair in self._apart)

    @property
    def cost(self) -> int:
        """The cost that the search minimises."""
        again = sum(count - 1 for count in self._met.values() if count > 1)
        return TOGETHER * self.together + AGAIN * again + ALIKE * self.alike

    def swap_cost(
        self, groups: list[list[int]], here: tuple[int, int], there: tuple[int, int]
    ) -> int:
        """The change in cost if the guests at two places swapped places."""
        first, second = groups[here[0]][here[1]], groups[there[0]][there[1]]
        change = 0
        for guest in groups[here[0]]:
            if guest != first:
                change += self._join(guest, second) - self._leave(guest, first)
        for guest in groups[there[0]]:
            if guest != second:
                change += self._join(guest, first) - self._leave(guest, second)
        return change

    def swap(self, groups: list[list[int]], here: tuple[int, int], there: tuple[int, int]) -> None:
        """Swap the guests at two places."""
        first, second = groups[here[0]][here[1]], groups[there[0]][there[1]]
        for (group, place), leaves, joins in ((here, first, second), (there, second, first)):
            for guest in groups[group]:
                if guest != leaves:
                    self._met[_pair(guest, leaves)] -= 1
                    self._met[_pair(guest, joins)] += 1
            groups[group][place] = joins

    def _join(self, guest: int, other: int) -> int:
        pair = _pair(guest, other)
        return self._fixed(pair) + (AGAIN if self._met[pair] else 0)

    def _leave(self, guest: int, other: int) -> int:
        pair = _pair(guest, other)
        return self._fixed(pair) + (AGAIN if self._met[pair] > 1 else 0)

    def _fixed(self, pair: tuple[int, int]) -> int:
        together = TOGETHER if pair in self._apart else 0
        return together + (ALIKE if self._share(*pair) else 0)

    def _share(self, guest: int, other: int) -> bool:
        return not self._experiments[guest].isdisjoint(self._experiments[other])


def _pair(guest: int, other: int) -> tuple[int, int]:
    return (guest, other) if guest < other else (other, guest)


def _pairs(group: list[int]) -> list[tuple[int, int]]:
    return [_pair(guest, other) for n, guest in enumerate(group) for other in group[n + 1 :]]
