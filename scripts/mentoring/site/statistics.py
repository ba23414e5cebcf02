"""The statistics pages: one for each edition, a comparison, and the totals for funders.

Everything is computed from released figures alone, which reveals nothing beyond them.
"""

from collections.abc import Iterable
from datetime import date

from mentoring.aggregates.release import Population, Release, ReleaseStage
from mentoring.disclosure.history import History
from mentoring.programme.cohort import Cohort
from mentoring.site.figures import DRAWN, figures
from mentoring.site.markup import written

Range = tuple[int, int]

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
        counts=counts(releases, cohort.cohort),
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


def counts(releases: Iterable[Release], cohort: str) -> dict[str, Range | None]:
    """The ranges of mentees, mentors, pairs, and completed pairs; None if not yet known.

    If the number of completed pairs is withheld, it is somewhere between none and all.
    """
    history = History(releases=tuple(releases))
    known: dict[str, Range] = {}
    for release in history.of(cohort):
        for headcount in release.headcounts:
            known[headcount.population] = (headcount.low, headcount.high)
        if release.stage is ReleaseStage.OUTCOME:
            outcome = history.table(cohort, "completion")
            cell = outcome.cell("completed") if outcome else None
            known["completed"] = (cell.low, cell.high) if cell else (0, known["pairs"][1])
    return {name: known.get(name) for name in (*Population, "completed")}
