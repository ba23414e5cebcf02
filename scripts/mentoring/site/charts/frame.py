"""The frame of every chart: its size, its text alternative, its colours.

The colours are those of the page that contains the chart.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.site.html import element, text

WIDTH = 340
TONES = {"mentee": "var(--mentee,#0a6070)", "mentor": "var(--mentor,#8a5600)"}


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


def words(
    content: str, x: float, y: float, *, anchor: str | None = None, strong: bool = False
) -> str:
    """A line of text at a position."""
    return element(
        "text",
        text(content),
        x=_short(x),
        y=_short(y),
        text_anchor=anchor,
        font_size=13,
        font_weight=600 if strong else None,
        fill="currentColor",
    )


def box(x: float, y: float, width: float, height: float, *, fill: str, **more: object) -> str:
    """A rectangle with slightly rounded corners."""
    return element(
        "rect",
        x=_short(x),
        y=_short(y),
        width=_short(width),
        height=_short(height),
        rx=2,
        fill=fill,
        **more,
    )


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
