"""How much of the spread of marks lies in applicants, in reviewers, and in chance.

Half the mean squared difference of two marks estimates the variance that is not common to them:
of one application, the reviewers' and chance's; of one reviewer, the applicants' and chance's; of
neither, all three. The three equations give the three variances (Koch, “A general approach to the
estimation of variance components”, Technometrics 9, 1967), whatever the design is missing.
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


# The shares of the whole variance that are expected before any mark is compared, and for how many
# pairs of marks that expectation counts. No share of applicants or chance is ever below the least.
APPLICANTS, REVIEWERS, CHANCE = 0.5, 0.2, 0.3
EXPECTED_PAIRS = 20
LEAST = 0.1
# Marks that are all the same are taken to vary as little as the first; where there are no two to
# compare, as much as the second.
FLAT, UNKNOWN = 0.01, 1.0


def variances(given: Marks) -> Variances:
    """The three variances of the marks; close to the expected shares where marks are few."""
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
    """Half the squared differences of so many pairs of marks, summed."""

    half_squares: float
    pairs: int

    def mean(self, expected: float) -> float:
        """The mean half squared difference, with the expectation counted as a few pairs more."""
        return (self.half_squares + EXPECTED_PAIRS * expected) / (self.pairs + EXPECTED_PAIRS)


def _differences(groups: Iterable[list[Mark]]) -> Differences:
    """Over every two marks of one group: n times the squared deviations is what they sum to."""
    half_squares, pairs = 0.0, 0
    for group in groups:
        values = [mark.value for mark in group]
        mean = fsum(values) / len(values) if values else 0.0
        half_squares += len(values) * fsum((value - mean) ** 2 for value in values) / 2
        pairs += len(values) * (len(values) - 1) // 2
    return Differences(half_squares=half_squares, pairs=pairs)
