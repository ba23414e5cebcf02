"""The fit of every pair of an edition: whole points out of 1000, or why the pair may not be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.scoring.blocks import evaluator
from mentoring.scoring.exclusions import exclusions
from mentoring.scoring.features import all_features
from mentoring.scoring.rules import MINIMUM_FIT
from mentoring.scoring.totals import blocks, weigher
from mentoring.scoring.weights import scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.people.application import Application
    from mentoring.people.decisions import Decisions
    from mentoring.programme.cohort import Cohort
    from mentoring.scoring.blocks import Points
    from mentoring.scoring.exclusions import Exclusions
    from mentoring.scoring.features import Features
    from mentoring.scoring.weights import Scale

FORBIDDEN = -1
Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """A criterion's part in a pair's fit: `points` out of `of`, and why."""

    criterion: str
    title: str
    points: int
    of: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fits:
    """The fit of every pair. `points` has a row a mentee, a column a mentor, -1 where forbidden."""

    mentees: tuple[Features, ...]
    mentors: tuple[Features, ...]
    points: Points
    scale: Scale
    minimum: int
    exclusions: Exclusions

    def why_not(self, row: int, column: int) -> tuple[str, ...]:
        """The codes of the rules that forbid the pair (see `mentoring.scoring.rules`)."""
        codes = [code for code, columns in self.exclusions.of(row) if column in columns]
        fit = self.scale.total(self._by_criterion(row, column))
        return (*codes, MINIMUM_FIT) if fit < self.minimum else tuple(codes)

    def reasons(self, row: int, column: int) -> tuple[Reason, ...]:
        """Each criterion's part; the points sum to the fit, which forbidden pairs have as well."""
        mentee, mentor = self.mentees[row], self.mentors[column]
        parts = self.scale.parts(self._by_criterion(row, column))
        return tuple(
            Reason(
                criterion=one.name,
                title=one.title,
                points=points,
                of=most,
                text=one.reason(mentee, mentor),
            )
            for one, (points, most) in zip(self.scale.criteria, parts, strict=True)
        )

    def parts(self) -> Points:
        """Every criterion's points (criterion, mentee, mentor), before weights and rules."""
        whole = slice(None)
        evaluators = (evaluator(one, self.mentees, self.mentors) for one in self.scale.criteria)
        return np.stack([evaluate(whole) for evaluate in evaluators])

    def _by_criterion(self, row: int, column: int) -> tuple[int, ...]:
        mentee, mentor = self.mentees[row], self.mentors[column]
        return tuple(one.points(mentee, mentor) for one in self.scale.criteria)


def silent(rows: int) -> None:
    """Report no progress."""


def fits(
    cohort: Cohort,
    mentees: Sequence[Application],
    mentors: Sequence[Application],
    decisions: Decisions | None = None,
    progress: Progress = silent,
) -> Fits:
    """The fit of every mentee with every mentor; `progress` hears of rows as they are done.

    Time grows with the pairs and memory is two bytes a pair: a block of mentees goes through all
    criteria and rules before the next begins.

    Raises:
        MentoringError: if the cohort names a criterion that does not exist, or none that counts.
    """
    rows, columns = all_features(cohort, mentees), all_features(cohort, mentors)
    rules, measure = cohort.matching, scale(cohort.matching.criteria)
    ruled_out = exclusions(rows, columns, rules, decisions)
    weigh = weigher(measure, rows, columns)
    points = np.empty((len(rows), len(columns)), dtype=np.int16)
    for block in blocks(len(rows)):
        fit = weigh(block)
        points[block] = np.where(fit < rules.minimum_fit, FORBIDDEN, fit)
        for row in range(block.start, block.stop):
            for _, forbidden in ruled_out.of(row):
                points[row, forbidden] = FORBIDDEN
        progress(block.stop - block.start)
    return Fits(
        mentees=rows,
        mentors=columns,
        points=points,
        scale=measure,
        minimum=rules.minimum_fit,
        exclusions=ruled_out,
    )
