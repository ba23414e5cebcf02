"""The robustness of a choice of pairs to the uncertainty of reviews and weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mentoring.matching.explain.robustness import Outcome, Uncertainty, outcomes, resamples
from mentoring.matching.instance.instance import Pair
from mentoring.matching.solve import solve
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import current_pairs
from mentoring.reviews.bands import cuts
from mentoring.reviews.calibration import calibrate
from mentoring.scoring.fit import Progress, silent
from mentoring.store.programme import Edition, Programme

RESAMPLES, SEED = 1000, 1
EDGE = (Fraction(1, 10), Fraction(9, 10))
"""Mentees whose share of selections lies within these limits are on the edge."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Robustness:
    """A choice of pairs, and how often resampled cases (drawn with `seed`) choose the same.

    `announced` says that pairs are announced already; the cases still choose all pairs anew. In
    `impossible` of the `cases` no outcome kept every bound. `times_selected` and `times_made` count
    the cases that select a mentee and make a pair.
    """

    cohort: str
    seed: int
    announced: bool
    pairs: tuple[Pair, ...]
    cases: int
    impossible: int
    times_selected: Mapping[str, int]
    times_made: Mapping[Pair, int]

    @classmethod
    def of(
        cls, edition: Edition, pairs: Iterable[Pair], found: Iterable[Outcome], seed: int
    ) -> Robustness:
        """Count how often the mentees and pairs of an edition occur in many outcomes."""
        cases = list(found)
        made = Counter(pair for outcome in cases for pair in outcome or ())
        selected = Counter(mentee for mentee, _ in made.elements())
        return cls(
            cohort=edition.name,
            seed=seed,
            announced=edition.announced,
            pairs=tuple(pairs),
            cases=len(cases),
            impossible=cases.count(None),
            times_selected=dict(sorted(selected.items())),
            times_made=dict(sorted(made.items())),
        )

    def selected(self, mentee: str) -> Fraction:
        """The share of cases (0 to 1) in which a mentee is selected."""
        return Fraction(self.times_selected.get(mentee, 0), max(self.cases, 1))

    def made(self, pair: Pair) -> Fraction:
        """The share of cases (0 to 1) in which a pair is made."""
        return Fraction(self.times_made.get(pair, 0), max(self.cases, 1))

    @property
    def on_edge(self) -> list[str]:
        """The mentees whose selection depends on chance, the most often selected first."""
        edge = (who for who in self.times_selected if EDGE[0] <= self.selected(who) <= EDGE[1])
        return sorted(edge, key=lambda mentee: (-self.selected(mentee), mentee))

    @property
    def stays(self) -> list[tuple[Pair, Fraction]]:
        """The chosen pairs and the share of cases that make them, the least stable first."""
        shares = ((pair, self.made(pair)) for pair in self.pairs)
        return sorted(shares, key=lambda stay: (stay[1], stay[0]))


def robustness(
    programme: Programme, cohort: str, *, times: int, seed: int, progress: Progress = silent
) -> Robustness:
    """The robustness of the announced pairs or, before that, of the best pairs of today's data.

    `progress` is told of each case when done. Raises InfeasibleError if no outcome is possible.
    """
    edition = programme.sound(cohort)
    found = sealing(edition)
    pairs = tuple(current_pairs(edition)) if edition.announced else solve(found.instance).pairs
    return robustness_of(edition, found, pairs, times=times, seed=seed, progress=progress)


def robustness_of(
    edition: Edition,
    found: Snapshot,
    pairs: Iterable[Pair],
    *,
    times: int,
    seed: int = SEED,
    progress: Progress = silent,
) -> Robustness:
    """The robustness of these pairs, measured by the best pairs in resampled cases."""
    cases = resamples(found.instance, uncertainty(edition, found), seed, times)
    return Robustness.of(edition, pairs, outcomes(cases, progress), seed)


def scores(edition: Edition) -> dict[str, tuple[int, int]]:
    """The score of each mentee and its standard error, in hundredths; empty without reviews."""
    reviews = [entry.record for entry in edition.reviews]
    found = calibrate([mentee.id for mentee in edition.mentees], reviews)
    known = found.scores if found.reviewers else ()
    return {score.application: (score.calibrated, score.error) for score in known}


def uncertainty(edition: Edition, found: Snapshot) -> Uncertainty:
    """The uncertain inputs: scores within their standard error, and weights within a fifth.

    Without any review there are no scores, and the bands do not vary.
    """
    fits, rows, columns = found.fits, found.instance.rows, found.instance.columns
    by_row = np.argsort([rows[mentee.id] for mentee in fits.mentees])
    by_column = np.argsort([columns[mentor.id] for mentor in fits.mentors])
    return Uncertainty(
        scores=scores(edition),
        band=cuts(edition.cohort.record.review).band,
        points=fits.parts()[:, by_row][:, :, by_column],
        weights=fits.scale.weights,
    )
