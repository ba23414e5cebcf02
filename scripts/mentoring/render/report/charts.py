"""The drawings of the report: all fits as a heat map, and a histogram of the scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.operations.report import CutOff
from mentoring.render.phrases import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Pair

CELL, LABEL = 15, 54
LEVELS = 10
SIDE = 60
"""The most people per side that are drawn."""
LOWEST, HIGHEST, STEP = 100, 500, 10
"""Scores range from 1 to 5, in hundredths of a mark; a bar is a tenth of a mark wide."""
WIDTH, HEIGHT = 640, 160


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
    def size(self) -> tuple[int, int]:
        """The map's width and height in pixels, labels included."""
        return LABEL + CELL * len(self.columns), LABEL + CELL * len(self.rows)

    @property
    def note(self) -> str:
        """A note on people who are not drawn; empty if there are none."""
        sides = f"{many(self.left[0], 'mentee')} and {many(self.left[1], 'mentor')}"
        return f"{sides} of the lowest fits are left out." if any(self.left) else ""

    @property
    def summary(self) -> str:
        """The text alternative of the map, in one sentence."""
        chosen = sum(cell.chosen for cell in self.cells)
        return f"{many(len(self.cells), 'possible pair')}; {chosen} are chosen."


def heat_map(instance: Instance, pairs: Sequence[Pair]) -> HeatMap:
    """The map of an instance: paired people first, by fit; then the others by their best fit.

    Rows are mentees and columns mentors, with chosen pairs on the diagonal. Levels are equal steps
    from the lowest to the highest fit drawn.
    """
    best = sorted(instance.places(pairs), key=lambda place: (-int(instance.fit[place]), place))
    columns = list(dict.fromkeys(column for _, column in best))
    rows = [row for row, _ in sorted(best, key=lambda place: columns.index(place[1]))]
    rows = _with_others(instance.fit.max(axis=1, initial=-1), rows)
    columns = _with_others(instance.fit.max(axis=0, initial=-1), columns)
    chosen = {(rows.index(a), columns.index(b)) for a, b in best if a in rows and b in columns}
    fit = instance.fit[np.ix_(rows, columns)]
    low, high = int(fit[fit >= 0].min(initial=1000)), int(fit.max(initial=0))
    steps = max(high - low, 1)
    mentees = tuple(instance.mentees[row].id for row in rows)
    mentors = tuple(instance.mentors[column].id for column in columns)
    cells = tuple(
        Cell(
            x=LABEL + x * CELL,
            y=LABEL + y * CELL,
            level=(int(fit[y, x]) - low) * (LEVELS - 1) // steps,
            title=f"{mentees[y]} · {mentors[x]}: {fit[y, x]}",
            chosen=(y, x) in chosen,
        )
        for y, x in np.argwhere(fit >= 0).tolist()
    )
    return HeatMap(
        cells=cells,
        rows=mentees,
        columns=mentors,
        fits=tuple(low + steps * level // (LEVELS - 1) for level in range(LEVELS)),
        left=(len(instance.mentees) - len(rows), len(instance.mentors) - len(columns)),
    )


def _with_others(fits: NDArray[np.integer], taken: list[int]) -> list[int]:
    """The indices of paired people, then the others by best fit, up to the limit."""
    order = np.argsort(-fits.astype(np.int32), kind="stable").tolist()
    here = set(taken)
    return [*taken, *(place for place in order if place not in here)][:SIDE]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """The mentees of one tenth of a mark: the waiting stacked on the selected."""

    x: float
    y: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Histogram:
    """The bars, the cuts between bands, and the axis labels; `top` is the highest bar's count."""

    bars: tuple[Bar, ...]
    edges: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, str], ...]
    top: int
    width: int = WIDTH
    height: int = HEIGHT


def histogram(cut_off: CutOff) -> Histogram | None:
    """The scores around the cut-off, selected and waiting; None if there are no scores."""
    places: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    last = (HIGHEST - LOWEST) // STEP - 1  # the highest score shares the last bar
    for candidate in cut_off.candidates:
        if candidate.score is not None:
            place = min((candidate.score - LOWEST) // STEP, last)
            places[candidate.selected][place] += 1
    counts = places[True] + places[False]
    if not counts:
        return None
    top = max(counts.values())
    return Histogram(
        bars=tuple(_bars(places[True], places[False], top)),
        edges=tuple((_x(cut), f"{cut / 100:.2f}") for cut in cut_off.cuts.lowest),
        marks=tuple((_x(mark), f"{mark // 100}") for mark in range(LOWEST, HIGHEST + 1, 100)),
        top=top,
    )


def _x(score: float) -> float:
    return round(WIDTH * (score - LOWEST) / (HIGHEST - LOWEST), 1)


def _bars(selected: Counter[int], waiting: Counter[int], top: int) -> Iterator[Bar]:
    for place in sorted(selected | waiting):
        score, below = LOWEST + STEP * place, 0
        for kind, count in (("selected", selected[place]), ("waits", waiting[place])):
            below += count
            if count:
                yield Bar(
                    x=_x(score),
                    y=round(HEIGHT - HEIGHT * below / top, 1),
                    height=round(HEIGHT * count / top, 1),
                    kind=kind,
                    title=f"{many(count, 'mentee')} from {score / 100:.1f}: {kind}",
                )
