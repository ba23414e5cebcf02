"""Resampled instances: motivation scores vary within their error, and weights vary a little."""

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

    A forbidden pair stays forbidden. A pair whose fit falls below the minimum is forbidden too,
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
    """The fits under newly drawn weights, rounded down."""
    most = round(PARTS * about.share)
    weights = [weight * (PARTS + rng.randint(-most, most)) for weight in about.weights]
    total = np.tensordot(np.array(weights, np.int64), about.points.astype(np.int64), axes=1)
    return np.asarray(total // max(sum(weights), 1), np.int16)


def _score(score: int, error: int, rng: random.Random) -> tuple[int, int]:
    """A score drawn within its standard error, and that error unchanged."""
    return round(rng.gauss(score, error)), error
