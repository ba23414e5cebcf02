"""Reviews as single numbers, how far they agree, and what makes them differ."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import comb, fsum
from operator import attrgetter
from statistics import fmean

from mentoring.people.organisers import Review

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
    """The marks of each application, sorted: the mean of a review over the rubric.

    A declared conflict has no mark.
    """
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

    1 is perfect agreement, 0 is chance, below 0 is systematic disagreement; None if no unit has two
    marks or all marks are equal. Marks may be missing anywhere (Krippendorff, “Computing
    Krippendorff's Alpha-Reliability”, 2011).
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
    """The sum of half the squared differences over all pairs within each group, and their number.

    The sum is n times the squared deviations from the mean.
    """
    half_squares, pairs = 0.0, 0
    for marks in groups:
        half_squares += len(marks) * _squares(marks) / 2
        pairs += comb(len(marks), 2)
    return half_squares, pairs
