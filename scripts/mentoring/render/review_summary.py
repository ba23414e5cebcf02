"""The summary of an edition's reviews: as text, as Markdown, and for programs. Ids only."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from mentoring.render.environment import Form, written
from mentoring.reviews import calibration
from mentoring.reviews import summary as reviews
from mentoring.reviews.marks import RELIABLE, TENTATIVE
from mentoring.reviews.summary import Summary

FLAGS = {
    reviews.UNREVIEWED: "no reviews: its score is the mean",
    reviews.THIN: "fewer reviews than asked for",
    reviews.DISPUTED: "the corrected marks are two or more apart",
    reviews.TIED: "within its own error of a cut, so it is in the tie band there",
    calibration.CONSTANT: "always the same mark, which tells no application from another",
    calibration.STRICT: "half a mark or more below what others would give",
    calibration.LENIENT: "half a mark or more above what others would give",
}
# The text above each limit, the highest first; agreement uses Krippendorff's limits.
AGREEMENT = (
    (RELIABLE, "reviewers agree reliably"),
    (TENTATIVE, "reviewers agree enough for tentative conclusions"),
    (0.05, "reviewers agree little: read scores together with their errors"),
    (float("-inf"), "reviewers agree no better than chance"),
)
RELIABILITY = (
    (0.8, "bands can be relied on"),
    (0.6, "bands are fair, single places within them are not"),
    (0.0, "bands are rough; more reviews would help"),
)


def as_json(cohort: str, summary: Summary) -> dict[str, Any]:
    """Scores in marks; `error` is a standard error, `adds` a reviewer's effect on a mark.

    `shared_error` is the part of the standard errors that is common to all scores.
    """
    return {
        "cohort": cohort,
        "reviews": summary.reviews,
        "mean": summary.mean / 100,
        "shared_error": summary.shared / 100,
        "alpha": None if summary.alpha is None else round(summary.alpha, 3),
        "reliability": None if summary.reliability is None else round(summary.reliability, 3),
        "bands": [cut / 100 for cut in summary.cuts.lowest],
        "tie_errors": summary.cuts.errors,
        "tie_margin": summary.cuts.margin / 100,
        "applications": [
            {
                "application": entry.score.application,
                "band": entry.band,
                "score": entry.score.calibrated / 100,
                "error": entry.score.error / 100,
                "marked": None if entry.score.marked is None else entry.score.marked / 100,
                "reviews": entry.score.reviews,
                "flags": list(entry.flags),
            }
            for entry in summary.applications
        ],
        "reviewers": [
            {
                "reviewer": reviewer.reviewer,
                "reviews": reviewer.reviews,
                "adds": reviewer.effect / 100,
                "flags": list(reviewer.flags),
            }
            for reviewer in summary.reviewers
        ],
        "outliers": [
            {**asdict(outlier), "mark": outlier.mark / 100, "expected": outlier.expected / 100}
            for outlier in summary.outliers
        ],
    }


def as_text(cohort: str, summary: Summary) -> str:
    """The results and their reliability, then tables of applications and of reviewers."""
    return _written(cohort, summary, "terminal")


def as_markdown(cohort: str, summary: Summary) -> str:
    """The summary for a pull request."""
    return _written(cohort, summary, "markdown")


def _written(cohort: str, summary: Summary, form: Form) -> str:
    def meaning(limits: Sequence[tuple[float, str]], value: float) -> str:
        return next(text for limit, text in limits if value >= limit)

    found = {flag for row in summary.applications for flag in row.flags}
    found |= {flag for row in summary.reviewers for flag in row.flags}
    return written(
        "review-summary.j2",
        form,
        cohort=cohort,
        summary=summary,
        agreement=summary.alpha is not None and meaning(AGREEMENT, summary.alpha),
        reliability=summary.reliability is not None and meaning(RELIABILITY, summary.reliability),
        flags=[(flag, text) for flag, text in FLAGS.items() if flag in found],
    )
