"""The figures of an edition: charts drawn from the tables that were released."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from mentoring.aggregates.release import Population, ReleaseStage
from mentoring.site.charts.bars import bar_chart
from mentoring.site.charts.months import month_chart
from mentoring.site.charts.series import Bar, Series, bars
from mentoring.site.plans import PLANS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.disclosure.history import History
    from mentoring.site.charts.frame import Chart
    from mentoring.site.plans import Plan

STEPS = ("Mentees who applied", "Mentors who applied", "Pairs announced", "Pairs that completed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A chart under its heading, the question it answers, and what it shows."""

    title: str
    question: str
    series: tuple[Series, ...]
    chart: Chart


def figures(history: History, cohort: str, stage: ReleaseStage) -> tuple[Figure, ...]:
    """The figures of a stage, as far as its tables were not withheld.

    The meetings of the first half are shown once, with those of the second when they are there.
    """
    done = {release.stage for release in history.of(cohort)}
    whole = stage is ReleaseStage.MIDTERM and ReleaseStage.OUTCOME in done
    plans = [plan for plan in PLANS[stage] if not (whole and plan.monthly)]
    return tuple(figure for plan in plans for figure in _figures(history, cohort, plan))


def overview(history: History, cohort: str) -> Figure | None:
    """From the application to the end: how many applied, were matched, and completed."""
    steps = tuple(_steps(history, cohort))
    if not steps:
        return None
    series = (Series(name=f"Edition {cohort}", tone="mentee", bars=steps),)
    title = "From application to completion"
    return Figure(
        title=title,
        question="How many people applied, how many pairs were announced, how many completed?",
        series=series,
        chart=bar_chart("overview", title, *series),
    )


def _steps(history: History, cohort: str) -> Iterator[Bar]:
    sizes = {one.population: one for release in history.of(cohort) for one in release.headcounts}
    order = (Population.MENTEES, Population.MENTORS, Population.PAIRS)
    for label, population in zip(STEPS, order, strict=False):
        if size := sizes.get(population):
            yield Bar(label=label, low=size.low, high=size.high, whole=size.high + 1)
    completion = history.table(cohort, "completion")
    if completion:
        pairs = history.total(cohort, Population.PAIRS) or 0
        done = bars(completion, pairs)[0]
        yield Bar(label=STEPS[-1], low=done.low, high=done.high, whole=pairs)


def _figures(history: History, cohort: str, plan: Plan) -> Iterator[Figure]:
    """One figure; two where the tables' classifications differ."""
    found = [
        (table, Series(name=name, tone=tone, bars=bars(table, size)))
        for table_name, name, tone in plan.tables
        if (table := history.table(cohort, table_name))
        and (size := history.total(cohort, table.population))
    ]
    if plan.monthly and found:
        series = _joined([one for _, one in found])
        yield _figure(plan, (series,), month_chart(plan.name, plan.title, series))
        return
    for classification, group in groupby(found, key=lambda one: one[0].classification):
        together = tuple(one for _, one in group)
        name = plan.name if len(together) == len(found) else f"{plan.name}-{classification}"
        yield _drawn(plan, name, together)


def _drawn(plan: Plan, name: str, series: tuple[Series, ...]) -> Figure:
    shown = tuple(map(_by_demand, series)) if plan.ranked else series
    return _figure(plan, shown, bar_chart(name, plan.title, *shown))


def _by_demand(series: Series) -> Series:
    """The most wanted first, by what is public of each count."""
    bars = sorted(series.bars, key=lambda bar: (-bar.low - bar.high, bar.label))
    return replace(series, bars=tuple(bars))


def _joined(parts: list[Series]) -> Series:
    """The months of several tables one after the other."""
    joined = tuple(bar for part in parts for bar in part.bars)
    return Series(name=parts[0].name, tone=parts[0].tone, bars=joined)


def _figure(plan: Plan, series: tuple[Series, ...], chart: Chart) -> Figure:
    return Figure(title=plan.title, question=plan.question, series=series, chart=chart)
