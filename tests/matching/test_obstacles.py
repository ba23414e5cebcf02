"""The reason why a mentee waits is the true one, and so is the limit that would help."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given

from matching import brute
from matching.instances import DEFAULT, instances
from mentoring.errors import MentoringError
from mentoring.matching.explain.alternatives import tied_mentors
from mentoring.matching.explain.shortage import binding, freeing, moved
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.outcome import free_mentors, waiting, waiting_reason
from mentoring.matching.solve import solve
from mentoring.programme.rules import Balance

ONE_EACH = Balance(mentees={"CMS": (1, None), "ALICE": (1, None)})
INSTANCE = Instance(
    cohort="2026",
    cap=2,
    mentees=(
        Mentee(id="e0", band=0, home="ISOLDE"),
        Mentee(id="e1", band=1, home="CMS"),
        Mentee(id="e2", band=1, home="ALICE"),
    ),
    mentors=(Mentor(id="r0", home="LHCb", capacity=3),),
    fit=np.full((3, 1), 500, np.int16),
    balance=ONE_EACH,
)


def why(**changes: object) -> dict[str, str]:
    """The code of the reason for each waiting mentee, with some fields changed."""
    instance = replace(INSTANCE, **changes)
    return waiting(instance, solve(instance).pairs)


def test_minimum_numbers_that_take_the_places_are_named() -> None:
    """Both places are kept for other experiments, so the band is not to blame."""
    assert why() == {"e0": "minimum"}
    bounds = Balance(mentees={**ONE_EACH.mentees, "ATLAS": (0, None)})
    instance = replace(INSTANCE, balance=bounds)
    found = waiting_reason(instance, solve(instance).pairs, "e0")
    assert (found.overtaken, found.tied, found.least) == (2, False, {"ALICE": 1, "CMS": 1})


def test_a_decision_that_takes_the_last_place_is_not_the_band() -> None:
    """A mentee of the highest band waits although a mentor is free: the pin takes the place."""
    pinned = why(cap=1, balance=Balance(), pins=(("e1", "r0"),))
    assert pinned == {"e0": "pairs", "e2": "fit-or-lot"}


def test_a_free_mentor_has_a_reason_too() -> None:
    """Either no mentee may be paired with them, or no waiting mentee needs their place."""
    mentors = tuple(Mentor(id=f"r{n}", home="LHCb", capacity=3 - n) for n in range(3))
    fit = np.array([[500, -1, 400]] * 3, np.int16)
    instance = replace(INSTANCE, mentors=mentors, fit=fit)
    reasons = {"r1": "no-admissible-mentee", "r2": "not-needed"}
    assert free_mentors(instance, solve(instance).pairs) == reasons


def test_a_bound_is_not_blamed_for_the_objective() -> None:
    """Without minimum numbers, the cap and the bands decide."""
    assert why(balance=Balance(), lottery="seed").keys() < {"e1", "e2"}
    assert set(why(balance=Balance(), lottery="seed").values()) == {"fit-or-lot"}


def test_what_decided_at_the_cap_is_named() -> None:
    """A lower band comes later; in the last band fits decide or, if these are equal, lots."""
    mentees = tuple(Mentee(id=f"e{n}", band=n // 2, home=f"H{n}") for n in range(4))
    fit = np.array([[500], [500], [600], [550]], np.int16)
    instance = replace(INSTANCE, mentees=mentees, fit=fit, balance=Balance(), cap=3, lottery="seed")

    def told(instance: Instance) -> dict[str, str]:
        pairs = solve(instance).pairs
        return waiting(instance, pairs, tied_mentors(instance, pairs))

    assert told(instance) == {"e3": "fit"}
    assert set(told(replace(instance, fit=np.full((4, 1), 500, np.int16))).values()) == {"lot"}
    assert told(replace(instance, cap=2)) == {"e2": "band", "e3": "band"}
    assert waiting(instance, solve(instance).pairs) == {"e3": "fit-or-lot"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"balance": Balance(mentees={"ISOLDE": (0, 0)})}, "bound"),
        ({"fit": np.array([[500], [500], [-1]], np.int16)}, "no-admissible-mentor"),
        ({"cap": 3, "mentors": (Mentor(id="r0", home="LHCb", capacity=2),)}, "no-room"),
    ],
)
def test_every_other_obstacle_has_its_code(changes: dict[str, object], code: str) -> None:
    """A bound, the hard rules and the mentors' capacities each have a code."""
    assert why(**changes) == {"e0": code}


@given(instances(objective=DEFAULT, lottery="seed"))
def test_a_limit_that_would_help_does_help(instance: Instance) -> None:
    """The limits are exactly those that, one place looser, give the mentee a mentor."""
    try:
        pairs = solve(instance).pairs
    except MentoringError:
        assume(condition=False)
        raise
    for one in waiting(instance, pairs):
        named = [found.limit for found in freeing(instance, pairs, one)]
        assert named == [limit for limit in binding(instance, pairs) if frees(instance, limit, one)]


def frees(instance: Instance, limit: object, mentee: str) -> bool:
    """Whether the mentee has a mentor in the best outcome under a looser limit."""
    found = brute.best(moved(instance, limit, 1))  # type: ignore[arg-type]
    return bool(found) and all(mentee in dict(pairs) for pairs in found[1])
