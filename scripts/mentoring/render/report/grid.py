"""Who gets which row and column of the map of all fits, and how many share one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.render.phrases import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Pair

SIDE = 60
"""So many cells a side are drawn at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """The mentees and mentors to draw, in order, by their places in the instance.

    A cell shows `tall` mentees with `wide` mentors; `left` are those who are not drawn.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    left: tuple[int, int]

    @property
    def tall(self) -> int:
        """How many mentees share a row."""
        return max(-(-len(self.rows) // SIDE), 1)

    @property
    def wide(self) -> int:
        """How many mentors share a column."""
        return max(-(-len(self.columns) // SIDE), 1)

    @property
    def single(self) -> bool:
        """Whether everybody who is drawn has a row or column of their own."""
        return self.tall == self.wide == 1

    @property
    def shape(self) -> tuple[int, int]:
        """How many cells there are, down and across."""
        return -(-len(self.rows) // self.tall), -(-len(self.columns) // self.wide)

    @property
    def note(self) -> str:
        """What is left out or drawn together; nothing where it is all there."""
        parts = []
        if any(self.left):
            sides = f"{many(self.left[0], 'mentee')} and {many(self.left[1], 'mentor')}"
            parts.append(f"{sides} without a pair are left out, those of the lowest fits.")
        if not self.single:
            parts.append(f"A cell shows the best fit of up to {self.tall} × {self.wide} people.")
        return " ".join(parts)


def grid(instance: Instance, pairs: Sequence[Pair]) -> Grid:
    """Whoever is paired, the best fit first; others by their best fit, as far as there is room."""
    places = instance.places(pairs)
    best = sorted(places, key=lambda place: (-int(instance.fit[place]), place))
    columns = list(dict.fromkeys(column for _, column in best))
    rows = [row for row, _ in sorted(best, key=lambda place: columns.index(place[1]))]
    rows += _nearest(instance.fit.max(axis=1, initial=-1), rows)
    columns += _nearest(instance.fit.max(axis=0, initial=-1), columns)
    left = (len(instance.mentees) - len(rows), len(instance.mentors) - len(columns))
    return Grid(rows=tuple(rows), columns=tuple(columns), left=left)


def _nearest(fits: NDArray[np.integer], taken: Sequence[int]) -> list[int]:
    """The places that are not taken, the best fit first, as many as a side has room for."""
    order = np.argsort(-fits.astype(np.int32), kind="stable").tolist()
    here = set(taken)
    return [place for place in order if place not in here][: max(SIDE - len(taken), 0)]
