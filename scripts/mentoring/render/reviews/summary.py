"""The summary of an edition's reviews: as text, as Markdown, and for programs. Ids only."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from mentoring.render.columns import columns
from mentoring.render.markdown import table, with_ids
from mentoring.render.phrases import band, many
from mentoring.reviews import calibration
from mentoring.reviews import summary as reviews
from mentoring.reviews.bands import Cuts
from mentoring.reviews.marks import RELIABLE, TENTATIVE
from mentoring.reviews.summary import Outlier, Summary

Rows = list[tuple[str, ...]]
APPLICATIONS = ("application", "band", "score", "error", "marked", "reviews", "look at")
REVIEWERS = ("reviewer", "reviews", "adds", "look at")
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

    def aligned(heading: Sequence[str], rows: Rows) -> str:
        return "\n".join(columns([heading, *rows], indent=0))

    parts = [
        "\n".join(_headline(cohort, summary)),
        aligned(APPLICATIONS, _applications(summary)),
        aligned(REVIEWERS, _reviewers(summary)) if summary.reviewers else "",
        "\n".join(map(_outlier, summary.outliers)),
        _legend(summary, "  {}: {}"),
    ]
    return "\n\n".join(part for part in parts if part)


def as_markdown(cohort: str, summary: Summary) -> str:
    """The summary for a pull request."""

    def grid(heading: Sequence[str], rows: Rows) -> str:
        return table(heading, (with_ids(row, 1) for row in rows), listed=len(rows))

    parts = ["## Reviews", *_headline(cohort, summary)]
    parts += ["### Applications", grid(APPLICATIONS, _applications(summary))]
    if summary.reviewers:
        parts += ["### Reviewers", grid(REVIEWERS, _reviewers(summary))]
    if summary.outliers:
        listed = (f"- {_outlier(outlier)}" for outlier in summary.outliers)
        parts += ["### Outliers", "\n".join(listed)]
    parts.append(_legend(summary, "- **{}**: {}"))
    return "\n\n".join(part for part in parts if part) + "\n"


def _headline(cohort: str, summary: Summary) -> Iterator[str]:
    given = many(summary.reviews, "review")
    over = many(len(summary.applications), "application")
    yield f"Edition {cohort}: {given} of {over}; {summary.asked} asked for each."
    if summary.alpha is None:
        yield "Agreement is unknown: no application has two reviews, or all marks are equal."
    else:
        meaning = next(text for limit, text in AGREEMENT if summary.alpha >= limit)
        yield f"Agreement (Krippendorff's alpha) {summary.alpha:.2f}: {meaning}."
    if summary.reliability is None:
        yield "There are no reviews: everyone is in one band."
    else:
        meaning = next(text for limit, text in RELIABILITY if summary.reliability >= limit)
        share = f"{summary.reliability:.0%} of the spread of scores"
        yield f"{share} is due to the applicants themselves: {meaning}."
    if summary.reviews:
        yield (
            f"All scores may be too high or too low together by ±{hundredths(summary.shared)}, "
            "which the errors include. It does not change the order of the applicants."
        )
    yield bands(summary.cuts)


def bands(cuts: Cuts) -> str:
    """The scores of each band."""
    edges = [hundredths(cut) for cut in cuts.lowest]
    if not edges:
        return "All scores are in one band."
    names = [f"A clearly above {edges[0]}"]
    for number, edge in enumerate(edges):
        below = f"between {edge} and {edges[number + 1]}" if edge != edges[-1] else f"below {edge}"
        names += [
            f"{band(2 * number + 1)} too near {edge} to tell",
            f"{band(2 * number + 2)} {below}",
        ]
    near = f"within {cuts.errors:g} × its own error, or {hundredths(cuts.margin)}"
    return f"Bands: {', '.join(names)}. Too near is {near}."


def hundredths(value: int | None) -> str:
    """A mark with two decimals."""
    return "-" if value is None else f"{value / 100:.2f}"


def _applications(summary: Summary) -> Rows:
    return [
        (
            entry.score.application,
            band(entry.band),
            hundredths(entry.score.calibrated),
            f"±{hundredths(entry.score.error)}",
            hundredths(entry.score.marked),
            str(entry.score.reviews),
            ", ".join(entry.flags),
        )
        for entry in summary.applications
    ]


def _reviewers(summary: Summary) -> Rows:
    return [
        (
            reviewer.reviewer,
            str(reviewer.reviews),
            f"{reviewer.effect / 100:+.2f}",
            ", ".join(reviewer.flags),
        )
        for reviewer in summary.reviewers
    ]


def _outlier(outlier: Outlier) -> str:
    mark, expected = hundredths(outlier.mark), hundredths(outlier.expected)
    pair = f"{outlier.reviewer} gave {outlier.application} {mark}"
    return f"{pair}; the other marks make {expected} likely."


def _legend(summary: Summary, line: str) -> str:
    found = {flag for entry in summary.applications for flag in entry.flags}
    found |= {flag for reviewer in summary.reviewers for flag in reviewer.flags}
    return "\n".join(line.format(flag, text) for flag, text in FLAGS.items() if flag in found)
