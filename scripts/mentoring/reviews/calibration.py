"""Calibrate marks: correct for strict and lenient reviewers.

A mark is modelled as the mean, plus an effect of the application, plus an effect of the reviewer,
plus chance. The reviewers' effects are the best linear unbiased prediction of a mixed model
(Henderson, “Best linear unbiased estimation and prediction under a selection model”, Biometrics 31,
1975): least squares, with more shrinkage the fewer marks a reviewer gave. An application's score is
the mean of its marks minus the reviewers' effects. It is not shrunk, so that bands keep the meaning
of the rubric; the standard error shows that an application has few reviews.

A score has two uncertain parts: chance, and the effects, which are correlated by being estimated
together. Variances and covariances follow from the inverse of the mixed model's equations with the
applicants absorbed (Henderson, 1975): the prediction error variances. They are exact if the
variances are known. Here these are estimated from few reviewers, so the errors are widened to the
standard deviation of Student's t, with Satterthwaite's degrees of freedom (Biometrics Bulletin 2,
1946). The errors are rounded before use, so their last bits may differ between machines.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import fmean

import numpy as np

from mentoring.people.organisers import Review
from mentoring.reviews.marks import (
    EXPECTED_PAIRS,
    Marks,
    Variances,
    by_application,
    by_reviewer,
    marks,
    variances,
)
from mentoring.store.programme import Edition

LOWEST, MIDDLE, HIGHEST = 1.0, 3.0, 5.0
SWEEPS, STILL = 1000, 1e-10
HALF_A_MARK = 50  # in hundredths
FEWEST = 3.0  # degrees of freedom: with fewer, Student's t has no finite standard deviation


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
    """What a reviewer adds to a mark, to the hundredth of a mark, and what to check about them."""

    reviewer: str
    reviews: int
    adds: float
    flags: tuple[str, ...]


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


def calibration(edition: Edition) -> Calibration:
    """The calibrated scores of the mentees who take part in an edition."""
    reviews = (entry.record for entry in edition.reviews)
    return calibrate([mentee.id for mentee in edition.mentees], reviews)


def calibrate(applications: Collection[str], reviews: Iterable[Review]) -> Calibration:
    """Scores of all `applications`; without reviews a score is the mean, with a wide error.

    Reviews of other applications, such as withdrawn ones, still help to estimate strictness.
    """
    given = marks(reviews)
    mean = fmean(mark.value for mark in given) if given else MIDDLE
    spread = variances(given)
    effects = strictness(given, mean, spread)
    errors, shared, unreviewed = standard_errors(given, spread)
    marked, scores = by_application(given), []
    for application in sorted(applications):
        theirs = marked.get(application, [])
        corrected = [mark.value - effects[mark.reviewer] for mark in theirs] or [mean]
        score = Score(
            application=application,
            reviews=len(theirs),
            marked=_hundredths(fmean(mark.value for mark in theirs)) if theirs else None,
            calibrated=_hundredths(min(HIGHEST, max(LOWEST, fmean(corrected)))),
            error=_hundredths(errors.get(application, unreviewed)),
        )
        scores.append(score)
    return Calibration(
        mean=_hundredths(mean),
        variances=spread,
        shared=_hundredths(shared),
        scores=tuple(scores),
        reviewers=tuple(
            _strictness(reviewer, [mark.value for mark in theirs], effects[reviewer])
            for reviewer, theirs in by_reviewer(given).items()
        ),
    )


def _strictness(reviewer: str, values: list[float], effect: float) -> Strictness:
    adds = _hundredths(effect)
    flags = raised(
        constant=len(values) > 1 and len(set(values)) == 1,
        strict=adds <= -HALF_A_MARK,
        lenient=adds >= HALF_A_MARK,
    )
    return Strictness(reviewer=reviewer, reviews=len(values), adds=adds / 100, flags=flags)


def raised(**flags: bool) -> tuple[str, ...]:
    """The names of the flags that apply."""
    return tuple(flag for flag, applies in flags.items() if applies)


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


def standard_errors(given: Marks, spread: Variances) -> tuple[dict[str, float], float, float]:
    """The standard errors of the applications with marks, their common part, and that of others.

    The common part is the strictness of all reviewers together, which does not change the ranking.
    Other applications have the mean as their score. All in marks.
    """
    if not given:
        return {}, 0.0, sqrt(spread.applicants)
    of_scores, shared, mean = error_variances(given, spread)
    marked, reviewers = by_application(given), len(by_reviewer(given))
    of_chance = max(0, len(given) - len(marked) - reviewers + 1) + EXPECTED_PAIRS
    of_reviewers = max(FEWEST, reviewers - 1)
    errors = {}
    for name, variance in of_scores.items():
        chance = min(variance, spread.chance / len(marked[name]))
        freedom = variance**2 / (chance**2 / of_chance + (variance - chance) ** 2 / of_reviewers)
        errors[name] = sqrt(variance * freedom / (freedom - 2))
    return errors, sqrt(shared), sqrt(spread.applicants + mean)


def error_variances(given: Marks, spread: Variances) -> tuple[dict[str, float], float, float]:
    """The variances of errors, if those of the model are known.

    They are those of each application's score, of the mean score, and of the mean mark. The
    unknowns are the reviewers' effects and, last, the mean; the applicants are absorbed. The rows
    of `off` are the effects' weights in each score, those of `along` their covariances with its
    chance error.
    """
    applications = {key: row for row, key in enumerate(by_application(given))}
    reviewers = {key: column for column, key in enumerate(by_reviewer(given))}
    marked = np.zeros((len(applications), len(reviewers)))
    for mark in given:
        marked[applications[mark.application], reviewers[mark.reviewer]] = 1
    counts, ratio = marked.sum(axis=1), spread.chance / spread.applicants
    scores, shared, mean = 1 / counts, np.sum(1 / counts) / len(counts) ** 2, 1 / counts.sum()
    if spread.reviewers:
        each = marked.sum(axis=0)
        system = np.block([[np.diag(each), each[:, None]], [each, counts.sum()]])
        sums = np.column_stack([marked, counts])
        system -= (sums / (counts + ratio)[:, None]).T @ sums
        system[:-1, :-1] += np.diag([spread.chance / spread.reviewers] * len(reviewers))
        inverse = np.linalg.inv(system)
        shares = marked / counts[:, None]
        off = np.column_stack([shares, np.zeros(len(counts))])
        along = np.column_stack([shares, np.ones(len(counts))])
        along *= (ratio / (counts + ratio))[:, None]
        scores = scores + np.einsum("ij,jk,ik->i", off, inverse, off - 2 * along, optimize=True)
        shared += off.mean(axis=0) @ inverse @ (off - 2 * along).mean(axis=0)
        mean = inverse[-1, -1]
    values = (spread.chance * scores).tolist()
    of_scores = dict(zip(applications, values, strict=True))
    return of_scores, float(spread.chance * shared), float(spread.chance * mean)


def _hundredths(value: float) -> int:
    return round(100 * value)
