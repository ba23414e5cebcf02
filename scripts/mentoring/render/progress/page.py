"""The organisers' report: a self-contained page for outbox/, the only form with names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.as_of import pairs_on
from mentoring.progress.cohort_progress import CohortProgress, Task, cohort_progress, weeks
from mentoring.progress.pair_progress import PairProgress
from mentoring.progress.rules import RULES
from mentoring.render.environment import pages
from mentoring.render.progress import labels
from mentoring.render.progress.axis import axis_of
from mentoring.render.progress.curves import active_chart, meetings_chart
from mentoring.render.progress.timeline import Timeline, timeline

Row = tuple[PairProgress, Timeline, list[Task]]

PAIR_WIDTH, CHART_WIDTH, CHART_HEIGHT = 420, 560, 140


def as_html(
    cohort: Cohort,
    pairs: Sequence[Pair],
    names: Mapping[str, str],
    today: date,
    *,
    gone: Collection[str] = (),
) -> str:
    """The page: this week's tasks, the cohort's curves, and every pair with its timeline.

    `names` maps ids to names; people without a name (erased, or in a report without names) are
    shown by id. `gone` are the mentees who need no new mentor. The page loads nothing from other
    places.
    """
    progress = cohort_progress(cohort, pairs, today, gone=gone)
    mentorships = [mentorship for pair in pairs_on(pairs, today) for mentorship in pair.mentorships]
    small, large = axis_of(cohort, PAIR_WIDTH), axis_of(cohort, CHART_WIDTH)
    drawn = [timeline(cohort, mentorship, today, small) for mentorship in mentorships]
    by_week = weeks(cohort, pairs, today)
    return (
        pages()
        .get_template("progress.html.j2")
        .render(
            cohort=cohort,
            progress=progress,
            **_by_need(progress, drawn),
            names=names,
            words=labels,
            axis=small,
            large=large,
            today=today,
            charts=[
                meetings_chart(by_week, large, CHART_HEIGHT),
                active_chart(by_week, large, CHART_HEIGHT),
            ],
            weeks=by_week,
            rules=[(rule, rule.explain(cohort.progress)) for rule in RULES],
        )
    )


def _by_need(progress: CohortProgress, drawn: Sequence[Timeline]) -> dict[str, list[Row]]:
    """The pairs with tasks, the most urgent first; then pairs to watch; then the rest."""
    due: dict[tuple[str, str], list[Task]] = {}
    for task in progress.tasks:
        due.setdefault((task.mentee, task.mentor), []).append(task)
    rows = [
        (pair, line, due.get((pair.mentee, pair.mentor), []))
        for pair, line in zip(progress.pairs, drawn, strict=True)
    ]
    order = list(due)
    asking = [row for row in rows if row[2]]
    return {
        "asking": sorted(asking, key=lambda row: order.index((row[0].mentee, row[0].mentor))),
        "watched": [row for row in rows if row[0].flags and not row[2]],
        "well": [row for row in rows if not row[0].flags and not row[2]],
    }
