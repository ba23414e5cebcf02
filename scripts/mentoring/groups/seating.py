"""An event's guests, and a mutable arrangement of them: groups, meetings, the cost of a swap."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

TOGETHER, AGAIN, ALIKE = 2500, 50, 1
"""The costs of joining a pair to keep apart, a repeated meeting, one within an experiment."""

Groups = list[list[int]]
Place = tuple[int, int]
"""The number of a group, and the place in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """One person at an event: the id and all experiments, the home experiment first."""

    id: str
    experiments: tuple[str, ...]

    @property
    def home(self) -> str:
        """The home experiment: the first one."""
        return self.experiments[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The guests by id, the number of rounds, the target group size, and pairs to keep apart."""

    guests: tuple[Guest, ...]
    size: int
    rounds: int
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def sizes(self) -> tuple[int, ...]:
        """The group sizes of a round: as close to the target, and as even, as possible."""
        groups = max(1, round(len(self.guests) / self.size))
        small, larger = divmod(len(self.guests), groups)
        return (small + 1,) * larger + (small,) * (groups - larger)


class Seating:
    """The groups of every round as lists of guests' numbers, with the meetings counted.

    `met` is the number of different pairs that meet, `alike` that of meetings between people who
    share an experiment, `together` that of meetings between people to keep apart, and `cost` is
    what the search minimises. These are counted when the guests are seated, and not at a swap.
    """

    def __init__(self, party: Party, rounds: list[Groups]) -> None:
        guests, own = party.guests, [{*guest.experiments} for guest in party.guests]
        share = [[not one.isdisjoint(other) for other in own] for one in own]
        apart = [[{one.id, other.id} in party.apart for other in guests] for one in guests]
        self._share, self._apart = np.array(share, np.int64), np.array(apart, np.int64)
        self._fixed = _rows(TOGETHER * self._apart + ALIKE * self._share)
        self.seat(rounds)

    def seat(self, rounds: list[Groups]) -> None:
        """Replace the arrangement, and count its meetings."""
        self.rounds = rounds
        met = np.zeros(self._share.shape, np.int64)
        for group in chain.from_iterable(rounds):
            met[np.ix_(group, group)] += 1
        once = np.triu(met, 1)
        self._met = _rows(met)
        self.met = int(np.count_nonzero(once))
        self.alike, self.together = int((once * self._share).sum()), int((once * self._apart).sum())
        again = int(once.sum()) - self.met
        self.cost = TOGETHER * self.together + AGAIN * again + ALIKE * self.alike

    def swap_cost(self, groups: Groups, here: Place, there: Place) -> int:
        """The change in cost if the guests at two places swapped places."""
        first, second = groups[here[0]][here[1]], groups[there[0]][there[1]]
        change = 0
        for group, leaves, joins in ((here[0], first, second), (there[0], second, first)):
            left, met = self._met[leaves], self._met[joins]
            old, new = self._fixed[leaves], self._fixed[joins]
            for guest in groups[group]:
                if guest != leaves:
                    change += new[guest] + (AGAIN if met[guest] else 0)
                    change -= old[guest] + (AGAIN if left[guest] > 1 else 0)
        return change

    def swap(self, groups: Groups, here: Place, there: Place) -> None:
        """Swap the guests at two places."""
        first, second = groups[here[0]][here[1]], groups[there[0]][there[1]]
        for (group, place), leaves, joins in ((here, first, second), (there, second, first)):
            for guest in groups[group]:
                if guest != leaves:
                    for other, change in ((leaves, -1), (joins, 1)):
                        self._met[guest][other] += change
                        self._met[other][guest] += change
            groups[group][place] = joins


def _rows(table: NDArray[np.int64]) -> list[list[int]]:
    """A table as lists, which the search reads faster, number by number."""
    return [[int(number) for number in row] for row in table]
