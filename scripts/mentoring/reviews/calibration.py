"""Calibrate marks: correct for strict and lenient reviewers.

A mark is modelled as the mean, plus an effect of the application, plus an effect of the reviewer,
plus chance. The reviewers' effects are the best linear unbiased prediction of a mixed model
(Henderson, “Best linear unbiased estimation and prediction under a selection model”, Biometrics 31,
1975): least squares, with more shrinkage the fewer marks a reviewer gave. An application's score is
the mean of its marks minus the reviewers' effects. It is not shrunk, so that bands keep the meaning
of the rubric; the standard error shows that an application has few reviews.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from mentoring.people.review import Review
from mentoring.reviews.marks import Mark, Marks, by_application, by_reviewer, marks
from mentoring.reviews.standard_errors import StandardErrors, errors
from mentoring.reviews.variance import Variances, variances

LOWEST, HIGHEST = 1.0, 5.0
MIDDLE = 3.0
SWEEPS = 1000
STILL = 1e-10


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """An application's raw and calibrated score, and its standard error, in hundredths.

    Bands are decided by the whole hundredths that people read.
    """

    application: str
    reviews: int
    marked: int | None
    calibrated: int
    error: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Strictness:
    """A reviewer's effect on a mark, in hundredths; a negative effect is strict."""

    reviewer: str
    reviews: int
    effect: int
    constant: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """Every application's score and every reviewer's strictness, sorted by id.

    `shared` is the part of the standard errors that is common to all scores.
    """

    mean: int
    variances: Variances
    shared: int
    scores: tuple[Score, ...]
    reviewers: tuple[Strictness, ...]


def calibrate(applications: Collection[str], reviews: Iterable[Review]) -> Calibration:
    """Scores of all `applications`; without reviews a score is the mean, with a wide error.

    Reviews of other applications, such as withdrawn ones, still help to estimate strictness.
    """
    given = marks(reviews)
    mean = fsum(mark.value for mark in given) / len(given) if given else MIDDLE
    spread = variances(given)
    effects = strictness(given, mean, spread)
    off = errors(given, spread)
    marked = by_application(given)
    return Calibration(
        mean=_hundredths(mean),
        variances=spread,
        shared=_hundredths(off.shared),
        scores=tuple(
            _score(application, marked.get(application, []), mean, effects, off)
            for application in sorted(applications)
        ),
        reviewers=tuple(
            _reviewer(reviewer, theirs, effects[reviewer])
            for reviewer, theirs in by_reviewer(given).items()
        ),
    )


def strictness(given: Marks, mean: float, spread: Variances) -> dict[str, float]:
    """Each reviewer's effect on a mark, by backfitting (Gauss-Seidel on the mixed model).

    The system is positive definite, so the sweeps converge. Sums in sorted order give the same
    bits on every machine.
    """
    applications, reviewers = by_application(given), by_reviewer(given)
    if spread.reviewers == 0:
        return dict.fromkeys(reviewers, 0.0)
    merit = dict.fromkeys(applications, 0.0)
    effects = dict.fromkeys(reviewers, 0.0)
    for _ in range(SWEEPS):
        moved = 0.0
        for one, theirs in applications.items():
            left = fsum(mark.value - mean - effects[mark.reviewer] for mark in theirs)
            merit[one] = left / (len(theirs) + spread.chance / spread.applicants)
        for one, theirs in reviewers.items():
            left = fsum(mark.value - mean - merit[mark.application] for mark in theirs)
            effect = left / (len(theirs) + spread.chance / spread.reviewers)
            moved = max(moved, abs(effect - effects[one]))
            effects[one] = effect
        if moved < STILL:
            break
    return effects


def _score(
    application: str,
    given: list[Mark],
    mean: float,
    effects: Mapping[str, float],
    off: StandardErrors,
) -> Score:
    if not given:
        error, calibrated = _hundredths(off.unreviewed), _hundredths(mean)
        return Score(
            application=application, reviews=0, marked=None, calibrated=calibrated, error=error
        )
    corrected = fsum(mark.value - effects[mark.reviewer] for mark in given) / len(given)
    return Score(
        application=application,
        reviews=len(given),
        marked=_hundredths(fsum(mark.value for mark in given) / len(given)),
        calibrated=_hundredths(min(HIGHEST, max(LOWEST, corrected))),
        error=_hundredths(off.scores[application]),
    )


def _reviewer(reviewer: str, given: list[Mark], effect: float) -> Strictness:
    constant = len(given) > 1 and len({mark.value for mark in given}) == 1
    return Strictness(
        reviewer=reviewer, reviews=len(given), effect=_hundredths(effect), constant=constant
    )


def _hundredths(value: float) -> int:
    return round(100 * value)
