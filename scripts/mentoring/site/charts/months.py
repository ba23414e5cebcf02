"""Column charts over the months of the programme."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.site.charts.frame import TONES, WIDTH, Chart, box, words
from mentoring.site.charts.series import Bar, Series

TALL, TOP, BELOW, SIDE = 150, 20, 24, 30


def month_chart(name: str, title: str, finding: str, series: Series) -> Chart:
    """One column per month: solid up to the lower bound, pale up to the upper bound."""
    whole = max(bar.whole for bar in series.bars)
    step = (WIDTH - SIDE) / len(series.bars)
    drawing = list(_scale(whole))
    for number, bar in enumerate(series.bars):
        drawing += _column(bar, TONES[series.tone], SIDE + number * step, step)
    return Chart(
        name=name,
        title=title,
        description=finding,
        height=TOP + TALL + BELOW,
        drawing=tuple(drawing),
    )


def _column(bar: Bar, fill: str, x: float, step: float) -> Iterator[str]:
    unit, floor = TALL / bar.whole, TOP + TALL
    wide, left = step * 0.62, x + step * 0.19
    yield box(left, floor - bar.low * unit, wide, bar.low * unit, fill=fill)
    possible = (bar.high - bar.low) * unit
    yield box(left, floor - bar.high * unit, wide, possible, fill=fill, fill_opacity=0.45)
    yield words(bar.label.rpartition(" ")[2], x + step / 2, floor + 17, anchor="middle")


def _scale(whole: int) -> Iterator[str]:
    """Thin grid lines at zero, half and the whole."""
    for count in (0, whole // 2, whole):
        y = TOP + TALL - count * TALL / whole
        yield box(SIDE, y - 0.5, WIDTH - SIDE, 1, fill="currentColor", fill_opacity=0.3)
        yield words(str(count), SIDE - 6, y + 4, anchor="end")
