"""The summary of an edition's reviews: as text, as Markdown, and for programs. Ids only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from mentoring.render.columns import columns
from mentoring.render.markdown import table, with_ids
from mentoring.render.phrases import band, many
from mentoring.render.reviews import labels
from mentoring.reviews.flags import Outlier
from mentoring.reviews.summary import ApplicationScores, Reviewer, Summary

Rows = list[tuple[str, ...]]
STANDINGS = ("application", "band", "score", "error", "marked", "reviews", "look at")
REVIEWERS = ("reviewer", "reviews", "adds", "look at")


def as_json(cohort: str, summary: Summary) -> dict[str, Any]:
    """Scores in marks; `error` is a standard error, `adds` a reviewer's effect on a mark.

    `shared_error` is the part of the standard errors that is common to all scores.
    """
    return {
        "cohort": cohort,
        "reviews": summary.reviews,
        "mean": summary.mean / 100,
        "shared_error": summary.shared / 100,
        "alpha": _rounded(summary.alpha),
        "reliability": _rounded(summary.reliability),
        "bands": [cut / 100 for cut in summary.cuts.lowest],
        "tie_errors": summary.cuts.errors,
        "tie_margin": summary.cuts.margin / 100,
        "applications": [_application(standing) for standing in summary.standings],
        "reviewers": [
            {
                "reviewer": reviewer.strictness.reviewer,
                "reviews": reviewer.strictness.reviews,
                "adds": reviewer.strictness.effect / 100,
                "flags": list(reviewer.flags),
            }
            for reviewer in summary.reviewers
        ],
        "outliers": [
            {**asdict(outlier), "mark": outlier.mark / 100, "expected": outlier.expected / 100}
            for outlier in summary.outliers
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _application(one: ApplicationScores) -> dict[str, Any]:
    return {
        "application": one.score.application,
        "band": one.band,
        "score": one.score.calibrated / 100,
        "error": one.score.error / 100,
        "marked": None if one.score.marked is None else one.score.marked / 100,
        "reviews": one.score.reviews,
        "flags": list(one.flags),
    }


def as_text(cohort: str, summary: Summary) -> str:
    """The results and their reliability, then tables of applications and of reviewers."""
    parts = [
        "\n".join(_headline(cohort, summary)),
        _aligned(STANDINGS, _standings(summary.standings)),
    ]
    if summary.reviewers:
        parts.append(_aligned(REVIEWERS, _reviewers(summary.reviewers)))
    parts += ["\n".join(map(_outlier, summary.outliers)), _legend(summary, "  {}: {}")]
    return "\n\n".join(part for part in parts if part)


def as_markdown(cohort: str, summary: Summary) -> str:
    """The summary for a pull request."""
    parts = ["## Reviews", *_headline(cohort, summary)]
    parts += ["### Applications", _grid(STANDINGS, _standings(summary.standings))]
    if summary.reviewers:
        parts += ["### Reviewers", _grid(REVIEWERS, _reviewers(summary.reviewers))]
    if summary.outliers:
        parts += [
            "### Outliers",
            "\n".join(f"- {_outlier(outlier)}" for outlier in summary.outliers),
        ]
    parts.append(_legend(summary, "- **{}**: {}"))
    return "\n\n".join(part for part in parts if part) + "\n"


def _headline(cohort: str, summary: Summary) -> tuple[str, ...]:
    reviews = many(summary.reviews, "review")
    over = many(len(summary.standings), "application")
    return (
        f"Edition {cohort}: {reviews} of {over}; {summary.asked} asked for each.",
        labels.agreement(summary.alpha),
        labels.trust(summary),
        *labels.together(summary),
        labels.bands(summary.cuts),
    )


def _standings(standings: Iterable[ApplicationScores]) -> Rows:
    return [
        (
            standing.score.application,
            band(standing.band),
            labels.hundredths(standing.score.calibrated),
            f"±{labels.hundredths(standing.score.error)}",
            labels.hundredths(standing.score.marked),
            str(standing.score.reviews),
            ", ".join(standing.flags),
        )
        for standing in standings
    ]


def _reviewers(reviewers: Iterable[Reviewer]) -> Rows:
    return [
        (
            reviewer.strictness.reviewer,
            str(reviewer.strictness.reviews),
            labels.signed(reviewer.strictness.effect),
            ", ".join(reviewer.flags),
        )
        for reviewer in reviewers
    ]


def _outlier(one: Outlier) -> str:
    mark, expected = labels.hundredths(one.mark), labels.hundredths(one.expected)
    return f"{one.reviewer} gave {one.application} {mark}; the others make {expected} likely."


def _legend(summary: Summary, line: str) -> str:
    found = {flag for standing in summary.standings for flag in standing.flags}
    found |= {flag for reviewer in summary.reviewers for flag in reviewer.flags}
    return "\n".join(
        line.format(flag, labels.FLAGS[flag]) for flag in labels.FLAGS if flag in found
    )


def _aligned(heading: Sequence[str], rows: Rows) -> str:
    return "\n".join(columns([heading, *rows], indent=0))


def _grid(heading: Sequence[str], rows: Rows) -> str:
    return table(heading, (with_ids(row, 1) for row in rows), listed=len(rows))
