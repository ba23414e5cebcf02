"""All fits as a map: a row a mentee, a column a mentor, the chosen pairs down the diagonal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.render.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.sealed.instance import Instance, Pair

SIDE = 60
"""So many cells a side are drawn at most."""

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
    """The map of an instance: whoever is paired first, then those nearest to it."""
    rows, columns = _order(instance, pairs)
    row_block, column_block = -(-len(rows) // SIDE) or 1, -(-len(columns) // SIDE) or 1
    chosen = set(instance.places(pairs))
    cells = tuple(_cells(instance, rows, columns, (row_block, column_block), chosen))
    single = row_block == column_block == 1
    return HeatMap(
        cells=cells,
        rows=tuple(instance.mentees[row].id for row in rows) if single else (),
        columns=tuple(instance.mentors[column].id for column in columns) if single else (),
        width=LABEL + CELL * -(-len(columns) // column_block),
        height=LABEL + CELL * -(-len(rows) // row_block),
        note=_note(instance, len(rows), len(columns), (row_block, column_block)),
    )


def _order(instance: Instance, pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    """The rows and columns to draw: pairs, the best fit first, then the others by their best fit.

    The others fill up what the pairs leave of a side.
    """
    places = instance.places(pairs)
    best = sorted(places, key=lambda place: (-int(instance.fit[place]), place))
    columns = list(dict.fromkeys(column for _, column in best))
    rows = sorted((row for row, _ in places), key=dict(places).__getitem__)
    rows.sort(key=lambda row: columns.index(dict(places)[row]))
    return (
        rows + _nearest(instance.fit.max(axis=1, initial=-1), rows),
        columns + _nearest(instance.fit.max(axis=0, initial=-1), columns),
    )


def _nearest(fits: NDArray[np.integer], taken: Sequence[int]) -> list[int]:
    """The places that are not taken, the best fit first, as many as a side has room for."""
    order = np.argsort(-fits.astype(np.int32), kind="stable").tolist()
    here = set(taken)
    return [place for place in order if place not in here][: max(SIDE - len(taken), 0)]


def _cells(
    instance: Instance,
    rows: list[int],
    columns: list[int],
    blocks: tuple[int, int],
    chosen: set[tuple[int, int]],
) -> Iterator[Cell]:
    """Block by block the best fit in it, where any pair in it may be."""
    fit = instance.fit[np.ix_(rows, columns)]
    marked = np.array([[(i, j) in chosen for j in columns] for i in rows], bool)
    for y in range(-(-len(rows) // blocks[0])):
        for x in range(-(-len(columns) // blocks[1])):
            block = np.s_[y * blocks[0] : (y + 1) * blocks[0], x * blocks[1] : (x + 1) * blocks[1]]
            best = int(fit[block].max())
            if best >= 0:
                yield Cell(
                    x=LABEL + x * CELL,
                    y=LABEL + y * CELL,
                    level=min(best * LEVELS // 1000, LEVELS - 1),
                    title=_title(instance, rows, columns, (y, x), blocks) + f": {best}",
                    chosen=bool(marked[block].any()),
                )


def _title(
    instance: Instance,
    rows: list[int],
    columns: list[int],
    place: tuple[int, int],
    blocks: tuple[int, int],
) -> str:
    if blocks != (1, 1):
        return f"The best of up to {blocks[0]} × {blocks[1]} people"
    return f"{instance.mentees[rows[place[0]]].id} · {instance.mentors[columns[place[1]]].id}"


def _note(instance: Instance, rows: int, columns: int, blocks: tuple[int, int]) -> str:
    parts = []
    left = (len(instance.mentees) - rows, len(instance.mentors) - columns)
    if any(left):
        sides = f"{many(left[0], 'mentee')} and {many(left[1], 'mentor')}"
        parts.append(f"{sides} without a pair are left out, those of the lowest fits.")
    if blocks != (1, 1):
        parts.append(f"A cell shows the best fit of up to {blocks[0]} × {blocks[1]} people.")
    return " ".join(parts)
