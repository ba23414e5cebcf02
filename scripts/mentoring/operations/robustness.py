"""The robustness of a choice of pairs to the uncertainty of reviews and weights."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.solve import solve
from mentoring.matching.solver.search import UnmetBoundsError, search
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import current_pairs
from mentoring.reviews.bands import cuts
from mentoring.reviews.calibration import calibrated
from mentoring.scoring.fit import Progress, silent
from mentoring.store.programme import Edition, Programme

SEED = 1
PARTS = 1000  # weights vary in steps of a thousandth
EDGE = Fraction(1, 10), Fraction(9, 10)  # the shares of cases between which a selection is unsure

Outcome = tuple[Pair, ...] | None
"""The pairs of one case, or None if no outcome keeps every bound."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Robustness:
    """A choice of pairs, and how often resampled cases (drawn with `seed`) choose the same.

    Even if pairs are `announced`, the cases choose all pairs anew. In `impossible` of them no
    outcome kept every bound. `times_selected` and `times_made` count those with a mentee or pair.
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
    ) -> Self:
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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Uncertainty:
    """The uncertain inputs of an instance.

    `scores` has each mentee's score and standard error, which `band` maps to a band. `points` has
    the shape (criterion, mentee, mentor), in the order of `Instance.fit`; fits are their means by
    `weights`, which vary by `share`.
    """

    scores: Mapping[str, tuple[int, int]]
    band: Callable[[int, int], int]
    points: NDArray[np.integer]
    weights: Sequence[int]
    share: float = 0.2


def robustness(
    programme: Programme, cohort: str, *, times: int, seed: int, progress: Progress = silent
) -> Robustness:
    """The robustness of the announced or today's best pairs. Raises InfeasibleError without any."""
    edition = programme.sound(cohort)
    found = sealing(edition)
    pairs = tuple(current_pairs(edition)) if edition.announced else solve(found.instance).pairs
    return Robustness.of(edition, pairs, cases(edition, found, seed, times, progress), seed)


def cases(
    edition: Edition, found: Snapshot, seed: int, times: int, progress: Progress = silent
) -> Iterator[Outcome]:
    """The best pairs in `times` resampled cases of an edition, each solved when it is asked for."""
    for case in resamples(found.instance, uncertainty(edition, found), seed, times):
        try:
            yield search(case).pairs
        except UnmetBoundsError:
            yield None
        progress(1)


def scores(edition: Edition) -> Mapping[str, tuple[int, int]]:
    """The score of each mentee and its standard error, in hundredths; empty without reviews."""
    found = calibrated(edition)
    return found.scores if found.marks else {}


def uncertainty(edition: Edition, found: Snapshot) -> Uncertainty:
    """The uncertain inputs of an edition; without any review, its bands do not vary."""
    band, fits = cuts(edition.cohort.record.review).band, found.fits
    points, weights = fits.parts(), tuple(fits.weights.values())
    return Uncertainty(scores=scores(edition), band=band, points=points, weights=weights)


def resamples(instance: Instance, about: Uncertainty, seed: int, times: int) -> Iterator[Instance]:
    """Draw `times` instances from the uncertainty about one; a seed always gives the same ones.

    Fits are rounded down. Forbidden pairs stay so; unpinned ones below the minimum fit become so.
    """
    rng = random.Random(seed)  # noqa: S311 (to be repeated, not to be secret)
    pinned = tuple(np.array(instance.places(instance.pins), np.intp).reshape(-1, 2).T)
    points = about.points.astype(np.int64)
    most, band = round(PARTS * about.share), about.band
    known = [(who, *about.scores[who]) for who in instance.rows if who in about.scores]
    for _ in range(times):
        weights = [weight * (PARTS + rng.randint(-most, most)) for weight in about.weights]
        total = np.tensordot(np.array(weights, np.int64), points, axes=1)
        fit = np.asarray(total // max(sum(weights), 1), np.int16)
        fit[pinned] = np.maximum(fit[pinned], instance.minimum_fit)
        fit[(instance.fit < 0) | (fit < instance.minimum_fit)] = FORBIDDEN
        drawn = {who: band(round(rng.gauss(mean, error)), error) for who, mean, error in known}
        mentees = (replace(who, band=drawn.get(who.id, who.band)) for who in instance.mentees)
        yield replace(instance, mentees=tuple(mentees), fit=fit)
