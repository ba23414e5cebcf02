"""Instances as they might have been: motivation within its error, weights a little otherwise."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance

PARTS = 1000
"""A weight is varied in steps of a thousandth."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Uncertainty:
    """What is not known exactly about an instance.

    `scores` gives a mentee's score and its standard error, and `band` the band of both. `points`
    has a layer a criterion, of a row a mentee and a column a mentor as `Instance.fit` has them;
    the fit is their mean by `weights`, each of which may be off by up to `share` of itself.
    """

    scores: Mapping[str, tuple[int, int]]
    band: Callable[[int, int], int]
    points: NDArray[np.integer]
    weights: Sequence[int]
    share: float = 0.2


def resamples(instance: Instance, about: Uncertainty, seed: int, times: int) -> Iterator[Instance]:
    """So many instances drawn from the uncertainty about one; a seed gives the same again.

    A pair that may not be never may, and one whose fit falls below the minimum may not either,
    unless it is pinned.
    """
    rng = random.Random(seed)  # noqa: S311 (to be repeated, not to be secret)
    forbidden = instance.fit < 0
    pinned = tuple(np.array(instance.places(instance.pins), np.intp).reshape(-1, 2).T)
    for _ in range(times):
        fit = _fit(about, rng)
        fit[pinned] = np.maximum(fit[pinned], instance.minimum_fit)
        fit[forbidden | (fit < instance.minimum_fit)] = FORBIDDEN
        mentees = tuple(
            replace(mentee, band=about.band(*_score(*about.scores[mentee.id], rng)))
            if mentee.id in about.scores
            else mentee
            for mentee in instance.mentees
        )
        yield replace(instance, mentees=mentees, fit=fit)


def _fit(about: Uncertainty, rng: random.Random) -> NDArray[np.int16]:
    """The fits by weights drawn anew, rounded down."""
    most = round(PARTS * about.share)
    weights = [weight * (PARTS + rng.randint(-most, most)) for weight in about.weights]
    total = np.tensordot(np.array(weights, np.int64), about.points.astype(np.int64), axes=1)
    return np.asarray(total // max(sum(weights), 1), np.int16)


def _score(score: int, error: int, rng: random.Random) -> tuple[int, int]:
    """A score as it might have been, with the error that it has anyway."""
    return round(rng.gauss(score, error)), error
