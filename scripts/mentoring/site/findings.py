"""Summarise figures in one sentence that claims no more than their ranges allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentoring.aggregates.release import Population
from mentoring.disclosure.history import History
from mentoring.site.charts.series import Bar, Series
from mentoring.site.plans import Column, Plan

FEW = 3
"""The most categories that may share the first place in a sentence."""


def in_short(history: History, cohort: str) -> str | None:
    """The released numbers of applicants, pairs and completed pairs."""
    known = {
        headcount.population: headcount
        for release in history.of(cohort)
        for headcount in release.headcounts
    }
    applied = [
        f"{_words(size.low, size.high)} {name}"
        for population, name in ((Population.MENTEES, "mentees"), (Population.MENTORS, "mentors"))
        if (size := known.get(population))
    ]
    said = [f"{' and '.join(applied)} applied"] if applied else []
    if pairs := known.get(Population.PAIRS):
        said.append(f"{_words(pairs.low, pairs.high)} pairs were announced")
        if completion := history.table(cohort, "completion"):
            done = completion.cells[0]
            bar = Bar(label=done.category, low=done.low, high=done.high, whole=pairs.high)
            said.append(f"{bar.words} completed")
    return "; ".join(said) + "." if said else None


def finding(plan: Plan, series: Sequence[tuple[Column, Series]]) -> str:
    """The largest category of each series, or a statement that there is none."""
    return " ".join(_sentence(plan.thing, column, one) for column, one in series)


def monthly(series: Series) -> str:
    """A sentence with the lowest number of pairs that are known to have met in a month."""
    least = min(bar.low for bar in series.bars)
    return f"In each month at least {least} of {series.bars[0].whole} pairs are known to have met."


def stands_out(series: Series) -> bool:
    """Whether the largest category is certainly larger than the smallest."""
    return max(bar.low for bar in series.bars) > min(bar.high for bar in series.bars)


def leaders(series: Series) -> list[Bar]:
    """The categories that may be the largest: their ranges reach the largest certain count."""
    certain = max(bar.low for bar in series.bars)
    return [bar for bar in series.bars if bar.high >= certain]


def _sentence(thing: str, column: Column, series: Series) -> str:
    first = leaders(series)
    *others, last = (f"“{bar.label}”" for bar in first)
    named = f"{', '.join(others)} or {last}" if others else last
    if len(first) == 1:
        return f"{column.begins} {named}."
    if len(first) <= FEW:
        return f"{column.begins} {named}, too close to tell apart."
    return f"No {thing} stands out for {column.tone}s."


def _words(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def numbers(found: Sequence[Series]) -> Iterator[tuple[str, list[str]]]:
    """Each category with its range in every series."""
    for group in zip(*(one.bars for one in found), strict=True):
        yield group[0].label, [bar.words for bar in group]
