"""Calibrate marks: correct for strict and lenient reviewers.

A mark is modelled as the sum of the mean, an effect of the application, one of the reviewer, and
chance. The reviewers' effects are the best linear unbiased prediction of a mixed model (Henderson,
“Best linear unbiased estimation and prediction under a selection model”, Biometrics 31, 1975):
least squares, with more shrinkage the fewer marks a reviewer gave. A score is the mean of an
application's marks minus these effects. It is not shrunk, so that bands keep the meaning of the
rubric; the standard error shows that an application has few reviews.

A score's error comes from chance and from the effects. Its variance follows from the inverse of the
mixed model's equations with the applicants absorbed, and is exact if the model's variances are
known. These are estimated from few reviewers, so the errors are widened to the standard deviation
of Student's t, with Satterthwaite's degrees of freedom (Biometrics Bulletin 2, 1946). Errors are
rounded before use, so their last bits may differ between machines.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import comb, fsum, sqrt
from operator import attrgetter
from statistics import fmean

import numpy as np

from mentoring.people.organisers import Review
from mentoring.store.programme import Edition

LOWEST, MIDDLE, HIGHEST = 1.0, 3.0, 5.0
SWEEPS, STILL = 1000, 1e-10
FEWEST = 3.0  # degrees of freedom: with fewer, Student's t has no finite standard deviation
# The prior shares of the total variance, the number of pairs of marks that the prior counts for,
# and the lowest share of applicants and of chance.
APPLICANTS, REVIEWERS, CHANCE = 0.5, 0.2, 0.3
EXPECTED_PAIRS = 20
LEAST = 0.1
# The total variance if all marks are equal, and if there are no two marks to compare.
FLAT, UNKNOWN = 0.01, 1.0

Marks = Mapping[str, Mapping[str, float]]
"""Each application's marks by reviewer, from 1 to 5, or each reviewer's marks by application."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variances:
    """The variance of applicants' true scores, of reviewers' strictness, and of chance."""

    applicants: float
    reviewers: float
    chance: float


def marks(reviews: Iterable[Review]) -> Marks:
    """Each application's marks, sorted: the means over the rubric, without declared conflicts."""
    found: dict[str, dict[str, float]] = {}
    for review in sorted(reviews, key=attrgetter("application", "reviewer")):
        if review.scores and not review.conflict:
            mark = fmean(review.scores.values())
            found.setdefault(review.application, {})[review.reviewer] = mark
    return found


def by_reviewer(given: Marks) -> Marks:
    """The marks of each reviewer by application, sorted."""
    found: dict[str, dict[str, float]] = {}
    for application, theirs in given.items():
        for reviewer, mark in theirs.items():
            found.setdefault(reviewer, {})[application] = mark
    return dict(sorted(found.items()))


def alpha(given: Marks) -> float | None:
    """Krippendorff's alpha of the marks of each application, on an interval scale.

    1 is perfect agreement, 0 is chance, below 0 is systematic disagreement; None without two marks
    of one application, or if all are equal (“Computing Krippendorff's Alpha-Reliability”, 2011).
    """
    pairable = [list(theirs.values()) for theirs in given.values() if len(theirs) > 1]
    everything = [value for values in pairable for value in values]
    if not everything or (expected := _squares(everything) / (len(everything) - 1)) == 0:
        return None
    observed = fsum(len(values) * _squares(values) / (len(values) - 1) for values in pairable)
    return 1 - observed / (len(everything) * expected)


def _squares(values: Collection[float]) -> float:
    """The sum of the squared deviations from the mean."""
    mean = fmean(values) if values else 0.0
    return fsum((value - mean) ** 2 for value in values)


def variances(given: Marks) -> Variances:
    """The three variances of the marks; close to the prior shares if there are few marks.

    Half the mean squared difference of two marks estimates the variance they do not share: for
    marks of one application, that of reviewers and chance; for marks of one reviewer, that of
    applicants and chance; for other marks, all three. The three equations give the three variances,
    also for incomplete designs (Koch, “A general approach to the estimation of variance
    components”, Technometrics 9, 1967). The prior counts as additional pairs.
    """
    every = [mark for theirs in given.values() for mark in theirs.values()]
    all_squares, all_pairs = _differences([every])
    same_squares, same_pairs = _differences(theirs.values() for theirs in given.values())
    own_squares, own_pairs = _differences(own.values() for own in by_reviewer(given).values())
    whole = max(FLAT, all_squares / all_pairs) if all_pairs else UNKNOWN

    def mean(squares: float, pairs: int, share: float) -> float:
        return (squares + EXPECTED_PAIRS * whole * share) / (pairs + EXPECTED_PAIRS)

    same_application = mean(same_squares, same_pairs, REVIEWERS + CHANCE)
    same_reviewer = mean(own_squares, own_pairs, APPLICANTS + CHANCE)
    other_squares = all_squares - same_squares - own_squares
    neither = mean(other_squares, all_pairs - same_pairs - own_pairs, share=1)
    return Variances(
        applicants=max(LEAST * whole, neither - same_application),
        reviewers=max(0.0, neither - same_reviewer),
        chance=max(LEAST * whole, same_application + same_reviewer - neither),
    )


