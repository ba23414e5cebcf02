"""The pages for outbox/, which may have names, on a matching and on an edition's progress.

They load nothing from other places, and the same data give the same bytes. `names` maps ids to
names; people without a name (erased, or in a page without names) are shown by id.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mentoring.matching.outcome import WHY
from mentoring.programme.dates import MONTHS, months_after
from mentoring.progress.cohort_progress import Task, cohort_progress, weeks
from mentoring.render import values
from mentoring.render.environment import written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance
    from mentoring.matching.instance.instance import Pair as IdPair
    from mentoring.operations.report import CutOff, Report
    from mentoring.people.pair import Pair
    from mentoring.programme.cohort import Cohort

LEVELS = 10
SIDE = 60  # the most people per side that are drawn
LOWEST, HIGHEST, STEP = 100, 500, 10  # of scores, in hundredths of a mark; a bar is a tenth wide


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The values from `first` to `last`, numbers or days, over `length` pixels."""

    first: Any
    last: Any
    length: int

    def __call__(self, value: Any) -> float:  # noqa: ANN401 (a number or a day)
        """The position of a value in pixels; values outside are at the ends."""
        inside = min(max(value, self.first), self.last)
        share: float = self.length * (inside - self.first) / (self.last - self.first)
        return round(share, 1)

    def months(self) -> Iterator[tuple[float, str]]:
        """The first day of each month on a scale of days: its position and short name."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield self(day), MONTHS[day.month - 1][:3]
            day = months_after(day, 1)


MARKS = Scale(first=LOWEST, last=HIGHEST, length=640)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatMap:
    """The ids of rows and columns, and a cell for each possible pair.

    A cell has its row and column, its fit, its level (0 to 9), and whether the pair is chosen.
    `fits` are the fits of the levels, `left` the numbers of mentees and mentors not drawn.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, int, int, int, bool], ...]
    fits: tuple[int, ...]
    left: tuple[int, int]


def heat_map(instance: Instance, pairs: Sequence[IdPair]) -> HeatMap:
    """The map of an instance: paired people first, by fit; then the others by their best fit.

    Rows are mentees and columns mentors, with chosen pairs on the diagonal. Levels are equal steps
    from the lowest to the highest fit drawn.
    """
    best = sorted(instance.places(pairs), key=lambda place: (-int(instance.fit[place]), place))
    paired = list(dict.fromkeys(column for _, column in best))
    rows = [row for row, _ in sorted(best, key=lambda place: paired.index(place[1]))]
    rows = _with_others(rows, instance.fit.max(axis=1, initial=-1))
    columns = _with_others(paired, instance.fit.max(axis=0, initial=-1))
    fit = instance.fit[rows][:, columns]
    low, high = int(fit[fit >= 0].min(initial=1000)), int(fit.max(initial=0))
    steps = max(high - low, 1)
    chosen = set(best)
    return HeatMap(
        rows=tuple(instance.mentees[row].id for row in rows),
        columns=tuple(instance.mentors[column].id for column in columns),
        cells=tuple(
            (y, x, points, (points - low) * (LEVELS - 1) // steps, (row, column) in chosen)
            for y, row in enumerate(rows)
            for x, column in enumerate(columns)
            if (points := int(fit[y, x])) >= 0
        ),
        fits=tuple(low + steps * level // (LEVELS - 1) for level in range(LEVELS)),
        left=(len(instance.mentees) - len(rows), len(instance.mentors) - len(columns)),
    )


def _with_others(paired: list[int], fits: NDArray[np.integer]) -> list[int]:
    """The indices of paired people, then of the others by best fit, up to the limit."""
    order = (-fits.astype("int32")).argsort(kind="stable").tolist()
    return list(dict.fromkeys([*paired, *order]))[:SIDE]


def histogram(cut_off: CutOff) -> list[tuple[int, int, int]]:
    """The numbers of selected and of waiting mentees, by their bar's lowest score."""
    counts = Counter(
        (min(candidate.score // STEP * STEP, HIGHEST - STEP), candidate.selected)
        for candidate in cut_off.candidates
        if candidate.score is not None
    )
    scores = sorted({score for score, _ in counts})
    return [(score, counts[score, True], counts[score, False]) for score in scores]


def matching_markdown(report: Report) -> str:
    """For the pull request: the decisions, a row per pair, the rest folded. No charts, ids only."""
    return written("report.md.j2", "markdown", report=report, why=WHY)


def matching_page(report: Report, names: Mapping[str, str]) -> str:
    """The page on a matching, with a map of all fits and the scores at the cut-off."""
    return written(
        "matching.html.j2",
        "page",
        report=report,
        why=WHY,
        bars=histogram(report.cut_off),
        names=names,
        map=heat_map(report.matching.last.instance, report.pairs),
        levels=LEVELS,
        scale=MARKS,
    )


def progress_page(
    cohort: Cohort,
    pairs: Sequence[Pair],
    names: Mapping[str, str],
    today: date,
    *,
    gone: Collection[str] = (),
) -> str:
    """This week's tasks, curves, and every pair's timeline; `gone` mentees need no new mentor."""
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
