"""Standard errors of calibrated scores.

A score is the mean of its marks minus the reviewers' effects, so it has two uncertain parts:
chance, and the effects, which are correlated by being estimated together. Variances and covariances
follow from the inverse of the mixed model's equations with the applicants absorbed (Henderson,
1975): the prediction error variances. They are exact if the variances are known. Here these are
estimated from few reviewers, so the errors are widened to the standard deviation of Student's t,
with Satterthwaite's degrees of freedom (Biometrics Bulletin 2, 1946).

The errors are rounded before use, so their last bits may differ between machines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from mentoring.reviews.marks import EXPECTED_PAIRS, Marks, Variances, by_application, by_reviewer

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
    variances, shared, mean = error_variances(given, spread)
    marked, reviewers = by_application(given), len(by_reviewer(given))
    of_chance = max(0, len(given) - len(marked) - reviewers + 1) + EXPECTED_PAIRS
    of_reviewers = max(FEWEST, reviewers - 1)
    scores = {}
    for name, variance in variances.items():
        chance = min(variance, spread.chance / len(marked[name]))
        freedom = variance**2 / (chance**2 / of_chance + (variance - chance) ** 2 / of_reviewers)
        scores[name] = sqrt(variance * freedom / (freedom - 2))
    return StandardErrors(
        scores=scores, shared=sqrt(shared), unreviewed=sqrt(spread.applicants + mean)
    )


def error_variances(given: Marks, spread: Variances) -> tuple[dict[str, float], float, float]:
    """The variances of errors, if those of the model are known.

    They are those of each application's score, of the mean score, and of the mean mark.

    The unknowns are the reviewers' effects and, last, the mean; the applicants are absorbed. The
    rows of `off` are the effects' weights in each score, those of `along` their covariances with
    its chance error.
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
