"""Where no cap and no bound binds: all at once, judged by enumeration, by scipy and by paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from tests.matching import brute
from tests.matching.instances import instances, made

from mentoring.errors import DataError
from mentoring.matching.proof.verify import verify
from mentoring.matching.solver.search import search
from mentoring.matching.solver.solve import prove, solve
from mentoring.matching.solver.whole import whole
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Instance

FREE = {"cap": 16, "balance": Balance()}
STAGES = ("pairs", "motivation", "waited", "fit")
OBJECTIVES = st.lists(st.sampled_from(STAGES), min_size=1, max_size=4, unique=True).map(tuple)


@given(instances(objective=OBJECTIVES, **FREE))
def test_nothing_is_better_and_the_proof_holds(instance: Instance) -> None:
    """Whatever the capacities, the pins and the order of the stages."""
    try:
        found = whole(instance)
    except DataError:
        found = None
    assume(found is not None)  # it contradicts itself, or has too many stages for one integer
    solution = solve(instance)
    best = brute.best(instance)
    assert best is not None
    assert solution.pairs == found.pairs()
    assert solution.pairs in best[1]
    assert verify(instance, solution.pairs, prove(instance, solution)) == ()


@pytest.mark.parametrize("seed", range(12))
def test_it_is_worth_what_paths_and_scipy_find(seed: int) -> None:
    """With some hundreds of people: the same total, by three ways, and a proof of it."""
    instance = made(
        seed, 180 - 5 * seed, 120 + 5 * seed, **FREE | {"cap": 180, "objective": ("fit",)}
    )
    solution = solve(instance)
    room = [mentor.capacity for mentor in instance.mentors]
    fit = np.maximum(np.repeat(instance.fit, room, axis=1), 0)
    total = fit[linear_sum_assignment(fit, maximize=True)].sum()
    assert solution.objective == {"fit": total}
    assert verify(instance, solution.pairs, prove(instance, solution)) == ()


@pytest.mark.parametrize("seed", range(4))
def test_all_its_stages_are_those_of_paths(seed: int) -> None:
    """Pairs first, then motivation, then the fit: as good as what is found one path at a time."""
    fixed = {"cap": 40, "balance": Balance(), "objective": ("pairs", "motivation", "fit")}
    instance = made(seed, 40, 35, **fixed)
    by_paths = brute.key(instance, search(instance).pairs)
    solution = solve(instance)
    assert brute.key(instance, solution.pairs) == by_paths
    assert verify(instance, solution.pairs, prove(instance, solution)) == ()


@pytest.mark.parametrize(
    "fixed",
    [{"cap": 5}, {"objective": ("fit", "lottery")}, {"balance": Balance(mentees={"CMS": (0, 2)})}],
)
def test_it_leaves_alone_what_binds(fixed: dict[str, object]) -> None:
    """A cap, a lottery, bounds: then one path at a time is the way."""
    assert (
        whole(made(1, 30, 30, **{"cap": 30, "balance": Balance(), "objective": ("fit",)} | fixed))
        is None
    )
