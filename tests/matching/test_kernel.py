"""The kernel: how few pairs can matter, and that the others cannot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.matching.instances import DEFAULT, REPAIR, made

from mentoring.matching.instance.stages import expand
from mentoring.matching.solver import kernel
from mentoring.matching.solver.arcs import kernel_arcs, weighed
from mentoring.matching.solver.network import network
from mentoring.matching.solver.paths import best
from mentoring.programme.rules import Balance


@pytest.mark.parametrize("size", [100, 200, 400])
@pytest.mark.parametrize("cap", [1, 5, 20])
def test_its_size_depends_on_the_cap_alone(size: int, cap: int) -> None:
    """With a cap of K and no bounds: at most 2K(2K + 1) + 1 pairs, ties and all."""
    instance = made(size, size, size, cap=cap, balance=Balance(), objective=("pairs", "fit"))
    terms = expand(instance.objective, 0)
    assert 0 < len(kernel_arcs(network(instance), terms).weights) <= 2 * cap * (2 * cap + 1) + 1


@pytest.mark.parametrize("objective", [DEFAULT, REPAIR, ("fit", "lottery"), ("lottery", "pairs")])
@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_the_kernel_is_the_best_of_all(
    seed: int, objective: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pairs of the same weight, whether all pairs are looked at or the kernel alone."""
    monkeypatch.setattr(kernel, "SMALL", 0)
    free = made(seed, 30, 25, objective=objective)
    held = tuple(
        (one.id, other.id) for one, other in zip(free.mentees[:4], free.mentors, strict=False)
    )
    instance = replace(free, held=held, waited={one.id: 0 for one in free.mentees[:9]})
    net, terms = network(instance), expand(objective, 100)
    few, everything = kernel_arcs(net, terms), weighed(net, terms, kernel.admissible(net))
    assert len(few.weights) <= len(everything.weights)
    totals = [
        sum(arcs.weights[arc] for arc in best(net, arcs).chosen) for arcs in (few, everything)
    ]
    assert totals[0] == totals[1]


def test_everybody_alike_leaves_a_kernel_as_small() -> None:
    """Where all pairs are equal, some of them do."""
    instance = made(1, 90, 90, cap=3, balance=Balance(), objective=("pairs", "fit"))
    alike = replace(instance, fit=np.full((90, 90), 500, np.int16))
    assert len(kernel_arcs(network(alike), expand(alike.objective, 0)).weights) <= 2 * 3 * 7 + 1
