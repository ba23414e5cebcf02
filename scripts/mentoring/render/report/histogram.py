"""A histogram of the scores around the cut-off: selected, waiting, and the edges of bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.operations.report.cut_off import CutOff
from mentoring.render.phrases import many
from mentoring.reviews.bands import Cuts

LOWEST, HIGHEST, STEP = 100, 500, 10
"""Scores range from 1 to 5, in hundredths of a mark; a bar is a tenth of a mark wide."""

WIDTH, HEIGHT = 640, 160


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """The mentees of one tenth of a mark: the waiting stacked on the selected."""

    x: float
    y: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A cut between bands; scores close to it are ties."""

    x: float
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Histogram:
    """The bars and edges, and the axis labels; `top` is the count of the highest bar."""

    bars: tuple[Bar, ...]
    edges: tuple[Edge, ...]
    marks: tuple[tuple[float, str], ...]
    top: int
    width: int = WIDTH
    height: int = HEIGHT


def histogram(cut_off: CutOff) -> Histogram | None:
    """The histogram of a cut-off; None if there are no scores."""
    scored = [candidate for candidate in cut_off.candidates if candidate.score is not None]
    if not scored:
        return None
    selected = Counter(_place(one.score) for one in scored if one.selected)
    waiting = Counter(_place(one.score) for one in scored if not one.selected)
    top = max((selected + waiting).values())
    return Histogram(
        bars=tuple(_bars(selected, waiting, top)),
        edges=tuple(_edges(cut_off.cuts)),
        marks=tuple((_x(mark), f"{mark // 100}") for mark in range(LOWEST, HIGHEST + 1, 100)),
        top=top,
    )


def _place(score: int | None) -> int:
    """The bar of a score; the highest score shares the last bar."""
    return min(((score or LOWEST) - LOWEST) // STEP, (HIGHEST - LOWEST) // STEP - 1)


def _x(score: float) -> float:
    return round(WIDTH * (score - LOWEST) / (HIGHEST - LOWEST), 1)


def _bars(selected: Counter[int], waiting: Counter[int], top: int) -> Iterator[Bar]:
    for place in sorted(selected | waiting):
        below = 0
        for kind, counts in (("selected", selected), ("waits", waiting)):
            count, score = counts[place], (LOWEST + STEP * place) / 100
            if count:
                yield Bar(
                    x=_x(LOWEST + STEP * place),
                    y=round(HEIGHT - HEIGHT * (below + count) / top, 1),
                    height=round(HEIGHT * count / top, 1),
                    kind=kind,
                    title=f"{many(count, 'mentee')} from {score:.1f}: {kind}",
                )
            below += count


def _edges(cuts: Cuts) -> Iterator[Edge]:
    for cut in cuts.lowest:
        yield Edge(x=_x(cut), title=f"{cut / 100:.2f}")
