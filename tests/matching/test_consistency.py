"""An instance that contradicts itself is refused with all its contradictions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mentoring.errors import DataError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.instance.validation import problems
from mentoring.matching.proof import verify
from mentoring.matching.solve import solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from collections.abc import Mapping

SOUND = Instance(
    cohort="2026",
    cap=2,
    mentees=(Mentee(id="e0", home="ATLAS"), Mentee(id="e1", home="ATLAS")),
    mentors=(Mentor(id="r0", home="CMS"), Mentor(id="r1", home="CMS")),
    fit=np.array([[700, -1], [600, 500]], np.int16),
    why_not={"e0:r1": ("declared-conflict",)},
)

WRONG: Mapping[str, tuple[dict[str, Any], str]] = {
    "a stage that is none": ({"objective": ("pears",)}, "There is no stage 'pears'."),
    "a stage twice": ({"objective": ("fit", "fit")}, "The objective names 'fit' twice."),
    "a cap below nothing": ({"cap": -1}, "The cap is -1; it may not be below 0."),
    "fits of other people": (
        {"fit": np.zeros((1, 2), np.int16)},
        "(1, 2) fits for 2 mentees and 2 mentors.",
    ),
    "a fit above all": (
        {"fit": np.full((2, 2), 1001, np.int16)},
        "A fit is neither null nor from 0 to 1000.",
    ),
    "a fit below the minimum": (
        {"minimum_fit": 600},
        "A fit is neither null nor from 600 to 1000.",
    ),
    "a bound upside down": (
        {"balance": Balance(mentees={"ATLAS": (2, 1)})},
        "mentees of ATLAS: at least 2, at most 1.",
    ),
    "a pin of a stranger": (
        {"pins": (("e0", "r7"),)},
        "The pin e0:r7 names a person who is not in the instance.",
    ),
    "a pin that a rule forbids": ({"pins": (("e0", "r1"),)}, "The pin e0:r1 breaks a hard rule."),
    "a mentee pinned twice": (
        {"pins": (("e1", "r0"), ("e1", "r1"))},
        "e1 is pinned twice; a mentee has one mentor at a time.",
    ),
    "more pins than the cap": (
        {"cap": 1, "pins": (("e0", "r0"), ("e1", "r1"))},
        "2 pins (e0:r0, e1:r1) exceed the cap, which is 1.",
    ),
    "more pins than a mentor takes": (
        {"pins": (("e0", "r0"), ("e1", "r0"))},
        "2 pins (e0:r0, e1:r0) exceed the capacity of the mentor r0, which is 1.",
    ),
    "more pins than a bound allows": (
        {"pins": (("e0", "r0"), ("e1", "r1")), "balance": Balance(mentors={"CMS": (0, 1)})},
        "2 pins (e0:r0, e1:r1) exceed the bound on pairs with mentors of CMS, which is 1.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_contradiction_is_described(name: str) -> None:
    """Each contradiction is one sentence, and the instance is not solved."""
    change, message = WRONG[name]
    wrong = replace(SOUND, **change)
    assert [problem.message for problem in problems(wrong)] == [message]
    with pytest.raises(DataError):
        solve(wrong)


def test_all_contradictions_are_reported() -> None:
    """Several contradictions are reported together."""
    mentees = (Mentee(id="e0", home="ATLAS"), Mentee(id="e0", home="ATLAS", band=-1))
    codes = [problem.code for problem in problems(replace(SOUND, mentees=mentees, cap=-2))]
    assert codes == ["matching.twice", "matching.band", "matching.cap"]


def test_the_rule_that_a_pin_breaks_is_named() -> None:
    """The hint has the code of the rule, as in the instance."""
    [problem] = problems(replace(SOUND, pins=(("e0", "r1"),)))
    assert problem.hint == "It is forbidden by: declared-conflict."


def test_a_sound_instance_has_no_problems() -> None:
    """An instance without contradictions is solved."""
    assert problems(SOUND) == ()
    assert solve(SOUND).pairs == (("e0", "r0"), ("e1", "r1"))


def test_a_held_pair_may_be_below_the_minimum() -> None:
    """It was announced under the minimum of its day; no other pair may be."""
    strict = replace(SOUND, minimum_fit=600)
    assert [problem.code for problem in problems(strict)] == ["matching.fit"]
    assert problems(replace(strict, held=(("e1", "r1"),))) == ()


def test_an_instance_without_people_is_sound_and_has_no_pairs() -> None:
    """An edition before its first application can be matched."""
    empty = replace(SOUND, mentees=(), mentors=(), fit=np.zeros((0, 0), np.int16), why_not=None)
    assert problems(empty) == ()
    assert solve(empty).pairs == ()
    assert verify(empty, solve(empty).proof) == ()