def _differences(groups: Iterable[Collection[float]]) -> tuple[float, int]:
    """The sum of half the squared differences over all pairs within each group; their number."""
    half_squares, pairs = 0.0, 0
    for marks in groups:  # the sum is n times the squared deviations from the mean
        half_squares += len(marks) * _squares(marks) / 2
        pairs += comb(len(marks), 2)
    return half_squares, pairs


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """Marks, the scores that they make, and what each reviewer adds to a mark.

    Scores, each with its standard error, and effects are in hundredths of a mark: bands are decided
    by what people read. `shared` is the part of the standard errors that is common to all scores.
    """

    marks: Marks
    mean: int
    variances: Variances
    shared: int
    scores: Mapping[str, tuple[int, int]]
    effects: Mapping[str, int]


def calibrated(edition: Edition) -> Calibration:
    """The calibration of the mentees who take part in an edition."""
    reviews = (entry.record for entry in edition.reviews)
    return calibrate([mentee.id for mentee in edition.mentees], reviews)


def calibrate(applications: Iterable[str], reviews: Iterable[Review]) -> Calibration:
    """Scores of all `applications`; without reviews a score is the mean, with a wide error."""
    given = marks(reviews)  # reviews of others, such as withdrawn ones, tell of strictness, too
    everything = [mark for theirs in given.values() for mark in theirs.values()]
    mean, spread = fmean(everything) if everything else MIDDLE, variances(given)
    effects = strictness(given, mean, spread)
    errors, shared, unreviewed = standard_errors(given, spread)
    scores = {}
    for application in sorted(applications):
        theirs = given.get(application, {})
        corrected = [mark - effects[reviewer] for reviewer, mark in theirs.items()] or [mean]
        score = min(HIGHEST, max(LOWEST, fmean(corrected)))
        scores[application] = hundredths(score), hundredths(errors.get(application, unreviewed))
    return Calibration(
        marks=given,
        mean=hundredths(mean),
        variances=spread,
        shared=hundredths(shared),
        scores=scores,
        effects={reviewer: hundredths(effect) for reviewer, effect in effects.items()},
    )


def strictness(given: Marks, mean: float, spread: Variances) -> dict[str, float]:
    """Each reviewer's effect on a mark, by backfitting (Gauss-Seidel on the mixed model).

    The sweeps converge: the system is positive definite. Sorted sums have the same bits everywhere.
    """
    reviewers = by_reviewer(given)
    merit, effects = dict.fromkeys(given, 0.0), dict.fromkeys(reviewers, 0.0)
    for _ in range(SWEEPS if spread.reviewers else 0):
        before = dict(effects)
        for application, theirs in given.items():
            left = fsum(mark - mean - effects[reviewer] for reviewer, mark in theirs.items())
            merit[application] = left / (len(theirs) + spread.chance / spread.applicants)
        for reviewer, own in reviewers.items():
            left = fsum(mark - mean - merit[application] for application, mark in own.items())
            effects[reviewer] = left / (len(own) + spread.chance / spread.reviewers)
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
    number, reviewers = sum(map(len, given.values())), len(by_reviewer(given))
    of_chance = max(0, number - len(given) - reviewers + 1) + EXPECTED_PAIRS
    of_reviewers = max(FEWEST, reviewers - 1)
    errors = {}
    for name, variance in of_scores.items():
        chance = min(variance, spread.chance / len(given[name]))
        freedom = variance**2 / (chance**2 / of_chance + (variance - chance) ** 2 / of_reviewers)
        errors[name] = sqrt(variance * freedom / (freedom - 2))
    return errors, sqrt(shared), sqrt(spread.applicants + mean)


def error_variances(given: Marks, spread: Variances) -> tuple[dict[str, float], float, float]:
    """The variances of the errors of each score, of the mean score, and of the mean mark.

    The unknowns are the reviewers' effects and, last, the mean; the applicants are absorbed. Rows
    of `off` are the effects' weights in a score, those of `along` covariances with its chance.
    """
    reviewers = by_reviewer(given)
    marked = np.array([[float(who in theirs) for who in reviewers] for theirs in given.values()])
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
    of_scores = dict(zip(given, values, strict=True))
    return of_scores, float(spread.chance * shared), float(spread.chance * mean)


def hundredths(value: float) -> int:
    """A number of marks in hundredths, rounded."""
    return round(100 * value)
