"""The robustness of a choice of pairs to the uncertainty of reviews and weights."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.explain.robustness import Uncertainty, outcomes, resamples, robustness
from mentoring.matching.solve import solve
from mentoring.operations.replacing.queue import standing
from mentoring.operations.snapshot import sealing
from mentoring.reviews.bands import cuts
from mentoring.reviews.calibration import calibrate
from mentoring.scoring.fit import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from mentoring.matching.explain.robustness import Outcome, Robustness
    from mentoring.matching.instance.instance import Pair
    from mentoring.operations.snapshot import Snapshot
    from mentoring.scoring.fit import Progress
    from mentoring.store.edition import Edition
    from mentoring.store.programme import Programme

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
        return _share(self.found.selected.get(mentee, 0), self.found.cases)

    def made(self, pair: Pair) -> Fraction:
        """The share of cases (0 to 1) in which a pair is made."""
        return _share(self.found.made.get(pair, 0), self.found.cases)


def _share(times: int, cases: int) -> Fraction:
    return Fraction(times, max(cases, 1))


def firmness(
    programme: Programme, cohort: str, *, times: int, seed: int, progress: Progress = silent
) -> Firmness:
    """The robustness of the announced pairs or, before that, of the best pairs of today's data.

    `progress` is told of each case when done. Raises InfeasibleError if no outcome is possible.
    """
    edition = programme.sound(cohort)
    found = sealing(edition)
    pairs = tuple(standing(edition)) if edition.announced else solve(found.instance).pairs
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
        found=robustness(_counted(outcomes(cases), progress)),
    )


def uncertainty(edition: Edition, found: Snapshot) -> Uncertainty:
    """The uncertain inputs: scores within their standard error, and weights within a fifth.

    Without any review there are no scores, and the bands do not vary.
    """
    mentees = [mentee.id for mentee in edition.mentees]
    calibration = calibrate(mentees, [entry.record for entry in edition.reviews])
    scores = calibration.scores if calibration.reviewers else ()
    return Uncertainty(
        scores={score.application: (score.calibrated, score.error) for score in scores},
        band=cuts(edition.cohort.record.review).band,
        points=_points(found),
        weights=found.fits.scale.weights,
    )


def _points(found: Snapshot) -> NDArray[np.integer]:
    """Each criterion's points, with people in the order of the instance."""
    fits, instance = found.fits, found.instance
    rows = {one.id: place for place, one in enumerate(fits.mentees)}
    columns = {one.id: place for place, one in enumerate(fits.mentors)}
    places = np.ix_(
        range(len(fits.scale.criteria)),
        [rows[mentee.id] for mentee in instance.mentees],
        [columns[mentor.id] for mentor in instance.mentors],
    )
    return fits.parts()[places]


def _counted(found: Iterable[Outcome], progress: Progress) -> Iterator[Outcome]:
    for one in found:
        progress(1)
        yield one
