"""The progress report as a self-contained page for outbox/, the only form with names."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.cohort_progress import (
    CohortProgress,
    PairProgress,
    Task,
    cohort_progress,
    weeks,
)
from mentoring.progress.rules import RULES
from mentoring.render import progress as words
from mentoring.render.environment import written
from mentoring.render.scale import Scale

Row = tuple[PairProgress, list[Task]]


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
    by_week = weeks(cohort, pairs, today)
    first, last = cohort.dates.announcement, cohort.dates.end
    return written(
        "progress.html.j2",
        "page",
        cohort=cohort,
        progress=progress,
        **_by_need(progress),
        names=names,
        words=words,
        timeline=Scale(first=first, last=last, length=420),
        calendar=Scale(first=first, last=last, length=560),
        today=today,
        charts={
            "Meetings since the start": {
                "Held": [week.meetings for week in by_week],
                "Expected": [week.expected for week in by_week],
            },
            "Active pairs": {"Active": [week.active for week in by_week]},
        },
        weeks=by_week,
        rules=[(rule, rule.explain(cohort.progress)) for rule in RULES],
    )


def _by_need(progress: CohortProgress) -> dict[str, list[Row]]:
    """The pairs with tasks, the most urgent first; pairs to watch; the rest; replaced pairs."""
    due: dict[tuple[str, str], list[Task]] = {}
    for task in progress.tasks:
        due.setdefault((task.mentee, task.mentor), []).append(task)
    order, current = list(due), progress.latest
    groups: dict[str, list[Row]] = {"asking": [], "watched": [], "well": [], "earlier": []}
    for pair in progress.pairs:
        row = (pair, due.get((pair.mentee, pair.mentor), []))
        if row[1]:
            groups["asking"].append(row)
        elif pair in current:
            groups["watched" if pair.flags else "well"].append(row)
        if pair not in current:
            groups["earlier"].append(row)
    groups["asking"].sort(key=lambda row: order.index((row[0].mentee, row[0].mentor)))
    return groups
