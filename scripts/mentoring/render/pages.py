"""The pages for outbox/, which may have names, on a matching and on an edition's progress.

They load nothing from other places, and the same data give the same bytes. `names` maps ids to
names; people without a name (erased, or in a page without names) are shown by id.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from mentoring.matching.outcome import WHY
from mentoring.operations.report import Report
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.cohort_progress import Task, cohort_progress, weeks
from mentoring.render import values
from mentoring.render.charts import LEVELS, MARKS, Scale, heat_map, histogram
from mentoring.render.environment import written


def matching_markdown(report: Report) -> str:
    """For the pull request: the decisions, a row per pair, the rest folded. No charts, ids only."""
    return written("report.md.j2", "markdown", **_of_matching(report))


def matching_page(report: Report, names: Mapping[str, str]) -> str:
    """The page on a matching, with a map of all fits."""
    fits = heat_map(report.matching.last.instance, report.pairs)
    shown = {"names": names, "map": fits, "levels": LEVELS, "scale": MARKS}
    return written("matching.html.j2", "page", **_of_matching(report), **shown)


def _of_matching(report: Report) -> dict[str, Any]:
    """What both forms show; in `changed` pairs, the reasons no longer add up to the fit."""
    pairs = report.matching.pairs
    changed = sum(sum(part.points for part in pair.reasons) != pair.fit for pair in pairs)
    return {"report": report, "why": WHY, "changed": changed, "bars": histogram(report.cut_off)}


def progress_page(
    cohort: Cohort,
    pairs: Sequence[Pair],
    names: Mapping[str, str],
    today: date,
    *,
    gone: Collection[str] = (),
) -> str:
    """The page on progress: this week's tasks, curves, and every pair with its timeline.

    `gone` are the mentees who need no new mentor.
    """
    progress = cohort_progress(cohort, pairs, today, gone=gone)
    days = {"first": cohort.dates.announcement, "last": cohort.dates.end}
    due: dict[tuple[str, str], list[Task]] = {}
    for task in progress.tasks:
        due.setdefault((task.mentee, task.mentor), []).append(task)
    return written(
        "progress.html.j2",
        "page",
        cohort=cohort,
        **values.progress(progress, cohort.progress),
        due=due,
        asking=[
            pair for ids in due for pair in progress.pairs if (pair.mentee, pair.mentor) == ids
        ],
        names=names,
        timeline=Scale(**days, length=420),
        calendar=Scale(**days, length=560),
        today=today,
        weeks=weeks(cohort, pairs, today),
    )
