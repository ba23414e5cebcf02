"""The kernel: it is small, and the other pairs do not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching import brute
from matching.instances import DEFAULT, REPAIR, made
from mentoring.matching import kernel
from mentoring.matching.instance.objective import expand
from mentoring.matching.kernel import network
from mentoring.matching.solver.search import search
from mentoring.programme.rules import Balance


@pytest.mark.parametrize("size", [100, 200, 400])
@pytest.mark.parametrize("cap", [1, 5, 20])
def test_its_size_depends_on_the_cap_alone(
    size: int, cap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a cap of K and no bounds: at most 2K(2K + 1) + 1 pairs, but for ties."""
    monkeypatch.setattr(kernel, "MIN_REDUCTION", 0)
    instance = made(size, size, size, cap=cap, balance=Balance(), objective=("pairs", "fit"))
    rng = np.random.default_rng(size)
    fit = np.where(instance.fit < 0, -1, rng.integers(0, 1001, instance.fit.shape)).astype(np.int16)
    few, _ = kernel.shortlist(network(replace(instance, fit=fit)), expand(instance.objective, 0))
    tied = 1 + size * size // 1000
    assert 0 < len(few) <= 2 * cap * (2 * cap + 1) + 1 + tied


@pytest.mark.parametrize("objective", [DEFAULT, REPAIR, ("fit", "lottery"), ("lottery", "pairs")])
@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_the_kernel_is_the_best_of_all(
    seed: int, objective: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outcome is as good with the kernel as with all pairs."""
    free = made(seed, 30, 25, objective=objective)
    held = tuple(
        (one.id, other.id) for one, other in zip(free.mentees[:4], free.mentors, strict=False)
    )
    instance = replace(free, held=held, waited={mentee.id: 0 for mentee in free.mentees[:9]})
    everything = brute.key(instance, search(instance).pairs)
    monkeypatch.setattr(kernel, "SMALL", 0)
    monkeypatch.setattr(kernel, "MIN_REDUCTION", 0)
    assert not kernel.is_small(network(instance))
    assert brute.key(instance, search(instance).pairs) == everything


def test_equal_pairs_leave_a_small_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """If all pairs are equal, a few of them suffice."""
    monkeypatch.setattr(kernel, "MIN_REDUCTION", 0)
    instance = made(1, 90, 90, cap=3, balance=Balance(), objective=("pairs", "fit"))
    alike = replace(instance, fit=np.full((90, 90), 500, np.int16))
    few, _ = kernel.shortlist(network(alike), expand(alike.objective, 0))
    assert len(few) <= 2 * 3 * 7 + 1
