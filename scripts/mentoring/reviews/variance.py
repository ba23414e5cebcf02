"""Variance components of the marks: applicants, reviewers, and chance.

Half the mean squared difference of two marks estimates the variance they do not share: for marks
of one application, that of reviewers and chance; for marks of one reviewer, that of applicants and
chance; for other marks, all three. The three equations give the three variances, also for
incomplete designs (Koch, “A general approach to the estimation of variance components”,
Technometrics 9, 1967).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from mentoring.reviews.marks import Mark, Marks, by_application, by_reviewer


@dataclass(frozen=True, kw_only=True, slots=True)
class Variances:
    """The variance of applicants' true scores, of reviewers' strictness, and of chance."""

    applicants: float
    reviewers: float
    chance: float


# The prior shares of the total variance, the number of pairs of marks that the prior counts for,
# and the lowest share of applicants and of chance.
APPLICANTS, REVIEWERS, CHANCE = 0.5, 0.2, 0.3
EXPECTED_PAIRS = 20
LEAST = 0.1
# The total variance if all marks are equal, and if there are no two marks to compare.
FLAT, UNKNOWN = 0.01, 1.0


def variances(given: Marks) -> Variances:
    """The three variances of the marks; close to the prior shares if there are few marks."""
    everywhere = _differences([list(given)])
    in_application = _differences(by_application(given).values())
    in_reviewer = _differences(by_reviewer(given).values())
    elsewhere = Differences(
        half_squares=everywhere.half_squares
        - in_application.half_squares
        - in_reviewer.half_squares,
        pairs=everywhere.pairs - in_application.pairs - in_reviewer.pairs,
    )
    whole = max(FLAT, everywhere.half_squares / everywhere.pairs) if everywhere.pairs else UNKNOWN
    same_application = in_application.mean(whole * (REVIEWERS + CHANCE))
    same_reviewer = in_reviewer.mean(whole * (APPLICANTS + CHANCE))
    neither = elsewhere.mean(whole)
    return Variances(
        applicants=max(LEAST * whole, neither - same_application),
        reviewers=max(0.0, neither - same_reviewer),
        chance=max(LEAST * whole, same_application + same_reviewer - neither),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Differences:
    """The sum of half the squared differences over a number of pairs of marks."""

    half_squares: float
    pairs: int

    def mean(self, expected: float) -> float:
        """The mean half squared difference, with the prior counted as additional pairs."""
        return (self.half_squares + EXPECTED_PAIRS * expected) / (self.pairs + EXPECTED_PAIRS)


def _differences(groups: Iterable[list[Mark]]) -> Differences:
    """Sum over all pairs within each group, computed as n times the squared deviations."""
    half_squares, pairs = 0.0, 0
    for group in groups:
        values = [mark.value for mark in group]
        mean = fsum(values) / len(values) if values else 0.0
        half_squares += len(values) * fsum((value - mean) ** 2 for value in values) / 2
        pairs += len(values) * (len(values) - 1) // 2
    return Differences(half_squares=half_squares, pairs=pairs)
