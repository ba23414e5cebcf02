"""The best assignment of rows to columns, one each, by the whole matrix of what they are worth.

Jonker and Volgenant's algorithm (1987) in whole rows: first the rows bid for their best columns,
then each that is left finds a shortest augmenting path. Columns of the same distance are passed
together, for whole numbers tie often. Whoever is offered nothing stays alone.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Values = NDArray[np.int64]
    Indices = NDArray[np.intp]
    Worth = Callable[[Indices], Values]
    """What some of one side are worth with everybody of the other: an array (some, other)."""

NOBODY = -1
FAR = 1 << 62
CELLS = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Assignment:
    """Rows and columns matched so far, with the columns' prices.

    Whoever is matched has no better offer at these prices, or would rather be alone. `column` and
    `row` say with whom each row and each column is matched, or NOBODY.
    """

    worth: Worth
    price: Values
    column: Indices
    row: Indices

    def offers(self, rows: Indices) -> Values:
        """What is left to each of the rows in every column, its price paid."""
        return self.worth(rows) - self.price

    def gains(self) -> Values:
        """What every row is left with: the rows' own prices."""
        gains = np.zeros(len(self.column), np.int64)
        for rows in _parts(np.flatnonzero(self.column >= 0), len(self.row)):
            columns = self.column[rows]
            gains[rows] = self.worth(rows)[np.arange(len(rows)), columns] - self.price[columns]
        return gains

    def mirrored(self, worth: Worth) -> Assignment:
        """The same with the sides exchanged."""
        return Assignment(worth=worth, price=self.gains(), column=self.row, row=self.column)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Assigned:
    """The column of every row, or NOBODY; and what each row gains, and each column costs."""

    column: Indices
    gains: Values
    prices: Values


def assign(by_row: Worth, by_column: Worth, first: Values, rows: int) -> Assigned:
    """The assignment that is worth most, and the prices that prove it.

    `first` are the columns' prices to begin with: the nearer they are, the less is to do.
    """
    found = Assignment(
        worth=by_row,
        price=first.copy(),
        column=np.full(rows, NOBODY),
        row=np.full(len(first), NOBODY),
    )
    for row in bid(found):
        Path(found, row).take()
    # What nobody has must be free of charge. A column that is not seeks a row in its turn.
    mirror = found.mirrored(by_column)
    for column in np.flatnonzero((found.row == NOBODY) & (found.price > 0)).tolist():
        Path(mirror, column).take()
    return Assigned(column=found.column, gains=mirror.price, prices=mirror.gains())


def bid(of: Assignment) -> list[int]:
    """Let rows take their best columns, outbidding each other; return those that are left.

    A bid is the highest that the bidder does not regret: as much above the column's price as the
    column is better than the second best, or than staying alone.
    """
    waiting = deque(range(len(of.column)))
    left: list[int] = []
    while waiting:
        row = waiting.popleft()
        offers = of.offers(np.array([row]))[0]
        best = int(offers.max(initial=-1))
        if best < 0:
            continue
        (ties,) = np.nonzero(offers == best)
        free = ties[of.row[ties] < 0]
        column = int(free[0] if len(free) else ties[0])
        offers[column] = 0
        more = best - max(int(offers.max()), 0)
        if not len(free) and not more:
            left.append(row)
            continue
        of.price[column] += more
        before = int(of.row[column])
        if before >= 0:
            of.column[before] = NOBODY
            waiting.appendleft(before)
        of.row[column], of.column[row] = row, column
    return left


class Path:
    """The cheapest way to give one more row a column, or to leave some row without."""

    def __init__(self, of: Assignment, root: int) -> None:
        self.of = of
        self.root = root
        self.distance = np.full(len(of.row), FAR)
        self.open: Values = self.distance.copy()
        self.by = np.full(len(of.row), root)
        self.loser, self.most = root, FAR
        self.end, self.length = self._search()

    def _search(self) -> tuple[int, int]:
        """The free column at the end, and the length; NOBODY where the loser gives theirs up."""
        rows, here = np.array([self.root]), 0
        free = self.of.row < 0
        while True:
            for some in _parts(rows, len(self.open)):
                self._reach(some, here)
            here = int(self.open.min(initial=FAR))
            if self.most <= here:
                return NOBODY, self.most
            (nearest,) = np.nonzero(self.open == here)
            ends = nearest[free[nearest]]
            if len(ends):
                return int(ends[0]), here
            self.distance[nearest] = here
            self.open[nearest] = FAR
            rows = self.of.row[nearest]

    def _reach(self, rows: Indices, here: int) -> None:
        """Let some rows, which are so far away, offer ways to all columns that are open."""
        offers = self.of.offers(rows)
        held = self.of.column[rows]
        kept = offers[np.arange(len(rows)), held] if held[0] >= 0 else offers.max(axis=1, initial=0)
        if here + (least := max(int(kept.min()), 0)) < self.most:
            self.loser, self.most = int(rows[kept.argmin()]), here + least
        ways = (np.maximum(kept, 0) + here)[:, None] - offers
        first = ways.argmin(axis=0)
        way = ways[first, np.arange(len(first))]
        better = (way < self.open) & (self.distance == FAR)
        self.open[better] = way[better]
        self.by[better] = rows[first[better]]

    def take(self) -> None:
        """Change prices by the distances, and give every row on the way the next column."""
        of = self.of
        passed = self.distance < self.length
        of.price[passed] += self.length - self.distance[passed]
        column = self.end
        if column == NOBODY:
            column = int(of.column[self.loser])
            of.column[self.loser] = NOBODY
        while column != NOBODY:
            row = int(self.by[column])
            of.row[column] = row
            column, of.column[row] = int(of.column[row]), column


def _parts(rows: Indices, width: int) -> Iterable[Indices]:
    """The rows in parts of which not too many cells are looked at together."""
    return np.array_split(rows, 1 + len(rows) * width // CELLS)
