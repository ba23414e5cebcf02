"""The robustness of a choice of pairs to the uncertainty of reviews and weights."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mentoring.matching.explain.robustness import (
    Robustness,
    Uncertainty,
    outcomes,
    resamples,
    robustness,
)
from mentoring.matching.instance.instance import Pair
from mentoring.matching.solve import solve
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import current_pairs
from mentoring.reviews.bands import cuts
from mentoring.reviews.calibration import calibrate
from mentoring.scoring.fit import Progress, silent
from mentoring.store.programme import Edition, Programme

RESAMPLES, SEED = 1000, 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Firmness:
    """A choice of pairs, and how often resampled cases (drawn with `seed`) choose the same.

    `announced` says that pairs are announced already; the cases still choose all pairs anew.
    """

    cohort: str
    seed: int
    announced: bool
    pairs: tuple[Pair, ...]
    found: Robustness

    def selected(self, mentee: str) -> Fraction:
        """The share of cases (0 to 1) in which a mentee is selected."""
        return Fraction(self.found.selected.get(mentee, 0), max(self.found.cases, 1))

    def made(self, pair: Pair) -> Fraction:
        """The share of cases (0 to 1) in which a pair is made."""
        return Fraction(self.found.made.get(pair, 0), max(self.found.cases, 1))


def firmness(
    programme: Programme, cohort: str, *, times: int, seed: int, progress: Progress = silent
) -> Firmness:
    """The robustness of the announced pairs or, before that, of the best pairs of today's data.

    `progress` is told of each case when done. Raises InfeasibleError if no outcome is possible.
    """
    edition = programme.sound(cohort)
    found = sealing(edition)
    pairs = tuple(current_pairs(edition)) if edition.announced else solve(found.instance).pairs
    return firmness_of(edition, found, pairs, times=times, seed=seed, progress=progress)


def firmness_of(
    edition: Edition,
    found: Snapshot,
    pairs: Iterable[Pair],
    *,
    times: int,
    seed: int,
    progress: Progress = silent,
) -> Firmness:
    """The robustness of these pairs, measured by the best pairs in resampled cases."""
    cases = resamples(found.instance, uncertainty(edition, found), seed, times)
    return Firmness(
        cohort=edition.name,
        seed=seed,
        announced=edition.announced,
        pairs=tuple(pairs),
        found=robustness(outcomes(cases, progress)),
    )


def uncertainty(edition: Edition, found: Snapshot) -> Uncertainty:
    """The uncertain inputs: scores within their standard error, and weights within a fifth.

    Without any review there are no scores, and the bands do not vary.
    """
    applied = [mentee.id for mentee in edition.mentees]
    calibration = calibrate(applied, [entry.record for entry in edition.reviews])
    scores = calibration.scores if calibration.reviewers else ()
    fits, rows, columns = found.fits, found.instance.rows, found.instance.columns
    by_row = np.argsort([rows[mentee.id] for mentee in fits.mentees])
    by_column = np.argsort([columns[mentor.id] for mentor in fits.mentors])
    return Uncertainty(
        scores={score.application: (score.calibrated, score.error) for score in scores},
        band=cuts(edition.cohort.record.review).band,
        points=fits.parts()[:, by_row][:, :, by_column],
        weights=fits.scale.weights,
    )
