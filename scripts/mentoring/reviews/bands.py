"""Bands of motivation: the only information from reviews that matching uses.

A score whose standard error could carry it across a cut belongs to neither side. Such scores form a
separate tie band: with two cuts there are five bands, clearly above the first cut, near it, between
the cuts, near the second, and clearly below. Within a band, differences in score are ignored and
other criteria decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentoring.people.application import Application, Role
from mentoring.people.organisers import Review
from mentoring.programme.rules import ReviewRules
from mentoring.reviews.calibration import Calibration, calibrate


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


def cuts(rules: ReviewRules) -> Cuts:
    """The edition's cuts, highest first."""
    lowest = sorted((round(100 * cut) for cut in rules.bands), reverse=True)
    return Cuts(lowest=tuple(lowest), errors=rules.tie_errors, margin=round(100 * rules.tie_margin))


def bands(
    applications: Sequence[Application], reviews: Iterable[Review], rules: ReviewRules
) -> dict[str, int]:
    """The band of every mentee among `applications`; 0 is the highest.

    Without any reviews, everyone is in band 0. If only others were reviewed, a mentee gets the mean
    score, with the error of an unknown score.
    """
    mentees = [application.id for application in applications if application.role is Role.MENTEE]
    return of_scores(calibrate(mentees, reviews), rules)


def of_scores(calibration: Calibration, rules: ReviewRules) -> dict[str, int]:
    """The band of every calibrated application."""
    edges, reviewed = cuts(rules), bool(calibration.reviewers)
    return {
        score.application: edges.band(score.calibrated, score.error) if reviewed else 0
        for score in calibration.scores
    }
