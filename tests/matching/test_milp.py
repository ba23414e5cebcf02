"""HiGHS, on an integer programme, reaches the same value at every stage, and the same pairs."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching import brute
from matching.instances import DEFAULT, made, random_fields
from matching.milp import Judge
from mentoring.errors import DataError
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import Instance
from mentoring.matching.solve import Solution, solve
from mentoring.programme.rules import Balance
from tools import examples

if TYPE_CHECKING:
    from mentoring.matching.instance.objective import Value

SEVERAL = settings(max_examples=examples(50))
"""Half the profile's number of examples, for slow judges."""


def of_medium_size(seed: int, **fixed: object) -> Instance:
    """An instance with every feature on, too large to enumerate."""
    rng = random.Random(seed)
    return Instance(**random_fields(rng, rng.randint(6, 14), rng.randint(5, 12)) | fixed)


def solved(instance: Instance) -> Solution | None:
    """The solution, or None if there is none."""
    try:
        return solve(instance)
    except InfeasibleError:
        return None
    except DataError:
        assume(condition=False)
        raise


def stages(judge: Judge) -> dict[str, Value]:
    """The judge's value of each stage; tickets are too large for its numbers."""
    return {name: judge.stage(name) for name in judge.instance.objective if name != "lottery"}


@SEVERAL
@given(st.integers(0, 1 << 32))
def test_every_stage_reaches_what_an_integer_programme_reaches(seed: int) -> None:
    """Any stages in any order, with caps, capacities, bands, bounds, pins, and pairs held."""
    instance = of_medium_size(seed)
    if "lottery" in instance.objective:
        before = instance.objective[: instance.objective.index("lottery")]
        instance = replace(instance, objective=before or ("pairs",))
    solution, judge = solved(instance), Judge(instance)
    assert judge.feasible == (solution is not None)
    if solution:
        assert dict(solution.objective) == stages(judge)


@SEVERAL
@given(st.integers(0, 1 << 32))
def test_the_lottery_leaves_the_pairs_that_an_integer_programme_finds(seed: int) -> None:
    """If everything else is equal, which is often so here, the tickets choose the same pairs."""
    instance = of_medium_size(seed, objective=DEFAULT, lottery="seed")
    alike = replace(instance, fit=np.minimum(instance.fit, 1))
    solution = solved(alike)
    if solution:
        judge = Judge(alike)
        stages(judge)
        assert judge.drawn([brute.ticket("seed", *pair) for pair in judge.ids]) == solution.pairs


@pytest.mark.parametrize("seed", range(8))
def test_a_pin_is_kept_and_the_floor_ignores_it(seed: int) -> None:
    """The worst pair is pinned, and does not lower the floor."""
    objective = ("pairs", "motivation", "floor", "fit")
    free = made(seed, 16, 12, objective=objective, balance=Balance(), cap=8)
    row, column = np.argwhere(free.fit == free.fit[free.fit >= 0].min())[0].tolist()
    pin = (free.mentees[row].id, free.mentors[column].id)
    mentors = tuple(replace(mentor, capacity=3) for mentor in free.mentors)
    instance = replace(free, pins=(pin,), mentors=mentors)
    assert dict(solve(instance).objective) == stages(Judge(instance))
