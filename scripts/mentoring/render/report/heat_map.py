"""All fits as a map: a row a mentee, a column a mentor, the chosen pairs down the diagonal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.render.phrases import many
from mentoring.render.report.grid import Grid, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Pair

CELL, LABEL = 15, 54
LEVELS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A fit to draw: where, how dark (0 to 9), and what it says when pointed at."""

    x: int
    y: int
    level: int
    title: str
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatMap:
    """The cells that may be pairs; the labels of rows and columns, where each is one person.

    `note` says what is left out or drawn together, where not everybody has a row or column.
    """

    cells: tuple[Cell, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    width: int
    height: int
    note: str

    @property
    def summary(self) -> str:
        """The map in a sentence, for those who cannot see it."""
        chosen = sum(cell.chosen for cell in self.cells)
        return f"{many(len(self.cells), 'possible cell')}, of which {chosen} hold chosen pairs."


def heat_map(instance: Instance, pairs: Sequence[Pair]) -> HeatMap:
    """The map of an instance with the pairs chosen in it."""
    drawn = grid(instance, pairs)
    margin = LABEL if drawn.single else 0
    rows = tuple(instance.mentees[row].id for row in drawn.rows)
    columns = tuple(instance.mentors[column].id for column in drawn.columns)
    return HeatMap(
        cells=tuple(_cells(drawn, margin, rows, columns, *_layers(instance, pairs, drawn))),
        rows=rows if drawn.single else (),
        columns=columns if drawn.single else (),
        width=margin + CELL * drawn.shape[1],
        height=margin + CELL * drawn.shape[0],
        note=drawn.note,
    )


def _layers(
    instance: Instance, pairs: Sequence[Pair], drawn: Grid
) -> tuple[NDArray[np.integer], NDArray[np.bool_]]:
    """The fits, and which of them are chosen, in the order of drawing."""
    chosen = np.zeros(instance.fit.shape, np.bool_)
    for place in instance.places(pairs):
        chosen[place] = True
    order = np.ix_(drawn.rows, drawn.columns)
    return instance.fit[order], chosen[order]


def _cells(
    drawn: Grid,
    margin: int,
    rows: Sequence[str],
    columns: Sequence[str],
    fit: NDArray[np.integer],
    chosen: NDArray[np.bool_],
) -> Iterator[Cell]:
    """The best fit of each cell, where any pair in it may be."""
    for y, x in np.ndindex(drawn.shape):
        top, left = y * drawn.tall, x * drawn.wide
        block = np.s_[top : top + drawn.tall, left : left + drawn.wide]
        best = int(fit[block].max())
        who = f"{rows[top]} · {columns[left]}" if drawn.single else "The best of several"
        if best >= 0:
            yield Cell(
                x=margin + x * CELL,
                y=margin + y * CELL,
                level=min(best * LEVELS // 1000, LEVELS - 1),
                title=f"{who}: {best}",
                chosen=bool(chosen[block].any()),
            )
