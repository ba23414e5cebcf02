"""The statistics pages: one for each edition, and a comparison of the editions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mentoring.aggregates.release import Release, ReleaseStage
from mentoring.disclosure.history import History
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import month_in_words
from mentoring.site.dates import days
from mentoring.site.draw import draw
from mentoring.site.figures import Figure, figures
from mentoring.site.findings import in_short, numbers
from mentoring.site.html import element, text
from mentoring.site.links import link
from mentoring.site.year import Year

TITLES = {
    ReleaseStage.APPLICATIONS: "Who applied",
    ReleaseStage.MATCHING: "Who takes part",
    ReleaseStage.MIDTERM: "Half way",
    ReleaseStage.OUTCOME: "What came of it",
}
INVENTED = '!!! note "A sample"\n\n    The people behind these figures are invented.\n'
NOTHING = (
    "No figures of this edition have been released yet. The first, of those who applied, come out\n"
    "when its pairs are announced: the [timeline](../timeline.md) says when that is."
)


def files(year: Year) -> dict[str, bytes]:
    """The pages of all editions, by path from docs/."""
    history = History(releases=year.releases)
    pages = {
        f"statistics/{edition.cohort}.md": page(history, edition) + _drawn(edition)
        for edition in year.editions
    }
    return {path: text.encode() for path, text in sorted(pages.items())}


def page(history: History, cohort: Cohort) -> str:
    """The page of an edition, complete with front matter."""
    return (
        "\n".join([*_head(cohort), *_body(history, cohort.cohort, cohort.config)]).rstrip() + "\n"
    )


def _drawn(cohort: Cohort) -> str:
    """The edition's draw, for anyone to verify."""
    if cohort.matching.lottery is None:
        return ""
    how = "How a tie is drawn, and how to check one: [check the draw](../about/check-the-draw.md)."
    return f"\n## The draw\n\n{how}\n\n{draw(cohort)}\n"


def every_figure(history: History, cohort: str, config: ProgrammeConfig) -> tuple[Figure, ...]:
    """Every figure of an edition, in the order of its page."""
    return tuple(
        figure for stage in ReleaseStage for figure in figures(history, cohort, stage, config)
    )


def editions(year: Year, page: str) -> str:
    """One sentence per edition, the latest first, with a link to its figures."""
    history = History(releases=year.releases)
    return "\n".join(
        f"- **[{edition.cohort}]({link(page, f'statistics/{edition.cohort}.md')})**, "
        f"{'closed' if edition.closed else 'under way'}, "
        f"{days(edition.dates.start, edition.dates.end)}: "
        f"{in_short(history, edition.cohort) or 'no figures have been released yet.'}"
        for edition in year.editions
    )


def shown(figure: Figure) -> str:
    """A figure on a page: the finding, a chart if it shows more, and the numbers, folded."""
    said = element("p", text(figure.finding), class_="finding")
    drawn = [element("figure", figure.chart.inline)] if figure.chart else []
    folded = element("details", element("summary", "The numbers"), _numbers(figure))
    return element(
        "div",
        *(f"\n{part}" for part in (said, *drawn, folded)),
        "\n",
        class_="chart",
        data_search_exclude=True,
    )


def _head(cohort: Cohort) -> list[str]:
    return [
        "---",
        f"title: {cohort.cohort} in figures",
        f"description: Published figures of the {cohort.cohort} edition.",
        "---",
        "",
        f"# {cohort.cohort} in figures",
        "",
        "[All editions](index.md) · [How to read the figures](index.md#how-to-read-them)",
        "",
    ]


def _body(history: History, cohort: str, config: ProgrammeConfig) -> Iterator[str]:
    releases = history.of(cohort)
    if not releases:
        yield NOTHING
    elif any(one.synthetic for one in releases):
        yield INVENTED
    if said := in_short(history, cohort):
        yield from (said, "")
    for release in releases:
        yield from _stage(history, release, config)
    done = {one.stage for one in releases}
    coming = [f"*{TITLES[stage].lower()}*" for stage in ReleaseStage if stage not in done]
    if done and coming:
        yield f"Still to come: {', '.join(coming)}."


def _stage(history: History, release: Release, config: ProgrammeConfig) -> Iterator[str]:
    yield from (f"## {TITLES[release.stage]}", "")
    for figure in figures(history, release.cohort, release.stage, config):
        yield from (f"### {figure.title}", "", shown(figure), "")
    withheld = sum(table.withheld for table in release.tables)
    if withheld:
        why = "for too few people are behind them, or mentors who were counted lately"
        yield from (f"Withheld, {why}: {withheld} of the tables.", "")
    when = month_in_words(date.fromisoformat(f"{release.month}-01"))
    file = f"{release.cohort}-{release.stage}.json"
    yield from (f"Released in {when}. [These figures as a file (JSON)]({file})", "")


def _numbers(figure: Figure) -> str:
    """The figure's numbers, with one row per category and one column per series."""
    names = [element("th", text(one.name), scope="col") for one in figure.series]
    head = element("tr", element("td"), *names)
    rows = [
        element(
            "tr",
            element("th", text(label), scope="row"),
            *(element("td", text(words)) for words in ranges),
        )
        for label, ranges in numbers(figure.series)
    ]
    return element("table", element("thead", head), element("tbody", *rows))
