"""The summary of an edition's reviews: as text, as Markdown, and for programs. Ids only."""

from dataclasses import asdict
from typing import Any

from mentoring.render.environment import Form, written
from mentoring.reviews.marks import RELIABLE, TENTATIVE
from mentoring.reviews.summary import Summary


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
    limits = {"reliable": RELIABLE, "tentative": TENTATIVE}
    return written("review-summary.j2", form, cohort=cohort, summary=summary, **limits)
