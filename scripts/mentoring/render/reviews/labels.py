"""The texts of a summary of reviews."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.render.phrases import band
from mentoring.reviews import flags
from mentoring.reviews.agreement import RELIABLE, TENTATIVE
from mentoring.reviews.bands import Cuts
from mentoring.reviews.summary import Summary

FLAGS = {
    flags.UNREVIEWED: "nobody reviewed it: it stands at the mean",
    flags.THIN: "fewer reviews than asked for",
    flags.DISPUTED: "the marks are two or more apart, strictness taken off",
    flags.TIED: "within its own error of a cut: in the tie band there",
    flags.CONSTANT: "always the same mark, which tells applications from nobody else's",
    flags.STRICT: "half a mark or more below what others would give",
    flags.LENIENT: "half a mark or more above what others would give",
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


def hundredths(value: int | None) -> str:
    """A mark with two decimals."""
    return "-" if value is None else f"{value / 100:.2f}"


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


def signed(value: int) -> str:
    """A strictness with its sign."""
    return f"{value / 100:+.2f}"


def agreement(alpha: float | None) -> str:
    """The interpretation of Krippendorff's alpha."""
    if alpha is None:
        return "Agreement cannot be told: no application has two reviews, or all marks are equal."
    meaning = next(words for limit, words in AGREEMENT if alpha >= limit)
    return f"Agreement (Krippendorff's alpha) {alpha:.2f}: {meaning}."


def trust(summary: Summary) -> str:
    """The share of the differences between scores that is due to the applicants."""
    if summary.reliability is None:
        return "There are no reviews: everybody is in one band."
    share = f"{summary.reliability:.0%} of the spread of scores is the applicants' own"
    meaning = next(words for limit, words in RELIABILITY if summary.reliability >= limit)
    return f"{share}: {meaning}."


def together(summary: Summary) -> Iterator[str]:
    """The error common to all scores, if there are scores."""
    if summary.reviews:
        yield (
            f"All scores may be off together by ±{hundredths(summary.shared)}, which is in the "
            "errors: it changes no place among the applicants."
        )
