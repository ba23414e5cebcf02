"""Standard errors of calibrated scores.

A score is the mean of its marks minus the reviewers' effects, so it has two uncertain parts:
chance, and the effects, which are correlated by being estimated together. Variances and covariances
follow from the inverse of the mixed model's equations with the applicants absorbed (Henderson,
1975): the prediction error variances. They are exact if the variances are known. Here these are
estimated from few reviewers, so the errors are widened to the standard deviation of Student's t,
with Satterthwaite's degrees of freedom (Biometrics Bulletin 2, 1946).

The errors are rounded before use, so their last bits may differ between machines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from mentoring.reviews.marks import Mark, Marks, by_application, by_reviewer
from mentoring.reviews.variance import EXPECTED_PAIRS, Variances

FEWEST = 3.0  # degrees of freedom: with fewer, Student's t has no finite standard deviation


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardErrors:
    """Standard errors of scores, in marks.

    `shared` is the part that is common to all scores: the strictness of all reviewers together. It
    does not change the ranking. `unreviewed` is the error of the mean as the score of an unreviewed
    application.
    """

    scores: Mapping[str, float]
    shared: float
    unreviewed: float


def errors(given: Marks, spread: Variances) -> StandardErrors:
    """The standard errors of all applications with marks."""
    if not given:
        return StandardErrors(scores={}, shared=0.0, unreviewed=sqrt(spread.applicants))
    model = Model(given, spread)
    marks = by_application(given)
    return StandardErrors(
        scores={one: model.widened(len(theirs), model.of(theirs)) for one, theirs in marks.items()},
        shared=sqrt(model.shared()),
        unreviewed=sqrt(spread.applicants + model.of_mean()),
    )


class Model:
    """The inverse of the equations for the reviewers' effects and, last, the mean."""

    def __init__(self, given: Marks, spread: Variances) -> None:
        self._applications = by_application(given)
        self._place = {one: place for place, one in enumerate(by_reviewer(given))}
        self._spread = spread
        self._ratio = spread.chance / spread.applicants
        self._inverse = self._inverted() if spread.reviewers else None
        spare = len(given) - len(self._applications) - len(self._place) + 1
        self._of_chance = max(0, spare) + EXPECTED_PAIRS
        self._of_reviewers = max(FEWEST, len(self._place) - 1)

    def _inverted(self) -> np.ndarray:
        size = len(self._place) + 1
        system = np.diag([self._spread.chance / self._spread.reviewers] * (size - 1) + [0.0])
        for theirs in self._applications.values():
            count = len(theirs)
            design = np.hstack([np.eye(count), np.ones((count, 1))])
            absorbed = np.eye(count) - 1 / (count + self._ratio)
            system[self._seats(theirs)] += design.T @ absorbed @ design
        return np.linalg.inv(system)

    def _seats(self, theirs: list[Mark]) -> tuple[np.ndarray, ...]:
        return np.ix_(*[[*(self._place[mark.reviewer] for mark in theirs), -1]] * 2)

    def _parts(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The weights of the effects in a score, and their covariance with its chance error."""
        taken_off = np.array([1 / count] * count + [0.0])
        along = np.array([1 / count] * count + [1.0]) * self._ratio / (count + self._ratio)
        return taken_off, along

    def of(self, theirs: list[Mark]) -> float:
        """The variance of the error of a score with these marks."""
        variance = 1 / len(theirs)
        if self._inverse is not None:
            off, along = self._parts(len(theirs))
            variance += off @ self._inverse[self._seats(theirs)] @ (off - 2 * along)
        return self._spread.chance * float(variance)

    def shared(self) -> float:
        """The variance of the mean of all errors."""
        count = len(self._applications)
        variance = sum(1 / len(theirs) for theirs in self._applications.values()) / count**2
        if self._inverse is not None:
            off, along = np.zeros((2, len(self._inverse)))
            for theirs in self._applications.values():
                parts = self._parts(len(theirs))
                seats = self._seats(theirs)[1][0]
                off[seats] += parts[0] / count
                along[seats] += parts[1] / count
            variance += float(off @ self._inverse @ (off - 2 * along))
        return self._spread.chance * variance

    def of_mean(self) -> float:
        """The variance of the error of the mean."""
        if self._inverse is None:
            return self._spread.chance / sum(map(len, self._applications.values()))
        return self._spread.chance * float(self._inverse[-1, -1])

    def widened(self, count: int, variance: float) -> float:
        """The standard error for an estimated variance of the mean of `count` marks."""
        chance = min(variance, self._spread.chance / count)
        others = variance - chance
        freedom = variance**2 / (chance**2 / self._of_chance + others**2 / self._of_reviewers)
        return sqrt(variance * freedom / (freedom - 2))
