"""An integer programme solved by HiGHS reaches the same value at every stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.matching.instances import made
from tests.matching.milp import Judge

from mentoring.matching.solver.solve import solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from mentoring.matching.sealed.instance import Instance

OBJECTIVE = ("pairs", "motivation", "floor", "fit")


def stages(instance: Instance) -> dict[str, object]:
    """What the judge reaches, stage by stage, without the lottery: its numbers are too large."""
    judge = Judge(instance)
    bands = [instance.mentees[i].band for i, _ in judge.pairs]
    fits = [int(instance.fit[pair]) for pair in judge.pairs]
    last = max(mentee.band for mentee in instance.mentees)
    return {
        "pairs": judge.best([1] * len(bands)),
        "motivation": tuple(judge.best([int(b == k) for b in bands]) for k in range(last + 1)),
        "floor": judge.floor(),
        "fit": judge.best(fits),
    }


@pytest.mark.parametrize("seed", range(24))
def test_every_stage_reaches_what_an_integer_programme_reaches(seed: int) -> None:
    """With caps, capacities, bands, bounds on both sides and pairs that may not be."""
    instance = made(seed, 12 + seed % 13, 9 + seed % 11, objective=OBJECTIVE)
    assert solve(instance).objective == stages(instance)


@pytest.mark.parametrize("seed", range(8))
def test_a_pin_is_kept_and_the_floor_looks_past_it(seed: int) -> None:
    """Here the worst pair of all is pinned, for which the floor would fall."""
    free = made(seed, 16, 12, objective=OBJECTIVE, balance=Balance(), cap=8)
    row, column = np.argwhere(free.fit == free.fit[free.fit >= 0].min())[0].tolist()
    pin = (free.mentees[row].id, free.mentors[column].id)
    mentors = tuple(replace(mentor, capacity=3) for mentor in free.mentors)
    instance = replace(free, pins=(pin,), mentors=mentors)
    assert solve(instance).objective == stages(instance)
