"""The cases that uncertain inputs lead to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.instances import made
from mentoring.matching.solve import solve
from mentoring.operations.robustness import Uncertainty, resamples
from mentoring.programme.rules import Balance


def band(score: int, _error: int) -> int:
    """The band of a score in hundredths: A from 4, B from 3, C below."""
    return sum(score < cut for cut in (400, 300))


def uncertainty(error: int, share: float) -> Uncertainty:
    """Two criteria for the people of `INSTANCE`, and scores with a standard error."""
    rng = np.random.default_rng(1)
    scores = {mentee.id: (450 - 100 * mentee.band, error) for mentee in INSTANCE.mentees}
    points = np.stack([INSTANCE.fit.astype(np.int64), rng.integers(0, 1001, INSTANCE.fit.shape)])
    return Uncertainty(scores=scores, band=band, points=points, weights=(3, 0), share=share)


INSTANCE = made(3, 20, 15, cap=8, pins=())


def test_nothing_uncertain_changes_nothing() -> None:
    """Without errors and with fixed weights, every case equals the instance."""
    for case in resamples(INSTANCE, uncertainty(0, 0.0), seed=1, times=3):
        assert case.mentees == INSTANCE.mentees
        assert np.array_equal(case.fit, INSTANCE.fit)


def test_a_seed_gives_the_same_cases_again() -> None:
    """A seed gives the same cases, and another seed gives others."""
    about = uncertainty(60, 0.2)
    first, again, other = (
        [case.mentees for case in resamples(INSTANCE, about, seed=seed, times=5)]
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_forbidden_pair_stays_forbidden() -> None:
    """A forbidden pair stays forbidden under all weights."""
    for case in resamples(INSTANCE, uncertainty(60, 0.2), seed=1, times=5):
        assert np.all(case.fit[INSTANCE.fit < 0] < 0)


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_a_pin_holds_in_every_case(share: float) -> None:
    """A pin is kept even if its fit falls below the minimum."""
    pin = solve(INSTANCE).pairs[0]
    pinned = made(3, 20, 15, cap=8, pins=(pin,), balance=Balance())
    for minimum in (0, 1000):
        for case in resamples(replace(pinned, minimum_fit=minimum), uncertainty(0, share), 1, 3):
            assert pin in solve(case).pairs
