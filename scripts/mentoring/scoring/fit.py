"""The fit of every pair of an edition: whole points out of 1000, or why the pair may not be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentoring.scoring.blocks import Points, evaluator
from mentoring.scoring.exclusions import exclusions
from mentoring.scoring.features import Features, all_features
from mentoring.scoring.rules import broken, named
from mentoring.scoring.weights import Scale, scale

if TYPE_CHECKING:
    from mentoring.people.application import Application
    from mentoring.people.decisions import Decisions
    from mentoring.programme.cohort import Cohort
    from mentoring.programme.rules import MatchingRules

FORBIDDEN = -1
ROWS = 128
Progress = Callable[[int, int], None]


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
    rules: MatchingRules
    forbidden: frozenset[tuple[str, str]]

    def why_not(self, row: int, column: int) -> tuple[str, ...]:
        """The codes of the rules that forbid the pair (see `mentoring.scoring.rules`)."""
        mentee, mentor = self.mentees[row], self.mentors[column]
        fit = self.scale.total(self._by_criterion(row, column))
        return tuple(broken(mentee, mentor, self.rules, self.forbidden, fit))

    def reasons(self, row: int, column: int) -> tuple[Reason, ...]:
        """Each criterion's part; the points sum to the fit, which forbidden pairs have as well."""
        mentee, mentor = self.mentees[row], self.mentors[column]
        shares = self.scale.shares(self._by_criterion(row, column))
        return tuple(
            Reason(
                criterion=one.name,
                title=one.title,
                points=points,
                of=most,
                text=one.reason(mentee, mentor),
            )
            for one, points, most in zip(self.scale.criteria, shares, self.scale.most, strict=True)
        )

    def parts(self) -> Points:
        """Every criterion's points (criterion, mentee, mentor), before weights and rules."""
        blocks = (evaluator(one, self.mentees, self.mentors) for one in self.scale.criteria)
        return np.stack([block(slice(None)) for block in blocks])

    def _by_criterion(self, row: int, column: int) -> tuple[int, ...]:
        mentee, mentor = self.mentees[row], self.mentors[column]
        return tuple(one.points(mentee, mentor) for one in self.scale.criteria)


def _silent(done: int, rows: int) -> None:
    """Report no progress."""


def fits(
    cohort: Cohort,
    mentees: Sequence[Application],
    mentors: Sequence[Application],
    decisions: Decisions | None = None,
    progress: Progress = _silent,
) -> Fits:
    """The fit of every mentee with every mentor; `progress` hears of rows done, of how many.

    Time grows with the pairs and memory is two bytes a pair: blocks of mentees go through all
    criteria before the next block begins.

    Raises:
        MentoringError: if the cohort names a criterion that does not exist, or none that counts.
    """
    rows, columns = all_features(cohort, mentees), all_features(cohort, mentors)
    measure = scale(cohort.matching.criteria)
    points = np.empty((len(rows), len(columns)), dtype=np.int16)
    _fill(points, _weigher(measure, rows, columns), cohort.matching.minimum_fit, progress)
    ruled_out = exclusions(rows, columns, cohort.matching, decisions)
    for row in range(len(rows)):
        for forbidden in ruled_out(row):
            points[row, forbidden] = FORBIDDEN
    return Fits(
        mentees=rows,
        mentors=columns,
        points=points,
        scale=measure,
        rules=cohort.matching,
        forbidden=named(decisions),
    )


def _weigher(
    measure: Scale, mentees: Sequence[Features], mentors: Sequence[Features]
) -> Callable[[slice], Points]:
    """A function from a slice of the mentees to their fits, as `Scale.total` has them."""
    evaluators = [evaluator(one, mentees, mentors) for one in measure.criteria]

    def weigh(block: slice) -> Points:
        total = np.zeros((len(mentees[block]), len(mentors)), dtype=np.int32)
        for weight, evaluate in zip(measure.weights, evaluators, strict=True):
            total += weight * evaluate(block).astype(np.int32)
        return (total // sum(measure.weights)).astype(np.int16)

    return weigh


def _fill(
    points: Points, weigh: Callable[[slice], Points], minimum: int, progress: Progress
) -> None:
    """Write every pair's fit, block by block; pairs below the minimum fit are forbidden."""
    for start in range(0, len(points), ROWS):
        block = slice(start, min(start + ROWS, len(points)))
        fit = weigh(block)
        points[block] = np.where(fit < minimum, FORBIDDEN, fit)
        progress(block.stop, len(points))
