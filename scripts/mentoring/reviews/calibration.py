"""Calibrate marks: correct for strict and lenient reviewers.

A mark is modelled as the mean, plus an effect of the application, plus an effect of the reviewer,
plus chance. The reviewers' effects are the best linear unbiased prediction of a mixed model
(Henderson, “Best linear unbiased estimation and prediction under a selection model”, Biometrics 31,
1975): least squares, with more shrinkage the fewer marks a reviewer gave. An application's score is
the mean of its marks minus the reviewers' effects. It is not shrunk, so that bands keep the meaning
of the rubric; the standard error shows that an application has few reviews.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import fsum

from mentoring.people.review import Review
from mentoring.reviews.marks import (
    Marks,
    Variances,
    by_application,
    by_reviewer,
    marks,
    variances,
)
from mentoring.reviews.standard_errors import errors

LOWEST, MIDDLE, HIGHEST = 1.0, 3.0, 5.0
SWEEPS, STILL = 1000, 1e-10
CONSTANT, STRICT, LENIENT = "constant", "strict", "lenient"
HALF_A_MARK = 50  # in hundredths


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

    @property
    def flags(self) -> tuple[str, ...]:
        """What an organiser should check about the reviewer."""
        severe = STRICT if self.effect < 0 else LENIENT
        constant = (CONSTANT,) if self.constant else ()
        return (*constant, severe) if abs(self.effect) >= HALF_A_MARK else constant


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
    effects, off = strictness(given, mean, spread), errors(given, spread)
    marked, scores = by_application(given), []
    for application in sorted(applications):
        theirs = marked.get(application, [])
        raw, calibrated = None, mean
        if theirs:
            raw = _hundredths(fsum(mark.value for mark in theirs) / len(theirs))
            calibrated = fsum(mark.value - effects[mark.reviewer] for mark in theirs) / len(theirs)
        score = Score(
            application=application,
            reviews=len(theirs),
            marked=raw,
            calibrated=_hundredths(min(HIGHEST, max(LOWEST, calibrated))),
            error=_hundredths(off.scores.get(application, off.unreviewed)),
        )
        scores.append(score)
    return Calibration(
        mean=_hundredths(mean),
        variances=spread,
        shared=_hundredths(off.shared),
        scores=tuple(scores),
        reviewers=tuple(
            Strictness(
                reviewer=reviewer,
                reviews=len(theirs),
                effect=_hundredths(effects[reviewer]),
                constant=len(theirs) > 1 and len({mark.value for mark in theirs}) == 1,
            )
            for reviewer, theirs in by_reviewer(given).items()
        ),
    )


def strictness(given: Marks, mean: float, spread: Variances) -> dict[str, float]:
    """Each reviewer's effect on a mark, by backfitting (Gauss-Seidel on the mixed model).

    The system is positive definite, so the sweeps converge. Sums in sorted order give the same
    bits on every machine.
    """
    applications, reviewers = by_application(given), by_reviewer(given)
    merit, effects = dict.fromkeys(applications, 0.0), dict.fromkeys(reviewers, 0.0)
    for _ in range(SWEEPS if spread.reviewers else 0):
        before = dict(effects)
        for application, theirs in applications.items():
            left = fsum(mark.value - mean - effects[mark.reviewer] for mark in theirs)
            merit[application] = left / (len(theirs) + spread.chance / spread.applicants)
        for reviewer, theirs in reviewers.items():
            left = fsum(mark.value - mean - merit[mark.application] for mark in theirs)
            effects[reviewer] = left / (len(theirs) + spread.chance / spread.reviewers)
        if all(abs(effects[reviewer] - before[reviewer]) < STILL for reviewer in reviewers):
            break
    return effects


def _hundredths(value: float) -> int:
    return round(100 * value)
