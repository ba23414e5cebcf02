"""The statistics pages: one for each edition, a comparison, and the totals for funders.

Everything is computed from released figures alone, which reveals nothing beyond them.
"""

from collections.abc import Iterator
from datetime import date

from mentoring.aggregates.release import Population, Release, ReleaseStage
from mentoring.disclosure.history import History
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import month_in_words
from mentoring.site.charts import span
from mentoring.site.facts import draw
from mentoring.site.figures import Figure, figures
from mentoring.site.markup import days, element, link, table, text
from mentoring.site.year import Year

Ends = tuple[int, int]
TITLES = {
    ReleaseStage.APPLICATIONS: "Who applied",
    ReleaseStage.MATCHING: "Who takes part",
    ReleaseStage.MIDTERM: "Half way",
    ReleaseStage.OUTCOME: "What came of it",
}
HEAD = """\
---
title: {cohort} in figures
description: Published figures of the {cohort} edition.
---

# {cohort} in figures

[All editions](index.md) · [How to read the figures](index.md#how-to-read-them)
"""
INVENTED = '!!! note "A sample"\n\n    The people behind these figures are invented.\n'
NOTHING = (
    "No figures of this edition have been released yet. The first, of those who applied, come out\n"
    "when its pairs are announced: the [timeline](../timeline.md) says when that is."
)
DRAW = (
    "## The draw\n\n"
    "How a tie is drawn, and how to check one: [check the draw](../about/check-the-draw.md).\n\n{}"
)
WITHHELD = (
    "Tables withheld, because too few people are behind them or the same mentors were counted in a "
    "recent release: {}.\n"
)


def files(year: Year) -> dict[str, bytes]:
    """The pages of all editions, by path from docs/."""
    history = History(releases=year.releases)
    return {
        f"statistics/{edition.cohort}.md": page(history, edition).encode()
        for edition in sorted(year.editions, key=lambda edition: edition.cohort)
    }


def page(history: History, cohort: Cohort) -> str:
    """The page of an edition, complete with front matter, figures and draw."""
    lottery = [DRAW.format(draw(cohort))] if cohort.matching.lottery else []
    parts = [HEAD.format(cohort=cohort.cohort), *_body(history, cohort), *lottery]
    return "\n".join(parts).rstrip() + "\n"


def shown(figure: Figure) -> str:
    """A figure on a page: the finding, a chart if it shows more, and the numbers, folded."""
    names = (element("th", text(series.name), scope="col") for series in figure.series)
    rows = (
        element(
            "tr",
            element("th", text(group[0].label), scope="row"),
            *(element("td", text(bar.words)) for bar in group),
        )
        for group in zip(*(series.bars for series in figure.series), strict=True)
    )
    head = element("thead", element("tr", element("td"), *names))
    parts = [
        element("p", text(figure.finding), class_="finding"),
        *([element("figure", figure.chart.inline)] if figure.chart else []),
        element(
            "details",
            element("summary", "The numbers"),
            element("table", head, element("tbody", *rows)),
        ),
    ]
    inside = "\n".join(["", *parts, ""])
    return element("div", inside, class_="chart", data_search_exclude=True)


def _body(history: History, cohort: Cohort) -> Iterator[str]:
    releases = history.of(cohort.cohort)
    if not releases:
        yield f"{NOTHING}\n"
        return
    if any(release.synthetic for release in releases):
        yield INVENTED
    if said := in_short(history, cohort.cohort):
        yield f"{said}\n"
    for release in releases:
        yield from _stage(history, release, cohort.config)
    done = {release.stage for release in releases}
    coming = [f"*{TITLES[stage].lower()}*" for stage in ReleaseStage if stage not in done]
    if coming:
        yield f"Still to come: {', '.join(coming)}.\n"


def _stage(history: History, release: Release, config: ProgrammeConfig) -> Iterator[str]:
    yield f"## {TITLES[release.stage]}\n"
    for figure in figures(history, release.cohort, release.stage, config):
        yield f"### {figure.title}\n\n{shown(figure)}\n"
    if withheld := sum(table.withheld for table in release.tables):
        yield WITHHELD.format(withheld)
    when = month_in_words(date.fromisoformat(f"{release.month}-01"))
    file = f"{release.cohort}-{release.stage}.json"
    yield f"Released in {when}. [These figures as a file (JSON)]({file})\n"


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


def in_short(history: History, cohort: str) -> str | None:
    """The released numbers of applicants, pairs and completed pairs in one sentence."""
    mentees, mentors, pairs, completed = _counts(history, cohort)
    sides = ((mentees, "mentees"), (mentors, "mentors"))
    applied = " and ".join(f"{span(*count)} {name}" for count, name in sides if count)
    said = [f"{applied} applied"] if applied else []
    said += [f"{span(*pairs)} pairs were announced"] if pairs else []
    said += [f"{span(*completed)} completed"] if completed else []
    return f"{'; '.join(said)}." if said else None


def totals(year: Year, _page: str) -> str:
    """A row for each edition with a released matching, and their sums."""
    history = History(releases=year.releases)
    paired = sorted(
        {release.cohort for release in year.releases if release.stage is ReleaseStage.MATCHING}
    )
    if not paired:
        return "Totals come with the first matching that is released."
    rows = [_counts(history, cohort) for cohort in paired]
    lines = [
        (cohort, *(span(*count) if count else "not yet" for count in row))
        for cohort, row in zip(paired, rows, strict=True)
    ]
    sums = []
    for column in zip(*rows, strict=True):
        known = [count for count in column if count]
        sums.append(span(sum(low for low, _ in known), sum(high for _, high in known)))
    lines.append(("**Together**", *(f"**{words}**" for words in sums)))
    return table(["Edition", "Mentees applied", "Mentors applied", "Pairs", "Completed"], lines)


def _counts(history: History, cohort: str) -> tuple[Ends | None, ...]:
    """The numbers of mentees, mentors, pairs, and completed pairs; None if not yet known.

    If the number of completed pairs is withheld, it is somewhere between none and all.
    """
    releases = history.of(cohort)
    sizes = {
        headcount.population: (headcount.low, headcount.high)
        for release in releases
        for headcount in release.headcounts
    }
    completed = None
    if any(release.stage is ReleaseStage.OUTCOME for release in releases):
        outcome = history.table(cohort, "completion")
        cell = outcome.cell("completed") if outcome else None
        completed = (cell.low, cell.high) if cell else (0, sizes[Population.PAIRS][1])
    return (*map(sizes.get, Population), completed)
