"""The figures of an edition: charts of released tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mentoring.aggregates.release import ReleaseStage
from mentoring.disclosure.history import History
from mentoring.programme.config import ProgrammeConfig
from mentoring.site.charts.bars import bar_chart
from mentoring.site.charts.frame import Chart
from mentoring.site.charts.months import month_chart
from mentoring.site.charts.series import Bar, Series, bars
from mentoring.site.findings import finding, monthly, stands_out
from mentoring.site.plans import Column, Plan, plans_of

MOST = 6
"""The most categories that are drawn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A finding in one sentence, its numbers, and a chart if that shows more."""

    title: str
    finding: str
    series: tuple[Series, ...]
    chart: Chart | None


def figures(
    history: History, cohort: str, stage: ReleaseStage, config: ProgrammeConfig
) -> tuple[Figure, ...]:
    """The figures of a stage whose tables were not withheld.

    The meetings of the first half appear once, together with those of the second half if released.
    """
    done = {release.stage for release in history.of(cohort)}
    whole = stage is ReleaseStage.MIDTERM and ReleaseStage.OUTCOME in done
    plans = [plan for plan in plans_of(stage, config.affiliation) if not (whole and plan.monthly)]
    return tuple(figure for plan in plans for figure in _figures(history, cohort, plan, config))


def _figures(
    history: History, cohort: str, plan: Plan, config: ProgrammeConfig
) -> Iterator[Figure]:
    """One figure, or two if the tables' classifications differ."""
    found = [
        (table, column, Series(name=column.name, tone=column.tone, bars=bars(table, size, config)))
        for column in plan.tables
        if (table := history.table(cohort, column.table))
        and (size := history.total(cohort, table.population))
    ]
    if plan.monthly and found:
        series = _joined([one for _, _, one in found])
        said = monthly(series)
        chart = month_chart(plan.name, plan.title, said, series)
        yield Figure(title=plan.title, finding=said, series=(series,), chart=chart)
        return
    for classification, group in groupby(found, key=lambda one: one[0].classification):
        together = list(group)
        columns = [column for _, column, _ in together]
        sides = tuple(one for _, _, one in together)
        name = plan.name if len(sides) == len(found) else f"{plan.name}-{classification}"
        yield _figure(plan, name, columns, sides if plan.ordered else _by_size(sides))


def _figure(plan: Plan, name: str, columns: Sequence[Column], series: tuple[Series, ...]) -> Figure:
    """The figure, with bars if at least one series shows a difference."""
    said = finding(plan, list(zip(columns, series, strict=True)))
    chart = None
    if any(map(stands_out, series)):
        chart = bar_chart(name, plan.title, said, *(_largest(one) for one in series))
    return Figure(title=plan.title, finding=said, series=series, chart=chart)


def _largest(series: Series) -> Series:
    """The part of a series that the chart shows; the table contains all of it."""
    return replace(series, bars=series.bars[:MOST])


def _by_size(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """All series in the order of the first: the largest category first, the rest last."""
    rows = list(zip(*(one.bars for one in series), strict=True))
    rows.sort(key=_rank)
    columns = zip(*rows, strict=True)
    return tuple(replace(one, bars=column) for one, column in zip(series, columns, strict=True))


def _rank(row: tuple[Bar, ...]) -> tuple[bool, int, str]:
    first = row[0]
    return first.gathers, -first.low - first.high, first.label


def _joined(parts: list[Series]) -> Series:
    """The months of several tables, concatenated."""
    joined = tuple(bar for part in parts for bar in part.bars)
    return Series(name=parts[0].name, tone=parts[0].tone, bars=joined)
