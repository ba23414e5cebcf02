"""Horizontal bars: solid up to the lower bound, pale up to the upper bound."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.site.charts.frame import TONES, WIDTH, Chart, box, words
from mentoring.site.charts.series import Bar, Series

THICK, NAMED, GAP, KEY = 12, 17, 8, 24
NUMBERS = 46  # pixels for the range in words, right of the bars


def bar_chart(name: str, title: str, finding: str, *series: Series) -> Chart:
    """One group of bars per category, with one bar per series; series share categories."""
    most = max(bar.high for one in series for bar in one.bars)
    drawing = list(_key(series)) if len(series) > 1 else []
    top = KEY if drawing else 0
    for group in zip(*(one.bars for one in series), strict=True):
        drawing += _group(group, [one.tone for one in series], top, most)
        top += NAMED + len(group) * (THICK + 3) + GAP
    return Chart(
        name=name,
        title=title,
        description=finding,
        height=top,
        drawing=tuple(drawing),
    )


def _group(group: tuple[Bar, ...], tones: list[str], top: int, most: int) -> Iterator[str]:
    yield words(group[0].label, 0, top + 13)
    for number, (bar, tone) in enumerate(zip(group, tones, strict=True)):
        y = top + NAMED + number * (THICK + 3)
        scale = (WIDTH - NUMBERS) / most
        yield box(0, y, WIDTH - NUMBERS, THICK, fill="currentColor", fill_opacity=0.08)
        yield box(0, y, bar.low * scale, THICK, fill=TONES[tone])
        yield box(
            bar.low * scale,
            y,
            (bar.high - bar.low) * scale,
            THICK,
            fill=TONES[tone],
            fill_opacity=0.45,
        )
        yield words(bar.short, WIDTH, y + THICK - 1, anchor="end", strong=True)


def _key(series: tuple[Series, ...]) -> Iterator[str]:
    """The legend: the colour of each series."""
    for number, one in enumerate(series):
        x = number * WIDTH / len(series)
        yield box(x, 2, THICK, THICK, fill=TONES[one.tone])
        yield words(one.name, x + THICK + 6, 12)
