"""The cohort's curves: meetings held and expected, and the number of active pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.progress.cohort_progress import Week
from mentoring.render.progress.axis import Axis


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """A line over the weeks: its name, the points of an SVG polyline, its last value."""

    name: str
    kind: str
    points: str
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Curves on one vertical scale, from 0 to `top`, `height` pixels high."""

    title: str
    top: int
    height: int
    curves: tuple[Curve, ...]


def meetings_chart(weeks: Sequence[Week], axis: Axis, height: int) -> Chart:
    """Meetings since the start, held and expected."""
    series = {
        "Held": ("held", [week.meetings for week in weeks]),
        "Expected": ("expected", [week.expected for week in weeks]),
    }
    return _chart("Meetings since the start", series, weeks, axis, height)


def active_chart(weeks: Sequence[Week], axis: Axis, height: int) -> Chart:
    """The number of active pairs."""
    series = {"Active": ("held", [week.active for week in weeks])}
    return _chart("Pairs that stand", series, weeks, axis, height)


def _chart(
    title: str,
    series: dict[str, tuple[str, list[int]]],
    weeks: Sequence[Week],
    axis: Axis,
    height: int,
) -> Chart:
    top = max(1, *(value for _, values in series.values() for value in values))
    xs = [axis.x(week.on) for week in weeks]
    curves = tuple(
        Curve(name=name, kind=kind, points=_points(xs, values, top, height), last=values[-1])
        for name, (kind, values) in series.items()
    )
    return Chart(title=title, top=top, height=height, curves=curves)


def _points(xs: list[float], values: list[int], top: int, height: int) -> str:
    ys = (round(height - height * value / top, 1) for value in values)
    return " ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True))
