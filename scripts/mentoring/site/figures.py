"""The figures of an edition: each a finding in one sentence, its numbers, and perhaps a chart.

A finding claims no more than the released ranges allow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mentoring.aggregates.release import ReleaseStage, Table
from mentoring.disclosure.history import History
from mentoring.programme.config import ProgrammeConfig
from mentoring.site.charts import Bar, Chart, Series, bar_chart, month_chart

DRAWN = 6
"""The most categories that a chart shows; the table contains all of them."""
FEW = 3
"""The most categories that may share the first place in a sentence."""
LABELS = {
    "good": "A good fit",
    "unsure-or-no": "Unsure, or no fit",
    "no-answer": "No answer",
    "completed": "Completed",
    "ended-or-not-stated": "Ended early, or not stated",
    "all-reached": "All goals reached",
    "some-reached": "Some goals reached",
    "none-or-not-stated": "None yet, or not stated",
    "high": "8 to 10 of 10",
    "lower": "1 to 7 of 10",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A figure to make of released tables, each with the name of its series.

    A finding reads: the series' name, what it `says`, and the category. `thing` is the noun for the
    categories. Those that are `sized` are sorted, the largest first; others keep their order.
    """

    title: str
    tables: Mapping[str, str]
    says: str = ""
    thing: str = "answer"
    sized: bool = False
    monthly: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A finding in one sentence, its numbers, and a chart if that shows more."""

    title: str
    finding: str
    series: tuple[Series, ...]
    chart: Chart | None


MET = "Pairs that met"
HOME, REGION = "belong most often to", "work most often in"
PLANS = {
    ReleaseStage.APPLICATIONS: (
        Plan(
            "By {affiliation}",
            {"mentees-by-experiment": "Mentees", "mentors-by-experiment": "Mentors"},
            HOME,
            "{affiliation}",
            sized=True,
        ),
        Plan("By career stage", {"mentees-by-career": "Mentees"}, "are most often", "career stage"),
        Plan(
            "By region",
            {"mentees-by-region": "Mentees", "mentors-by-region": "Mentors"},
            REGION,
            "region",
            sized=True,
        ),
        Plan(
            "Topics wanted",
            {"mentees-by-topic": "Mentees"},
            "ask most often for",
            "topic",
            sized=True,
        ),
    ),
    ReleaseStage.MATCHING: (
        Plan(
            "Selected mentees by {affiliation}",
            {"selected-by-experiment": "Selected mentees"},
            HOME,
            "{affiliation}",
            sized=True,
        ),
        Plan(
            "Selected mentees by career stage",
            {"selected-by-career": "Selected mentees"},
            "are most often",
            "career stage",
        ),
        Plan(
            "Selected mentees by region",
            {"selected-by-region": "Selected mentees"},
            REGION,
            "region",
            sized=True,
        ),
    ),
    ReleaseStage.MIDTERM: (
        Plan("Meetings until mid-term", {"meetings-first-half": MET}, monthly=True),
        Plan("The fit at mid-term", {"fit-at-midterm": "Mentees"}, "say most often:"),
    ),
    ReleaseStage.OUTCOME: (
        Plan(
            "Meetings from beginning to end",
            {"meetings-first-half": MET, "meetings-second-half": MET},
            monthly=True,
        ),
        Plan("Goals", {"goals": "Pairs"}, "say most often:"),
        Plan("Satisfaction", {"satisfaction": "Mentees"}, "rate most often:"),
    ),
}


def figures(
    history: History, cohort: str, stage: ReleaseStage, config: ProgrammeConfig
) -> Iterator[Figure]:
    """The figures of a stage whose tables were not withheld, with the programme's own nouns.

    The meetings of the first half appear once, together with those of the second half if released.
    """
    over = any(release.stage is ReleaseStage.OUTCOME for release in history.of(cohort))
    noun = {"affiliation": config.affiliation.one}
    for plan in PLANS[stage]:
        if not (plan.monthly and over and stage is ReleaseStage.MIDTERM):
            own = replace(plan, title=plan.title.format(**noun), thing=plan.thing.format(**noun))
            yield from _figures(history, cohort, own, config)


def _figures(
    history: History, cohort: str, plan: Plan, config: ProgrammeConfig
) -> Iterator[Figure]:
    """One figure, or two if the tables' classifications differ."""
    found = [
        (table, _series(series, table, whole, config))
        for name, series in plan.tables.items()
        if (table := history.table(cohort, name))
        and (whole := history.total(cohort, table.population))
    ]
    if plan.monthly and found:
        months = replace(found[0][1], bars=tuple(bar for _, part in found for bar in part.bars))
        said, name = monthly(months), found[-1][0].name
        chart = month_chart(name, plan.title, said, months)
        yield Figure(title=plan.title, finding=said, series=(months,), chart=chart)
        return
    for _, group in groupby(found, key=lambda pair: pair[0].classification):
        tables, sides = zip(*group, strict=True)
        series = _by_size(sides) if plan.sized else sides
        said = finding(plan, series)
        largest = [replace(side, bars=side.bars[:DRAWN]) for side in series]
        chart = bar_chart(tables[0].name, plan.title, said, largest)
        shows = any(map(stands_out, series))
        yield Figure(title=plan.title, finding=said, series=series, chart=chart if shows else None)


def _series(name: str, table: Table, whole: int, config: ProgrammeConfig) -> Series:
    """The cells of a table as ranges of its population's size, with the programme's labels."""
    bars = tuple(
        Bar(label=category(cell.category, config), low=cell.low, high=cell.high, whole=whole)
        for cell in table.cells
    )
    return Series(name=name, tone="mentor" if name == "Mentors" else "mentee", bars=bars)


def category(name: str, config: ProgrammeConfig) -> str:
    """The label of a category: the programme's own, a common one, or a month."""
    own = {**LABELS, **config.topics, **config.statistics.labels}
    return own.get(name) or (
        name.replace("-", " ").capitalize() if name.startswith("month-") else name
    )


def _by_size(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """All series in the order of the first: the largest category first, the rest last."""

    def rank(row: tuple[Bar, ...]) -> tuple[bool, int, str]:
        first = row[0]
        return "not stated" in first.label, -first.low - first.high, first.label

    rows = sorted(zip(*(side.bars for side in series), strict=True), key=rank)
    columns = zip(*rows, strict=True)
    return tuple(replace(side, bars=bars) for side, bars in zip(series, columns, strict=True))


def finding(plan: Plan, series: Sequence[Series]) -> str:
    """The largest category of each series, or a statement that there is none."""
    return " ".join(_sentence(plan, side) for side in series)


def _sentence(plan: Plan, series: Series) -> str:
    """The categories that may be the largest: their ranges reach the largest certain count."""
    certain = max(bar.low for bar in series.bars)
    *others, last = (f"“{bar.label}”" for bar in series.bars if bar.high >= certain)
    if len(others) >= FEW:
        return f"No {plan.thing} stands out for {series.name.lower()}."
    tied = f"{', '.join(others)} or {last}, too close to tell apart" if others else last
    return f"{series.name} {plan.says} {tied}."


def monthly(series: Series) -> str:
    """The lowest number of pairs that are known to have met in a month; if none, the highest."""
    least = min(bar.low for bar in series.bars)
    most = max(series.bars, key=lambda bar: bar.low)
    when, count = ("each month", least) if least else (most.label.lower(), most.low)
    return f"In {when} at least {count} of {most.whole} pairs are known to have met."


def stands_out(series: Series) -> bool:
    """Whether the largest category is certainly larger than the smallest."""
    return max(bar.low for bar in series.bars) > min(bar.high for bar in series.bars)
