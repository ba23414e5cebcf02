"""All fits as a heat map: rows are mentees, columns mentors, chosen pairs on the diagonal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.render.phrases import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Pair

CELL, LABEL = 15, 54
LEVELS = 10
SIDE = 60
"""The most people per side that are drawn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A fit to draw: its position, its level (0 to 9), and its tooltip."""

    x: int
    y: int
    level: int
    title: str
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatMap:
    """The cells of possible pairs, the ids of rows and columns, and the fits of each level.

    `left` are the numbers of mentees and mentors that are not drawn.
    """

    cells: tuple[Cell, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    fits: tuple[int, ...]
    left: tuple[int, int]

    @property
    def width(self) -> int:
        """The map's width in pixels, labels included."""
        return LABEL + CELL * len(self.columns)

    @property
    def height(self) -> int:
        """The map's height in pixels, labels included."""
        return LABEL + CELL * len(self.rows)

    @property
    def note(self) -> str:
        """A note on people who are not drawn; empty if there are none."""
        if not any(self.left):
            return ""
        sides = f"{many(self.left[0], 'mentee')} and {many(self.left[1], 'mentor')}"
        return f"{sides} of the lowest fits are left out."

    @property
    def summary(self) -> str:
        """The text alternative of the map, in one sentence."""
        chosen = sum(cell.chosen for cell in self.cells)
        return f"{many(len(self.cells), 'possible pair')}, of which {chosen} are chosen."


def heat_map(instance: Instance, pairs: Sequence[Pair]) -> HeatMap:
    """The map of an instance: paired people first, by fit; then the others by their best fit.

    Levels are equal steps from the lowest to the highest fit drawn.
    """
    best = sorted(instance.places(pairs), key=lambda place: (-int(instance.fit[place]), place))
    columns = list(dict.fromkeys(column for _, column in best))
    rows = [row for row, _ in sorted(best, key=lambda place: columns.index(place[1]))]
    rows = _with_others(instance.fit.max(axis=1, initial=-1), rows)
    columns = _with_others(instance.fit.max(axis=0, initial=-1), columns)
    chosen = {(rows.index(a), columns.index(b)) for a, b in best if a in rows and b in columns}
    fit = instance.fit[np.ix_(rows, columns)]
    low, high = int(fit[fit >= 0].min(initial=1000)), int(fit.max(initial=0))
    mentees = tuple(instance.mentees[row].id for row in rows)
    mentors = tuple(instance.mentors[column].id for column in columns)
    return HeatMap(
        cells=tuple(_cells(fit, low, max(high, low + 1), mentees, mentors, chosen)),
        rows=mentees,
        columns=mentors,
        fits=tuple(low + (high - low) * level // (LEVELS - 1) for level in range(LEVELS)),
        left=(len(instance.mentees) - len(rows), len(instance.mentors) - len(columns)),
    )


def _with_others(fits: NDArray[np.integer], taken: list[int]) -> list[int]:
    """The indices of paired people, then the others by best fit, up to the limit."""
    order = np.argsort(-fits.astype(np.int32), kind="stable").tolist()
    here = set(taken)
    return [*taken, *(place for place in order if place not in here)][:SIDE]


def _cells(
    fit: NDArray[np.integer],
    low: int,
    high: int,
    mentees: Sequence[str],
    mentors: Sequence[str],
    chosen: set[tuple[int, int]],
) -> Iterator[Cell]:
    for y, x in np.argwhere(fit >= 0).tolist():
        value = int(fit[y, x])
        yield Cell(
            x=LABEL + x * CELL,
            y=LABEL + y * CELL,
            level=(value - low) * (LEVELS - 1) // (high - low),
            title=f"{mentees[y]} · {mentors[x]}: {value}",
            chosen=(y, x) in chosen,
        )
