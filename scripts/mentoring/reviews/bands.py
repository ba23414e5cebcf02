"""Bands of motivation: what matching needs to know of the reviews, and no more.

A score so near a cut that its own error could carry it over belongs to neither side. Such scores
form a tie band of their own between the two: with two cuts there are five bands, clearly above the
first cut, near it, between the cuts, near the second, and clearly below. Inside a band a difference
is no difference, and what else distinguishes the applicants decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentoring.people.application import Application, Role
from mentoring.people.review import Review
from mentoring.programme.rules import ReviewRules
from mentoring.reviews.calibration import Calibration, calibrate


@dataclass(frozen=True, kw_only=True, slots=True)
class Cuts:
    """The cuts between bands, highest first, in hundredths of a mark.

    A score ties with a cut within `errors` of its own standard errors, and within `margin` anyway.
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
        """The nearest cut, if the score is too near to it to tell the sides apart."""
        near = min(self.lowest, key=lambda cut: abs(score - cut), default=None)
        reach = self.reach(error)
        return near if near is not None and 0 < reach >= abs(score - near) else None

    def reach(self, error: int) -> int:
        """How far from a cut a score with such an error ties with it."""
        return max(self.margin, round(self.errors * error))


def cuts(rules: ReviewRules) -> Cuts:
    """The edition's cuts, highest first."""
    lowest = sorted((round(100 * cut) for cut in rules.bands), reverse=True)
    return Cuts(lowest=tuple(lowest), errors=rules.tie_errors, margin=round(100 * rules.tie_margin))


def bands(
    applications: Sequence[Application], reviews: Iterable[Review], rules: ReviewRules
) -> dict[str, int]:
    """The band of every mentee among `applications`; 0 is the highest.

    Without any review everyone is in band 0. A mentee whom nobody reviewed while others were is
    taken at the mean, with the error of a score that nobody knows.
    """
    mentees = sorted(
        application.id for application in applications if application.role is Role.MENTEE
    )
    return of_scores(calibrate(mentees, reviews), rules)


def of_scores(calibration: Calibration, rules: ReviewRules) -> dict[str, int]:
    """The band of every application that was calibrated."""
    if not calibration.reviewers:
        return {score.application: 0 for score in calibration.scores}
    edges = cuts(rules)
    return {
        score.application: edges.band(score.calibrated, score.error) for score in calibration.scores
    }
