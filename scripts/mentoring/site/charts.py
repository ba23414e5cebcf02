"""Charts of ranges as SVG, written without a library because a published count is a range.

Bars and columns are solid up to the lower bound and pale up to the upper bound. The colours are
those of the page that contains the chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentoring.site.markup import element, text

WIDTH = 340
TONES = {"mentee": "var(--mentee,#0a6070)", "mentor": "var(--mentor,#8a5600)"}
PALE = 0.45


def span(low: int, high: int) -> str:
    """A range of counts in words."""
    if low == high:
        return str(low)
    return f"{low} to {high}" if low else f"at most {high}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One count, between `low` and `high` of at most `whole`."""

    label: str
    low: int
    high: int
    whole: int

    @property
    def words(self) -> str:
        """The range in words."""
        if 0 < self.low < self.high >= self.whole:
            return f"at least {self.low} of {self.whole}"
        return span(self.low, self.high)

    @property
    def short(self) -> str:
        """The range in short form."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Bars of one series; `tone` is the side of the mentorship that sets their colour."""

    name: str
    tone: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A drawing with its title, its description, and a name that is unique on its page."""

    name: str
    title: str
    description: str
    height: int
    drawing: tuple[str, ...]

    @property
    def inline(self) -> str:
        """The chart as markup for a page."""
        return element(
            "svg",
            element("title", text(self.title), id=f"{self.name}-title"),
            element("desc", text(self.description), id=f"{self.name}-desc"),
            *self.drawing,
            viewBox=f"0 0 {WIDTH} {self.height}",
            role="img",
            aria_labelledby=f"{self.name}-title {self.name}-desc",
        )


def bar_chart(name: str, title: str, finding: str, series: Sequence[Series]) -> Chart:
    """Horizontal bars: a group per category with a bar per series; series share categories."""
    thick, named, gap, numbers = 12, 17, 8, 46
    most = max(bar.high for row in series for bar in row.bars)
    room = WIDTH - numbers
    drawing = list(_legend(series, thick)) if len(series) > 1 else []
    y = 24 if drawing else 0
    for group in zip(*(row.bars for row in series), strict=True):
        drawing.append(_words(group[0].label, 0, y + 13))
        y += named
        for bar, row in zip(group, series, strict=True):
            low, high = bar.low * room / most, bar.high * room / most
            drawing += [
                _box(0, y, room, thick, fill="currentColor", fill_opacity=0.08),
                _box(0, y, low, thick, fill=TONES[row.tone]),
                _box(low, y, high - low, thick, fill=TONES[row.tone], fill_opacity=PALE),
                _words(bar.short, WIDTH, y + thick - 1, anchor="end", weight=600),
            ]
            y += thick + 3
        y += gap
    return Chart(name=name, title=title, description=finding, height=y, drawing=tuple(drawing))


def _legend(series: Sequence[Series], size: int) -> Iterator[str]:
    for number, row in enumerate(series):
        x = number * WIDTH / len(series)
        yield _box(x, 2, size, size, fill=TONES[row.tone])
        yield _words(row.name, x + size + 6, 12)


def month_chart(name: str, title: str, finding: str, series: Series) -> Chart:
    """One column per month, with grid lines at zero, half and the whole."""
    tall, top, below, side = 150, 20, 24, 30
    floor, whole = top + tall, max(bar.whole for bar in series.bars)
    step, fill = (WIDTH - side) / len(series.bars), TONES[series.tone]
    drawing = []
    for count in (0, whole // 2, whole):
        y = floor - count * tall / whole
        drawing.append(_box(side, y - 0.5, WIDTH - side, 1, fill="currentColor", fill_opacity=0.3))
        drawing.append(_words(str(count), side - 6, y + 4, anchor="end"))
    for number, bar in enumerate(series.bars):
        x, wide = side + number * step, step * 0.62
        low, high = bar.low * tall / bar.whole, bar.high * tall / bar.whole
        left = x + step * 0.19
        drawing += [
            _box(left, floor - low, wide, low, fill=fill),
            _box(left, floor - high, wide, high - low, fill=fill, fill_opacity=PALE),
            _words(bar.label.rpartition(" ")[2], x + step / 2, floor + 17, anchor="middle"),
        ]
    return Chart(
        name=name, title=title, description=finding, height=floor + below, drawing=tuple(drawing)
    )


def _words(
    content: str, x: float, y: float, *, anchor: str | None = None, weight: int | None = None
) -> str:
    """A line of text at a position."""
    return element(
        "text",
        text(content),
        x=_short(x),
        y=_short(y),
        text_anchor=anchor,
        font_size=13,
        font_weight=weight,
        fill="currentColor",
    )


def _box(x: float, y: float, width: float, height: float, **look: object) -> str:
    """A rectangle with slightly rounded corners."""
    place = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", **{key: _short(value) for key, value in place.items()}, rx=2, **look)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
