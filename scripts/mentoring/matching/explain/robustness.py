"""The outcomes of uncertain inputs: motivation scores within their error, and varied weights."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.solver.optimisation import UnmetBoundsError
from mentoring.matching.solver.search import search
from mentoring.scoring.fit import Progress, silent

Outcome = tuple[Pair, ...] | None
"""The pairs of one case, or None if no outcome keeps every bound."""

PARTS = 1000
"""Weights vary in steps of a thousandth."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Uncertainty:
    """The uncertain inputs of an instance.

    `scores` gives a mentee's score and its standard error, and `band` maps both to a band.
    `points` has the shape (criterion, mentee, mentor), in the order of `Instance.fit`. The fit is
    their mean weighted by `weights`; each weight may vary by up to `share` of itself.
    """

    scores: Mapping[str, tuple[int, int]]
    band: Callable[[int, int], int]
    points: NDArray[np.integer]
    weights: Sequence[int]
    share: float = 0.2


def resamples(instance: Instance, about: Uncertainty, seed: int, times: int) -> Iterator[Instance]:
    """Draw `times` instances from the uncertainty about one; a seed always gives the same ones.

    Fits are rounded down. A forbidden pair stays forbidden. A pair whose fit falls below the
    minimum is forbidden too, unless it is pinned.
    """
    rng = random.Random(seed)  # noqa: S311 (to be repeated, not to be secret)
    pinned = tuple(np.array(instance.places(instance.pins), np.intp).reshape(-1, 2).T)
    most = round(PARTS * about.share)
    for _ in range(times):
        weights = [weight * (PARTS + rng.randint(-most, most)) for weight in about.weights]
        total = np.tensordot(np.array(weights, np.int64), about.points.astype(np.int64), axes=1)
        fit = np.asarray(total // max(sum(weights), 1), np.int16)
        fit[pinned] = np.maximum(fit[pinned], instance.minimum_fit)
        fit[(instance.fit < 0) | (fit < instance.minimum_fit)] = FORBIDDEN
        mentees = list(instance.mentees)
        for row, mentee in enumerate(mentees):
            if mentee.id in about.scores:
                score, error = about.scores[mentee.id]
                band = about.band(round(rng.gauss(score, error)), error)
                mentees[row] = replace(mentee, band=band)
        yield replace(instance, mentees=tuple(mentees), fit=fit)


def outcomes(instances: Iterable[Instance], progress: Progress = silent) -> Iterator[Outcome]:
    """The best pairs of each instance; `progress` is told of each."""
    for instance in instances:
        try:
            yield search(instance).pairs
        except UnmetBoundsError:
            yield None
        progress(1)
