"""A summary of an edition's reviews: scores, their reliability, and what to check."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from mentoring.people.application import Application, Role
from mentoring.people.organisers import Review
from mentoring.programme.rules import ReviewRules
from mentoring.reviews.bands import cuts, of_scores
from mentoring.reviews.calibration import Calibration, Strictness, calibrate
from mentoring.reviews.marks import Mark, alpha, by_application, marks

UNREVIEWED, THIN, DISPUTED, TIED = "unreviewed", "thin", "disputed", "tied"
APART = 200  # in hundredths of a mark, for the spread of corrected marks
# In standard deviations of chance; an outlier is off by at least a whole mark as well.
OUTLYING = 2.0
A_MARK = 1.0
OTHERS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredApplication:
    """An application's band (0 is the highest), its score and standard error, and its flags.

    `marked` is the mean of its marks as they were given.
    """

    application: str
    band: int
    score: float
    error: float
    marked: float | None
    reviews: int
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlier:
    """A mark far from the one expected from the others' marks."""

    application: str
    reviewer: str
    mark: float
    expected: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The best application first. Scores, errors and cuts are in marks, to the hundredth.

    `alpha` is the reviewers' agreement, None if there is nothing to compare. `reliability` is the
    share of true variance in the scores, and `shared_error` the part of their standard errors that
    is common to all. `bands` are the cuts; a score within `tie_errors` of its error is tied there.
    """

    reviews: int
    mean: float
    shared_error: float
    alpha: float | None
    reliability: float | None
    bands: tuple[float, ...]
    tie_errors: float
    tie_margin: float
    applications: tuple[ScoredApplication, ...]
    reviewers: tuple[Strictness, ...]
    outliers: tuple[Outlier, ...]


def summarise(
    applications: Sequence[Application], reviews: Sequence[Review], rules: ReviewRules
) -> Summary:
    """The summary of every mentee among `applications`."""
    mentees = [application.id for application in applications if application.role is Role.MENTEE]
    given, calibration = marks(reviews), calibrate(mentees, reviews)
    marked, bands = by_application(given), of_scores(calibration, rules)
    effects = {reviewer.reviewer: reviewer.adds for reviewer in calibration.reviewers}
    corrected = {
        application: [mark.value - effects[mark.reviewer] for mark in theirs]
        for application, theirs in marked.items()
    }
    outliers = [
        _outlier(theirs, corrected[application], calibration.variances.chance)
        for application, theirs in marked.items()
        if len(theirs) > OTHERS
    ]
    ranked = sorted(calibration.scores, key=lambda score: (-score.calibrated, score.application))
    scores, edges = [], cuts(rules)
    for score in ranked:
        band, merits = bands[score.application], corrected.get(score.application, [0.0])
        flags = {
            UNREVIEWED: score.reviews == 0,
            THIN: 0 < score.reviews < rules.per_application,
            DISPUTED: round(100 * (max(merits) - min(merits))) >= APART,
            TIED: bool(calibration.reviewers) and band % 2 == 1,
        }
        scored = ScoredApplication(
            application=score.application,
            band=band,
            score=score.calibrated / 100,
            error=score.error / 100,
            marked=None if score.marked is None else score.marked / 100,
            reviews=score.reviews,
            flags=tuple(flag for flag, is_raised in flags.items() if is_raised),
        )
        scores.append(scored)
    return Summary(
        reviews=len(given),
        mean=calibration.mean / 100,
        shared_error=calibration.shared / 100,
        alpha=alpha([mark.value for mark in theirs] for theirs in marked.values()),
        reliability=_reliability(calibration),
        bands=tuple(cut / 100 for cut in edges.lowest),
        tie_errors=edges.errors,
        tie_margin=edges.margin / 100,
        applications=tuple(scores),
        reviewers=calibration.reviewers,
        outliers=tuple(filter(None, outliers)),
    )


def _outlier(given: Sequence[Mark], merits: Sequence[float], chance: float) -> Outlier | None:
    """The mark furthest from the one expected from the others, if it is far enough.

    `merits` are the marks without the reviewers' effects, `chance` the variance of chance.
    """
    offs = [merit - (fsum(merits) - merit) / (len(merits) - 1) for merit in merits]
    off, mark = max(zip(offs, given, strict=True), key=lambda found: abs(found[0]))
    if abs(off) <= max(A_MARK, OUTLYING * sqrt(chance * len(given) / (len(given) - 1))):
        return None
    return Outlier(
        application=mark.application,
        reviewer=mark.reviewer,
        mark=round(100 * mark.value) / 100,
        expected=round(100 * (mark.value - off)) / 100,
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
