"""The progress report: what its templates show, and the page for outbox/, which has names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import ProgressRules
from mentoring.progress.cohort_progress import CohortProgress, Task, cohort_progress, weeks
from mentoring.progress.pair_progress import PairProgress
from mentoring.progress.rules import BY_CODE, RULES
from mentoring.render.charts import Scale
from mentoring.render.environment import written

Row = tuple[PairProgress, list[Task]]


def values(progress: CohortProgress, rules: ProgressRules) -> dict[str, Any]:
    """The progress, each rule with its meaning in this edition, and the words for flags."""
    meanings = [(rule, rule.explain(rules)) for rule in RULES]
    return {"progress": progress, "rules": meanings, "titles": titles}


def titles(codes: Iterable[str]) -> str:
    """The rules' titles, in the given order; other reasons have their own words."""
    return ", ".join(
        BY_CODE[code].title.lower() if code in BY_CODE else code.replace("-", " ") for code in codes
    )


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
    first, last = cohort.dates.announcement, cohort.dates.end
    return written(
        "progress.html.j2",
        "page",
        cohort=cohort,
        **values(progress, cohort.progress),
        **_by_need(progress),
        names=names,
        timeline=Scale(first=first, last=last, length=420),
        calendar=Scale(first=first, last=last, length=560),
        today=today,
        weeks=weeks(cohort, pairs, today),
    )


def _by_need(progress: CohortProgress) -> dict[str, list[Row]]:
    """The pairs with tasks, the most urgent first; pairs to watch; the rest; replaced pairs."""
    due: dict[tuple[str, str], list[Task]] = {}
    for task in progress.tasks:
        due.setdefault((task.mentee, task.mentor), []).append(task)
    rows = [(pair, due.get((pair.mentee, pair.mentor), [])) for pair in progress.pairs]
    order, current = list(due), progress.latest
    asking = [row for row in rows if row[1]]
    calm = [row for row in rows if not row[1] and row[0] in current]
    return {
        "asking": sorted(asking, key=lambda row: order.index((row[0].mentee, row[0].mentor))),
        "watched": [row for row in calm if row[0].flags],
        "well": [row for row in calm if not row[0].flags],
        "earlier": [row for row in rows if row[0] not in current],
    }
