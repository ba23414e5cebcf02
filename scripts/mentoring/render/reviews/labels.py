"""The words for what a summary of reviews finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.reviews import flags
from mentoring.reviews.agreement import RELIABLE, TENTATIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.reviews.summary import Summary

FLAGS = {
    flags.UNREVIEWED: "nobody reviewed it: it stands at the mean",
    flags.THIN: "fewer reviews than asked for",
    flags.DISPUTED: "the marks are two or more apart, strictness taken off",
    flags.TIED: "within the tie margin of a band's edge: other things decide",
    flags.CONSTANT: "always the same mark, which tells applications from nobody else's",
    flags.STRICT: "half a mark or more below what others would give",
    flags.LENIENT: "half a mark or more above what others would give",
}
# What is said above each limit, the highest first; agreement by Krippendorff's own limits.
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


def signed(value: int) -> str:
    """A strictness with its sign."""
    return f"{value / 100:+.2f}"


def agreement(alpha: float | None) -> str:
    """What Krippendorff's alpha says."""
    if alpha is None:
        return "Agreement cannot be told: no application has two reviews, or all marks are equal."
    meaning = next(words for limit, words in AGREEMENT if alpha >= limit)
    return f"Agreement (Krippendorff's alpha) {alpha:.2f}: {meaning}."


def trust(summary: Summary) -> str:
    """How much of the differences between scores is differences between applicants."""
    if summary.reliability is None:
        return "There are no reviews: everybody is in one band."
    share = f"{summary.reliability:.0%} of the spread of scores is the applicants' own"
    meaning = next(words for limit, words in RELIABILITY if summary.reliability >= limit)
    return f"{share}: {meaning}."


def together(summary: Summary) -> Iterator[str]:
    """How far all scores may be off together, where there are scores."""
    if summary.reviews:
        yield (
            f"All scores may be off together by ±{hundredths(summary.shared)}, which is in the "
            "errors: it changes no place among the applicants."
        )
