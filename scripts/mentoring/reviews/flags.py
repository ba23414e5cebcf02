"""Flags for scores that an organiser should check: few reviews, disputes, outliers, and so on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum, sqrt

from mentoring.reviews.calibration import Calibration, Score, Strictness
from mentoring.reviews.marks import Mark, Marks, by_application

UNREVIEWED = "unreviewed"
THIN = "thin"
DISPUTED = "disputed"
TIED = "tied"
CONSTANT = "constant"
STRICT = "strict"
LENIENT = "lenient"

# Thresholds in hundredths of a mark, for the spread of corrected marks and for strictness.
APART = 200
HALF_A_MARK = 50
# In standard deviations of chance; an outlier is off by at least a whole mark as well.
OUTLYING = 2.0
A_MARK = 1.0
OTHERS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlier:
    """A mark far from the one expected from the others' marks, in hundredths."""

    application: str
    reviewer: str
    mark: int
    expected: int


def of_score(score: Score, asked: int, spread: int, *, tied: bool) -> Iterator[str]:
    """The flags of an application; `spread` is the range of its corrected marks, in hundredths."""
    if score.reviews == 0:
        yield UNREVIEWED
    elif score.reviews < asked:
        yield THIN
    if spread >= APART:
        yield DISPUTED
    if tied:
        yield TIED


def of_reviewer(reviewer: Strictness) -> Iterator[str]:
    """The flags of a reviewer."""
    if reviewer.constant:
        yield CONSTANT
    if abs(reviewer.effect) >= HALF_A_MARK:
        yield STRICT if reviewer.effect < 0 else LENIENT


def spreads(given: Marks, calibration: Calibration) -> dict[str, int]:
    """The range of the corrected marks of each application, in hundredths."""
    effects = _effects(calibration)
    corrected = {
        one: [mark.value - effects[mark.reviewer] for mark in theirs]
        for one, theirs in by_application(given).items()
    }
    return {one: round(100 * (max(values) - min(values))) for one, values in corrected.items()}


def outliers(given: Marks, calibration: Calibration) -> tuple[Outlier, ...]:
    """For each application the one mark, if any, that contradicts two or more others."""
    marks = by_application(given).values()
    found = (_outlier(theirs, calibration) for theirs in marks if len(theirs) > OTHERS)
    return tuple(one for one in found if one)


def _outlier(marks: list[Mark], calibration: Calibration) -> Outlier | None:
    """The mark furthest from the one expected from the others, if it is far enough."""
    effects = _effects(calibration)
    merits = [mark.value - effects[mark.reviewer] for mark in marks]
    offs = [merit - (fsum(merits) - merit) / (len(merits) - 1) for merit in merits]
    off, mark = max(zip(offs, marks, strict=True), key=lambda found: abs(found[0]))
    chance = sqrt(calibration.variances.chance * len(marks) / (len(marks) - 1))
    if abs(off) <= max(A_MARK, OUTLYING * chance):
        return None
    return Outlier(
        application=mark.application,
        reviewer=mark.reviewer,
        mark=round(100 * mark.value),
        expected=round(100 * (mark.value - off)),
    )


def _effects(calibration: Calibration) -> dict[str, float]:
    return {reviewer.reviewer: reviewer.effect / 100 for reviewer in calibration.reviewers}
