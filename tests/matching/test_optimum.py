"""The optimum: the solver finds what the slow judge finds by enumerating all outcomes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given

from matching import brute
from matching.instances import DEFAULT, MANY, instances, made
from mentoring.errors import DataError
from mentoring.matching import kernel, proof
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.proof import verify
from mentoring.matching.solve import Solution, solve
from mentoring.matching.solver import face


def solved(instance: Instance) -> Solution | None:
    """The solution, or None if the slow judge confirms that there is none."""
    try:
        return solve(instance)
    except DataError:
        assume(condition=False)
        raise
    except InfeasibleError:
        assert brute.best(instance) is None
        return None


@MANY
@given(instances())
def test_nothing_is_better_and_the_proof_holds(instance: Instance) -> None:
    """No outcome is better, for any objective, bounds, pins, caps, capacities and bands."""
    solution = solved(instance)
    if solution:
        best = brute.best(instance)
        assert best is not None
        assert solution.pairs in best[1]
        assert verify(instance, solution.proof) == ()


@MANY
@given(instances(objective=DEFAULT, lottery="seed"))
def test_the_lottery_leaves_one_outcome(instance: Instance) -> None:
    """With tickets at the end only one outcome is best, so every solver finds the same pairs."""
    solution = solved(instance)
    if solution:
        best = brute.best(instance)
        assert best is not None
        assert best[1] == {solution.pairs}


@MANY
@given(instances())
def test_the_kernel_loses_nothing(instance: Instance) -> None:
    """The kernel leads to an outcome that is as good, with a proof that holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "SMALL", 0)
        patch.setattr(kernel, "MIN_REDUCTION", 0)
        solution = solved(instance)
    if solution:
        best = brute.best(instance)
        assert best is not None
        assert solution.pairs in best[1]
        assert verify(instance, solution.proof) == ()


@pytest.mark.parametrize("seed", range(60))
def test_unlikely_pairs_are_tried_later(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result is the same if only the best pair of each person is tried first."""
    instance = made(seed, 10 + seed % 37, 7 + seed % 31)
    everything = solve(instance)
    monkeypatch.setattr(face, "FEW", 0)
    monkeypatch.setattr(face, "BEST", 1)
    few = solve(instance)
    assert few.objective == everything.objective
    assert few.pairs == everything.pairs
    assert verify(instance, few.proof) == ()


@pytest.mark.parametrize("seed", range(60))
def test_the_prices_of_the_kernel_pay_for_every_pair(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof holds even if the kernel is a small part of hundreds of pairs."""
    monkeypatch.setattr(kernel, "SMALL", 0)
    monkeypatch.setattr(kernel, "MIN_REDUCTION", 0)
    instance = made(seed, 10 + seed % 37, 7 + seed % 31)
    solution = solve(instance)
    assert verify(instance, solution.proof) == ()


def test_mentees_who_want_the_same_mentors_do_not_block_the_solver() -> None:
    """A solve ends with three mentees, two mentors, fits one point apart, and no cap."""
    instance = Instance(
        cohort="2026",
        cap=1000,
        objective=("pairs", "motivation", "fit"),
        mentees=tuple(Mentee(id=f"e{k}", home="ATLAS") for k in range(3)),
        mentors=tuple(Mentor(id=f"r{k}", home="CMS") for k in range(2)),
        fit=np.array([[500, 500], [500, 501], [501, 500]], np.int16),
    )
    solution = solve(instance)
    assert solution.pairs == (("e1", "r1"), ("e2", "r0"))
    assert verify(instance, solution.proof) == ()


def test_a_proof_is_plain_data() -> None:
    """A proof is read back as it was written."""
    instance = made(5, 20, 20)
    found = solve(instance).proof
    assert proof.decode(proof.encode(found)) == found
