"""Two series face to face: what one side wants to the left, what the other offers to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.site.charts.bars import GAP, KEY, NAMED, NUMBERS, THICK, describe
from mentoring.site.charts.frame import TONES, WIDTH, Chart, box, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.site.charts.series import Bar, Series

MIDDLE, APART = WIDTH / 2, 1
LONGEST = MIDDLE - NUMBERS - APART
LEFT, RIGHT = -1, 1


def mirror_chart(name: str, title: str, left: Series, right: Series) -> Chart:
    """A line a category, on one scale; both series have the same categories in the same order."""
    scale = LONGEST / max(bar.high for bar in (*left.bars, *right.bars))
    sides = ((left, LEFT), (right, RIGHT))
    drawing = [part for series, side in sides for part in _key(series, side)]
    top = KEY
    for one, other in zip(left.bars, right.bars, strict=True):
        drawing.append(words(one.label, MIDDLE, top + 13, anchor="middle"))
        drawing += _bar(one, left.tone, LEFT, top + NAMED, scale)
        drawing += _bar(other, right.tone, RIGHT, top + NAMED, scale)
        top += NAMED + THICK + GAP
    return Chart(
        name=name,
        title=title,
        description=describe(left, right),
        height=top,
        drawing=tuple(drawing),
    )


def _key(series: Series, side: int) -> Iterator[str]:
    """Which colour is which series, beside the middle."""
    anchor = "end" if side is LEFT else None
    yield _from_middle(0, THICK, side, 2, fill=TONES[series.tone])
    yield words(series.name, MIDDLE + side * (THICK + 8), 12, anchor=anchor)


def _bar(bar: Bar, tone: str, side: int, y: float, scale: float) -> Iterator[str]:
    """A range: full up to what is certain, pale up to what is possible, its numbers at the rim."""
    certain, possible = bar.low * scale, bar.high * scale
    yield _from_middle(0, LONGEST, side, y, fill="currentColor", fill_opacity=0.08)
    yield _from_middle(0, certain, side, y, fill=TONES[tone])
    yield _from_middle(certain, possible, side, y, fill=TONES[tone], fill_opacity=0.45)
    rim, anchor = (0, None) if side is LEFT else (WIDTH, "end")
    yield words(bar.short, rim, y + THICK - 1, anchor=anchor, strong=True)


def _from_middle(
    first: float, last: float, side: int, y: float, *, fill: str, **more: object
) -> str:
    """A rectangle between two distances from the middle, to one side of it."""
    near, far = MIDDLE + side * (APART + first), MIDDLE + side * (APART + last)
    return box(min(near, far), y, last - first, THICK, fill=fill, **more)
