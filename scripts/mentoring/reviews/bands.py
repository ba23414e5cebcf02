"""Bands of motivation: the only information from reviews that matching uses.

A score whose standard error could carry it across a cut belongs to neither side. Such scores form a
tie band of their own: two cuts make five bands, clearly above the first cut, near it, between the
cuts, near the second, and clearly below. Within a band, other criteria decide.
"""

from dataclasses import dataclass

from mentoring.programme.rules import ReviewRules
from mentoring.reviews.calibration import Calibration, calibrated
from mentoring.store.programme import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Cuts:
    """Cuts in hundredths, highest first. A score ties within `errors` × its error or `margin`."""

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


def cuts(rules: ReviewRules) -> Cuts:
    """The edition's cuts, highest first."""
    lowest = sorted((round(100 * cut) for cut in rules.bands), reverse=True)
    return Cuts(lowest=tuple(lowest), errors=rules.tie_errors, margin=round(100 * rules.tie_margin))


def bands(edition: Edition) -> dict[str, int]:
    """The band of every mentee; 0 is the highest."""
    calibration, limits = calibrated(edition), cuts(edition.cohort.record.review)
    return {mentee: band_of(calibration, limits, mentee) for mentee in calibration.scores}


def band_of(calibration: Calibration, limits: Cuts, application: str) -> int:
    """The band of a calibrated application; without any reviews, everyone is in band 0."""
    return limits.band(*calibration.scores[application]) if calibration.marks else 0
