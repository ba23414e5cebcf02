"""Bands of motivation, and a summary of an edition's reviews with what to check.

Bands are the only information from reviews that matching uses. A score whose standard error could
carry it across a cut belongs to neither side. Such scores form a separate tie band: with two cuts
there are five bands, clearly above the first cut, near it, between the cuts, near the second, and
clearly below. Within a band, differences in score are ignored and other criteria decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from mentoring.programme.rules import ReviewRules
from mentoring.reviews.calibration import Calibration, Strictness, calibration, raised
from mentoring.reviews.marks import Mark, alpha, by_application, marks
from mentoring.store.programme import Edition

APART = 200  # in hundredths of a mark, for the spread of corrected marks
# In standard deviations of chance; an outlier is off by at least a whole mark as well.
OUTLYING = 2.0
A_MARK = 1.0
OTHERS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Cuts:
    """The cuts between bands, highest first, in hundredths of a mark.

    A score ties with a cut within `errors` of its standard errors, and always within `margin`.
    """

    lowest: tuple[int, ...]
    errors: float
    margin: int

    def band(self, score: int, error: int) -> int:
        """The band of a score; 0 is the highest, odd numbers are ties."""
        tie = self.tied(score, error)
        if tie is not None:
            return 2 * self.lowest.index(tie) + 1
        return 2 * sum(score < cut for cut in self.lowest)

    def tied(self, score: int, error: int) -> int | None:
        """The nearest cut, if the score ties with it; otherwise None."""
        near = min(self.lowest, key=lambda cut: abs(score - cut), default=None)
        reach = self.reach(error)
        return near if near is not None and 0 < reach >= abs(score - near) else None

    def reach(self, error: int) -> int:
        """The distance from a cut within which a score with this error ties with it."""
        return max(self.margin, round(self.errors * error))


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


def cuts(rules: ReviewRules) -> Cuts:
    """The edition's cuts, highest first."""
    lowest = sorted((round(100 * cut) for cut in rules.bands), reverse=True)
    return Cuts(lowest=tuple(lowest), errors=rules.tie_errors, margin=round(100 * rules.tie_margin))


def bands(edition: Edition) -> dict[str, int]:
    """The band of every mentee; 0 is the highest.

    Without any reviews, everyone is in band 0. If only others were reviewed, a mentee gets the mean
    score, with the error of an unknown score.
    """
    return _bands(calibration(edition), cuts(edition.cohort.record.review))


def _bands(found: Calibration, edges: Cuts) -> dict[str, int]:
    return {
        score.application: edges.band(score.calibrated, score.error) if found.reviewers else 0
        for score in found.scores
    }


def summarise(edition: Edition) -> Summary:
    """The summary of the reviews of every mentee."""
    rules, found = edition.cohort.record.review, calibration(edition)
    given = marks(entry.record for entry in edition.reviews)
    marked, edges = by_application(given), cuts(rules)
    bands = _bands(found, edges)
    effects = {reviewer.reviewer: reviewer.adds for reviewer in found.reviewers}
    corrected = {
        application: [mark.value - effects[mark.reviewer] for mark in theirs]
        for application, theirs in marked.items()
    }
    outliers = (
        _outlier(theirs, corrected[application], found.variances.chance)
        for application, theirs in marked.items()
        if len(theirs) > OTHERS
    )
    scores = []
    for score in sorted(found.scores, key=lambda score: (-score.calibrated, score.application)):
        band, merits = bands[score.application], corrected.get(score.application, [0.0])
        flags = raised(
            unreviewed=score.reviews == 0,
            thin=0 < score.reviews < rules.per_application,
            disputed=round(100 * (max(merits) - min(merits))) >= APART,
            tied=band % 2 == 1,
        )
        scored = ScoredApplication(
            application=score.application,
            band=band,
            score=score.calibrated / 100,
            error=score.error / 100,
            marked=None if score.marked is None else score.marked / 100,
            reviews=score.reviews,
            flags=flags,
        )
        scores.append(scored)
    return Summary(
        reviews=len(given),
        mean=found.mean / 100,
        shared_error=found.shared / 100,
        alpha=alpha([mark.value for mark in theirs] for theirs in marked.values()),
        reliability=_reliability(found),
        bands=tuple(cut / 100 for cut in edges.lowest),
        tie_errors=edges.errors,
        tie_margin=edges.margin / 100,
        applications=tuple(scores),
        reviewers=found.reviewers,
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


def _reliability(found: Calibration) -> float | None:
    """The variance of applicants divided by the sum of it and the mean squared relative error.

    An error common to all scores does not change the differences between them.
    """
    errors = [(score.error / 100) ** 2 for score in found.scores if score.reviews]
    if not errors:
        return None
    apart = max(0.0, sum(errors) / len(errors) - (found.shared / 100) ** 2)
    return found.variances.applicants / (found.variances.applicants + apart)
