"""Forged proofs: every path to a certificate for an outcome that is not the best."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching import brute
from matching.instances import instances
from mentoring.errors import DataError
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.instance.objective import measure
from mentoring.matching.proof import Certificate, Proof, verify
from mentoring.matching.solve import Solution, solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    import random

WORST = (("e0", "r0"), ("e1", "r1"))
"""Worth 4 in `INSTANCE`, where 18 are possible."""


def instance(**fields: Any) -> Instance:
    """Two mentees and two mentors who should be paired crosswise; LHCb is bounded and empty."""
    return Instance(
        **{
            "cohort": "2026",
            "cap": 2,
            "objective": ("fit",),
            "mentees": tuple(Mentee(id=f"e{k}", home="ATLAS") for k in range(2)),
            "mentors": tuple(Mentor(id=f"r{k}", home="CMS") for k in range(2)),
            "fit": np.array([[2, 9], [9, 2]], np.int16),
            "balance": Balance(mentees={"LHCb": (0, 5), "ATLAS": (0, 2)}),
        }
        | fields
    )


INSTANCE = instance()


def forged(certificate: Certificate, pairs: Any = WORST, of: Instance = INSTANCE) -> set[str]:
    """The codes with which a certificate for the worst outcome is refused."""
    claimed = {"fit": int(sum(of.fit[place] for place in of.places(pairs)))}
    proof = Proof(
        cohort="2026", instance=of.digest, objective=claimed, optimum=certificate, pairs=pairs
    )
    return {problem.code for problem in verify(of, proof)}


def test_the_honest_proof_passes() -> None:
    """The tests below fail for what they forge, not for the form of the proof."""
    best = (("e0", "r1"), ("e1", "r0"))
    assert forged(Certificate(bound=(18,), mentees={"e0": (9,), "e1": (9,)}), best) == set()


PAID = {"e0": (9,), "e1": (9,)}
HUGE = 1 << 62


@pytest.mark.parametrize(
    ("prices", "code"),
    [
        ({"mentees": PAID}, "sum"),
        ({"mentees": PAID, "mentee_homes": {"LHCb": (-14,)}}, "key"),
        ({"mentees": PAID, "mentee_homes": {"LHCb": (-2.8,)}}, "key"),
        ({"mentees": PAID, "mentee_homes": {"ATLAS": (-7,)}}, "sign"),
        ({"mentees": PAID, "mentee_homes": {"ALICE": (-14,)}}, "key"),
        ({"mentees": PAID, "mentors": {"nobody": (-14,)}}, "key"),
        ({"mentees": PAID, "mentors": {"r0": (-14,)}}, "sign"),
        ({"mentees": PAID, "cap": (-7,)}, "sign"),
        ({"mentees": {"e0": (HUGE,), "e1": (HUGE,)}}, "price"),
        ({"mentees": {"e0": (1 << 2000,)}}, "price"),
        ({"mentees": {"e0": (9.0,), "e1": (9,)}}, "price"),
        ({"mentees": {"e0": (True,), "e1": (9,)}}, "price"),
        ({"mentees": {"e0": (float("nan"),)}}, "price"),
        ({"mentees": {"e0": (9, 9), "e1": (9, 9)}}, "price"),
        ({"mentees": {"e0": ()}}, "price"),
        ({"mentees": {"e0": (0,), "e1": (9,)}}, "price"),
        ({"mentees": {"e0": (2,), "e1": (2,)}}, "underpaid"),
    ],
)
def test_prices_that_prove_nothing_are_refused(prices: dict[str, Any], code: str) -> None:
    """Subsidies without a bound, empty groups, overflow, numbers that are not whole."""
    assert f"verify.{code}" in forged(Certificate(bound=(4,), **prices))


def test_a_bound_is_reached_exactly() -> None:
    """Prices for more than the outcome is worth prove nothing about it."""
    assert forged(Certificate(bound=(18,), mentees=PAID)) == {"verify.optimum"}


def test_a_price_on_a_pin_is_refused() -> None:
    """Pinned people have no place left that could have a price."""
    pinned = instance(pins=(("e0", "r0"),))
    certificate = Certificate(bound=(2,), mentees={"e0": (-7,), "e1": (9,)})
    assert "verify.key" in forged(certificate, of=pinned)


def test_duplicates_are_refused() -> None:
    """A person or a pair that is listed twice is refused."""
    double = instance(mentees=tuple(Mentee(id="e0", home="ATLAS") for _ in range(2)))
    assert "matching.twice" in forged(Certificate(bound=(9,)), (("e0", "r1"),), double)
    listed = (("e0", "r1"), ("e0", "r1"))
    assert "feasible.capacity" in forged(Certificate(bound=(18,), mentees=PAID), listed)


def test_no_stage_is_left_out() -> None:
    """The proof has the stages of the instance, in their order, and the floor's own certificate."""
    of = instance(objective=("pairs", "floor", "fit"))
    best = solve(of)
    found = best.proof
    for changed in (
        replace(found, objective={"pairs": 2, "fit": 18}),
        replace(found, objective=dict(reversed(found.objective.items()))),
        replace(found, floor=None),
    ):
        assert verify(of, changed)


def test_a_floor_certificate_of_another_instance_is_refused() -> None:
    """In the other instance the floor could not be higher than 2; here it could."""
    crossed = np.array([[2, -1], [-1, 2]], np.int16)
    other = instance(objective=("pairs", "floor"), fit=crossed)
    of = replace(other, fit=np.array([[2, 9], [9, 2]], np.int16))
    moved = replace(solve(other).proof, instance=of.digest)
    assert moved.objective["floor"] == 2
    assert moved.floor is not None
    assert verify(of, replace(moved, pairs=WORST))


def solved(of: Instance) -> Solution:
    """The solution; instances without one are skipped."""
    try:
        return solve(of)
    except (DataError, InfeasibleError):
        assume(condition=False)
        raise


@given(instances(3), st.randoms(use_true_random=False))
def test_no_price_near_the_right_ones_proves_a_worse_outcome(
    of: Instance, rng: random.Random
) -> None:
    """The right proof, bent to fit an outcome that is not the best, and its prices shaken."""
    best = solved(of)
    judged = brute.best(of)
    assert judged
    for pairs in brute.outcomes(of):
        if tuple(sorted(pairs)) not in judged[1]:
            bent = bend(of, tuple(sorted(pairs)), best, rng)
            assert verify(of, bent), bent


def bend(of: Instance, pairs: Any, best: Solution, rng: random.Random) -> Proof:
    """A proof that claims what these pairs are worth, with prices near the right ones."""

    def shaken(prices: Any) -> dict[str, Any]:
        return {
            key: tuple(part + rng.choice([0, 0, 0, -1, 1, -1000, 1 << 59]) for part in price)
            for key, price in prices.items()
            if rng.random() < 0.9
        }

    optimum = replace(
        best.proof.optimum,
        bound=tuple(part + rng.choice([0, 0, -1, 1]) for part in best.proof.optimum.bound),
        mentees=shaken(best.proof.optimum.mentees),
        mentors=shaken(best.proof.optimum.mentors),
        mentee_homes=shaken(best.proof.optimum.mentee_homes),
    )
    claimed = measure(of, pairs)
    return Proof(
        cohort=of.cohort,
        instance=of.digest,
        objective=claimed,
        optimum=optimum,
        floor=best.proof.floor,
        pairs=pairs,
    )
