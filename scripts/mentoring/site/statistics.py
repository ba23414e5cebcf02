"""The pages of figures: one for each edition, and the editions side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mentoring.aggregates.release import ReleaseStage
from mentoring.disclosure.history import History
from mentoring.programme.dates import month_in_words
from mentoring.site.charts.bars import bar_chart
from mentoring.site.charts.series import Series
from mentoring.site.dates import table
from mentoring.site.draw import draw
from mentoring.site.figures import STEPS, Figure, figures, overview
from mentoring.site.html import element, text
from mentoring.site.links import link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentoring.aggregates.release import Release
    from mentoring.programme.cohort import Cohort
    from mentoring.site.year import Year

TITLES = {
    ReleaseStage.APPLICATIONS: "Who applied",
    ReleaseStage.MATCHING: "Who takes part",
    ReleaseStage.MIDTERM: "Half way",
    ReleaseStage.OUTCOME: "What came of it",
}
INVENTED = (
    '!!! note "A sample"\n\n'
    "    The people behind these figures are invented. They passed through the same door as\n"
    "    figures of real people would.\n"
)
HEADINGS = ("Edition", "Mentees who applied:", "Mentors who applied:", "Pairs:", "Completed:")
NOTHING = (
    "No figures of this edition have been released yet. The first, of those who applied, come out\n"
    "when its pairs are announced: the [timeline](../timeline.md) says when that is."
)


def files(year: Year) -> dict[str, bytes]:
    """The pages of all editions and their charts, by path from docs/."""
    history = History(releases=year.releases)
    names = [one.cohort for one in year.editions]
    pages = {
        f"statistics/{one.cohort}.md": page(history, one.cohort) + _drawn(one)
        for one in year.editions
    }
    charts = {
        f"statistics/img/{name}-{figure.chart.name}.svg": figure.chart.file
        for name in names
        for figure in every_figure(history, name)
    }
    return {path: text.encode() for path, text in sorted({**pages, **charts}.items())}


def page(history: History, cohort: str) -> str:
    """The page of an edition, complete with front matter."""
    return "\n".join([*_head(cohort), *_body(history, cohort)]).rstrip() + "\n"


def _drawn(cohort: Cohort) -> str:
    """The edition's draw, which anybody may check for as long as they like."""
    if cohort.matching.lottery is None:
        return ""
    how = "How a tie is drawn, and how to check one: [check the draw](../about/check-the-draw.md)."
    return f"\n## The draw\n\n{how}\n\n{draw(cohort)}\n"


def every_figure(history: History, cohort: str) -> tuple[Figure, ...]:
    """Every figure of an edition, in the order of its page."""
    first = overview(history, cohort)
    rest = (one for stage in ReleaseStage for one in figures(history, cohort, stage))
    return (*((first,) if first else ()), *rest)


def editions(year: Year, page: str) -> str:
    """The editions with their main numbers, compared in a chart where there are several."""
    history = History(releases=year.releases)
    names = [one.cohort for one in year.editions]
    listed = table(HEADINGS, [_edition(history, name, page) for name in names])
    chart = compared(history, sorted(names))
    return f"{listed}\n\n{shown(chart)}" if chart else listed


def compared(history: History, names: Sequence[str]) -> Figure | None:
    """One bar an edition for each step from application to completion."""
    known = [(name, first) for name in names if (first := overview(history, name))]
    if len(known) < 2:  # noqa: PLR2004 (one edition is compared with nothing)
        return None
    bars = [(bar, name) for name, one in known for bar in one.series[0].bars]
    steps = list(dict.fromkeys(bar.label for bar, _ in bars))
    ordered = sorted(bars, key=lambda each: (steps.index(each[0].label), each[1]))
    labelled = tuple(replace(bar, label=f"{bar.label}, {name}") for bar, name in ordered)
    series = (Series(name="Editions", tone="mentee", bars=labelled),)
    title = "The editions compared"
    return Figure(
        title=title,
        question="How many applied, were matched and completed in each edition?",
        series=series,
        chart=bar_chart("editions", title, *series),
    )


def shown(figure: Figure) -> str:
    """A figure as a page has it: the chart, and the same numbers as a table beside it."""
    drawn = element("figure", figure.chart.inline, element("figcaption", text(figure.question)))
    parts = ("\n", drawn, "\n", _numbers(figure), "\n")
    return element("div", *parts, class_="chart", data_search_exclude=True)


def _head(cohort: str) -> list[str]:
    return [
        "---",
        f"title: {cohort} in figures",
        f"description: Published figures of the {cohort} edition of the mentoring programme.",
        "---",
        "",
        f"# {cohort} in figures",
        "",
        "[All editions](index.md) · [How to read the figures](index.md#how-to-read-them)",
        "",
    ]


def _body(history: History, cohort: str) -> Iterator[str]:
    releases = history.of(cohort)
    if not releases:
        yield NOTHING
    elif any(one.synthetic for one in releases):
        yield INVENTED
    first = overview(history, cohort)
    if first:
        yield from ("## In short", "", shown(first), "")
    for release in releases:
        yield from _stage(history, release)
    done = {one.stage for one in releases}
    coming = [f"*{TITLES[stage].lower()}*" for stage in ReleaseStage if stage not in done]
    if done and coming:
        yield f"Still to come: {', '.join(coming)}."


def _stage(history: History, release: Release) -> Iterator[str]:
    yield from (f"## {TITLES[release.stage]}", "")
    for figure in figures(history, release.cohort, release.stage):
        yield from (f"### {figure.title}", "", shown(figure), "")
    withheld = sum(table.withheld for table in release.tables)
    if withheld:
        yield from (f"Withheld because too few people are behind it: {withheld} of the tables.", "")
    when = month_in_words(date.fromisoformat(f"{release.month}-01"))
    file = f"{release.cohort}-{release.stage}.json"
    yield from (f"Released in {when}. [These figures as a file (JSON)]({file})", "")


def _numbers(figure: Figure) -> str:
    """The figure's numbers, one row a category and one column a series."""
    names = [element("th", text(one.name), scope="col") for one in figure.series]
    head = element("tr", element("td"), *names)
    groups = zip(*(one.bars for one in figure.series), strict=True)
    rows = [
        element(
            "tr",
            element("th", text(group[0].label), scope="row"),
            *(element("td", text(bar.words)) for bar in group),
        )
        for group in groups
    ]
    return element("table", element("thead", head), element("tbody", *rows))


def _edition(history: History, cohort: str, page: str) -> tuple[str, ...]:
    first = overview(history, cohort)
    known = {bar.label: bar.words for bar in first.series[0].bars} if first else {}
    numbers = (known.get(step, "–") for step in STEPS)
    return (f"[{cohort} in figures]({link(page, f'statistics/{cohort}.md')})", *numbers)
