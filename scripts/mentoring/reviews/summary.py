"""A summary of an edition's reviews, and of their reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.people.application import Application, Role
from mentoring.people.review import Review
from mentoring.programme.rules import ReviewRules
from mentoring.reviews import flags
from mentoring.reviews.agreement import alpha
from mentoring.reviews.bands import Cuts, cuts, of_scores
from mentoring.reviews.calibration import Calibration, Score, Strictness, calibrate
from mentoring.reviews.flags import Outlier
from mentoring.reviews.marks import marks


@dataclass(frozen=True, kw_only=True, slots=True)
class ApplicationScores:
    """An application's score, its band (0 is the highest), and its flags."""

    score: Score
    band: int
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewer:
    """A reviewer's strictness and flags."""

    strictness: Strictness
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The best application first. `reliability` is the share of true variance in the scores.

    `alpha` is the reviewers' agreement, None if there is nothing to compare. The mean, the `shared`
    part of the errors, and the cuts are in hundredths of a mark.
    """

    asked: int
    reviews: int
    mean: int
    shared: int
    alpha: float | None
    reliability: float | None
    cuts: Cuts
    standings: tuple[ApplicationScores, ...]
    reviewers: tuple[Reviewer, ...]
    outliers: tuple[Outlier, ...]


def summarise(
    applications: Sequence[Application], reviews: Sequence[Review], rules: ReviewRules
) -> Summary:
    """The summary of every mentee among `applications`."""
    mentees = [application.id for application in applications if application.role is Role.MENTEE]
    given, calibration = marks(reviews), calibrate(mentees, reviews)
    return Summary(
        asked=rules.per_application,
        reviews=len(given),
        mean=calibration.mean,
        shared=calibration.shared,
        alpha=alpha(given),
        reliability=_reliability(calibration),
        cuts=cuts(rules),
        standings=_standings(calibration, rules, flags.spreads(given, calibration)),
        reviewers=tuple(
            Reviewer(strictness=reviewer, flags=tuple(flags.of_reviewer(reviewer)))
            for reviewer in calibration.reviewers
        ),
        outliers=flags.outliers(given, calibration),
    )


def _standings(
    calibration: Calibration, rules: ReviewRules, spreads: dict[str, int]
) -> tuple[ApplicationScores, ...]:
    bands = of_scores(calibration, rules)
    ranked = sorted(calibration.scores, key=lambda score: (-score.calibrated, score.application))
    return tuple(
        ApplicationScores(
            score=one,
            band=bands[one.application],
            flags=tuple(
                flags.of_score(
                    one,
                    rules.per_application,
                    spreads.get(one.application, 0),
                    tied=bool(calibration.reviewers) and bands[one.application] % 2 == 1,
                )
            ),
        )
        for one in ranked
    )


def _reliability(calibration: Calibration) -> float | None:
    """The variance of applicants divided by the sum of it and the mean squared relative error.

    An error common to all scores does not change the differences between them.
    """
    errors = [(score.error / 100) ** 2 for score in calibration.scores if score.reviews]
    if not errors:
        return None
    apart = max(0.0, sum(errors) / len(errors) - (calibration.shared / 100) ** 2)
    return calibration.variances.applicants / (calibration.variances.applicants + apart)
