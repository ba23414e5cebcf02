"""The statistics pages: the figures of each edition, and the totals of all of them.

Everything is computed from released figures alone, and claims no more than their ranges allow. In
a chart, bars are solid up to the lower bound and pale up to the upper bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby

from msgspec import convert

from mentoring.aggregates.release import Cell, History, Population, Range, ReleaseStage, Table
from mentoring.files.messages import messages
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.site.markup import written


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A figure to make of released tables, as `figures.toml` describes it."""

    title: str
    tables: tuple[str, ...]
    says: str = ""
    thing: str = "answer"
    sized: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """The labelled cells of one table, and the name and number of those who are counted."""

    name: str
    whole: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A plan filled in; `name` is unique on a page, and the series share their categories."""

    name: str
    plan: Plan
    series: tuple[Series, ...]

    @property
    def monthly(self) -> bool:
        """Whether the categories are months."""
        return not self.plan.says

    @property
    def drawn(self) -> bool:
        """Whether a chart shows more: a category that is certainly larger than another."""
        return self.monthly or any(
            max(cell.low for cell in side.cells) > min(cell.high for cell in side.cells)
            for side in self.series
        )

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The cells of each category."""
        return list(zip(*(side.cells for side in self.series), strict=True))


WORDS = messages(__package__, "figures.toml")
PLANS = convert(WORDS["plans"], dict[ReleaseStage, tuple[Plan, ...]])


def page(history: History, cohort: Cohort) -> str:
    """The page of an edition, complete with front matter, figures and draw."""
    text = written(
        "statistics.md.j2",
        cohort=cohort,
        counts=counts(history, cohort.cohort),
        releases=history.of(cohort.cohort),
        figures=partial(figures, history, cohort),
    )
    return f"{text.rstrip()}\n"


def counts(history: History, cohort: str) -> dict[str, Range | None]:
    """The ranges of mentees, mentors, pairs, and completed pairs; None if not yet known.

    If the number of completed pairs is withheld, it is somewhere between none and all.
    """
    known: dict[str, Range] = {}
    for release in history.of(cohort):
        for headcount in release.headcounts:
            known[headcount.population] = Range(headcount.low, headcount.high)
        if release.stage is ReleaseStage.OUTCOME:
            outcome = history.table(cohort, "completion")
            cells = {cell.category: cell.range for cell in outcome.cells} if outcome else {}
            known["completed"] = cells.get("completed") or Range(0, known["pairs"].high)
    return {name: known.get(name) for name in (*Population, "completed")}


def figures(history: History, cohort: Cohort, stage: ReleaseStage) -> Iterator[Figure]:
    """The figures of a stage whose tables were not withheld, with the programme's own nouns.

    If the classifications of a plan's tables differ, there are two. The meetings of the first half
    appear once, together with those of the second half if released.
    """
    name, config = cohort.cohort, cohort.config
    over = any(release.stage is ReleaseStage.OUTCOME for release in history.of(name))
    noun = config.affiliation.one
    for each in PLANS[stage]:
        title, thing = (words.format(affiliation=noun) for words in (each.title, each.thing))
        plan = replace(each, title=title, thing=thing)
        tables = filter(None, (history.table(name, table) for table in plan.tables))
        found = [
            (table, _series(table, whole, config))
            for table in tables
            if (whole := history.total(name, table.population))
        ]
        if plan.says:
            for _, group in groupby(found, key=lambda pair: pair[0].classification):
                (first, *_), series = zip(*group, strict=True)
                series = _by_size(series) if plan.sized else series
                yield Figure(name=first.name, plan=plan, series=series)
        elif found and not (over and stage is ReleaseStage.MIDTERM):
            side = replace(found[0][1], cells=tuple(chain(*(part.cells for _, part in found))))
            yield Figure(name=found[-1][0].name, plan=plan, series=(side,))


def _series(table: Table, whole: int, config: ProgrammeConfig) -> Series:
    cells = tuple(replace(cell, category=label(cell.category, config)) for cell in table.cells)
    name = WORDS["counted"].get(table.name.partition("-")[0], "Mentees")
    return Series(name=name, whole=whole, cells=cells)


def label(category: str, config: ProgrammeConfig) -> str:
    """The label of a category: the programme's own, a common one, or a month."""
    own = {**WORDS["labels"], **config.topics, **config.statistics.labels}
    is_month = category.startswith("month-")
    return own.get(category) or (category.replace("-", " ").capitalize() if is_month else category)


def _by_size(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """All series in the order of the first: the largest category first, the rest last."""

    def rank(row: tuple[Cell, ...]) -> tuple[bool, int, str]:
        first = row[0]
        return "not stated" in first.category, -first.low - first.high, first.category

    rows = sorted(zip(*(side.cells for side in series), strict=True), key=rank)
    columns = zip(*rows, strict=True)
    return tuple(replace(side, cells=cells) for side, cells in zip(series, columns, strict=True))
