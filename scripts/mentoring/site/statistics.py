"""The statistics pages: one for each edition, a comparison, and the totals for funders.

Everything is computed from released figures alone, which reveals nothing beyond them.
"""

from collections.abc import Iterable
from datetime import date

from mentoring.aggregates.release import Population, Release, ReleaseStage
from mentoring.disclosure.history import History
from mentoring.programme.cohort import Cohort
from mentoring.site.figures import DRAWN, figures, span
from mentoring.site.markup import table, written
from mentoring.site.state import Year

TITLES = {
    ReleaseStage.APPLICATIONS: "Who applied",
    ReleaseStage.MATCHING: "Who takes part",
    ReleaseStage.MIDTERM: "Half way",
    ReleaseStage.OUTCOME: "What came of it",
}


def page(history: History, cohort: Cohort) -> str:
    """The page of an edition, complete with front matter, figures and draw."""
    releases = history.of(cohort.cohort)
    done = {release.stage for release in releases}
    text = written(
        "statistics.md.j2",
        cohort=cohort,
        short=in_short(releases, cohort.cohort),
        releases=[
            (
                release,
                date.fromisoformat(f"{release.month}-01"),
                [*figures(history, cohort.cohort, release.stage, cohort.config)],
            )
            for release in releases
        ],
        titles=TITLES,
        coming=[f"*{TITLES[stage].lower()}*" for stage in ReleaseStage if stage not in done],
        most=DRAWN,
    )
    return f"{text.rstrip()}\n"


def in_short(releases: Iterable[Release], cohort: str) -> str | None:
    """The released numbers of applicants, pairs and completed pairs in one sentence."""
    mentees, mentors, pairs, completed = _counts(releases, cohort)
    sides = ((mentees, "mentees"), (mentors, "mentors"))
    applied = " and ".join(f"{span(*count)} {name}" for count, name in sides if count)
    said = [f"{applied} applied"] if applied else []
    said += [f"{span(*pairs)} pairs were announced"] if pairs else []
    said += [f"{span(*completed)} completed"] if completed else []
    return f"{'; '.join(said)}." if said else None


def totals(year: Year) -> str:
    """A row for each edition with a released matching, and their sums."""
    matching = ReleaseStage.MATCHING
    paired = sorted({found.cohort for found in year.releases if found.stage is matching})
    if not paired:
        return "Totals come with the first matching that is released."
    rows = [_counts(year.releases, cohort) for cohort in paired]
    lines = [
        (cohort, *(span(*count) if count else "not yet" for count in row))
        for cohort, row in zip(paired, rows, strict=True)
    ]
    sums = []
    for column in zip(*rows, strict=True):
        known = [count for count in column if count]
        sums.append(f"**{span(sum(low for low, _ in known), sum(high for _, high in known))}**")
    lines.append(("**Together**", *sums))
    return table(["Edition", "Mentees applied", "Mentors applied", "Pairs", "Completed"], lines)


def _counts(releases: Iterable[Release], cohort: str) -> tuple[tuple[int, int] | None, ...]:
    """The ranges of mentees, mentors, pairs, and completed pairs; None if not yet known.

    If the number of completed pairs is withheld, it is somewhere between none and all.
    """
    history = History(releases=tuple(releases))
    sizes = {
        headcount.population: (headcount.low, headcount.high)
        for release in history.of(cohort)
        for headcount in release.headcounts
    }
    completed = None
    if any(release.stage is ReleaseStage.OUTCOME for release in history.of(cohort)):
        outcome = history.table(cohort, "completion")
        cell = outcome.cell("completed") if outcome else None
        completed = (cell.low, cell.high) if cell else (0, sizes[Population.PAIRS][1])
    return (*map(sizes.get, Population), completed)
