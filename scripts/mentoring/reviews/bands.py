"""Bands of motivation: what matching needs to know of the reviews, and no more.

A score within the tie margin below a cut belongs to the band above it: such a difference is no
difference, and what else distinguishes the applicants decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.people.application import Role
from mentoring.reviews.calibration import calibrate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mentoring.people.application import Application
    from mentoring.people.review import Review
    from mentoring.programme.rules import ReviewRules
    from mentoring.reviews.calibration import Calibration


@dataclass(frozen=True, kw_only=True, slots=True)
class Cuts:
    """The lowest score of each band but the last, highest first, and the margin below a cut.

    Everything is in hundredths of a mark.
    """

    lowest: tuple[int, ...]
    margin: int

    def band(self, score: int) -> int:
        """The band of a score; 0 is the highest."""
        return sum(score < cut - self.margin for cut in self.lowest)

    def tied(self, score: int) -> int | None:
        """The cut whose tie band the score is in, if any: within the margin on either side."""
        near = (cut for cut in self.lowest if abs(score - cut) <= self.margin)
        return next(near, None)


def cuts(rules: ReviewRules) -> Cuts:
    """The edition's cuts, highest first."""
    lowest = sorted((round(100 * cut) for cut in rules.bands), reverse=True)
    return Cuts(lowest=tuple(lowest), margin=round(100 * rules.tie_margin))


def bands(
    applications: Sequence[Application], reviews: Iterable[Review], rules: ReviewRules
) -> dict[str, int]:
    """The band of every mentee among `applications`; 0 is the highest.

    Without any review everyone is in band 0. A mentee whom nobody reviewed while others were is
    taken at the mean.
    """
    mentees = sorted(one.id for one in applications if one.role is Role.MENTEE)
    return of_scores(calibrate(mentees, reviews), rules)


def of_scores(calibration: Calibration, rules: ReviewRules) -> dict[str, int]:
    """The band of every application that was calibrated."""
    if not calibration.reviewers:
        return {score.application: 0 for score in calibration.scores}
    edges = cuts(rules)
    return {score.application: edges.band(score.calibrated) for score in calibration.scores}
