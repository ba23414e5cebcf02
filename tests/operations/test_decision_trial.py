"""Possible decisions: clashes are named before anything is solved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mentoring.errors import MentoringError, UsageError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.operations.decisions import Wish, granted

INSTANCE = Instance(
    cohort="2031",
    cap=2,
    mentees=tuple(Mentee(id=one, home="CMS") for one in ("ma", "mb", "mc")),
    mentors=(Mentor(id="ta", home="LHCb"), Mentor(id="tb", home="LHCb", capacity=2)),
    fit=np.array([[500, 500], [500, 500], [-1, 500]], np.int16),
    why_not={"mc:ta": ("shared-experiment",)},
    pins=(("ma", "ta"),),
)


@pytest.mark.parametrize(
    ("wish", "clash"),
    [
        (Wish(pins=(("ma", "tb"),)), "Two pins of ma clash: ta and tb.*--forbid ma:MENTOR"),
        (Wish(pins=(("mb", "tb"),), forbids=(("mb", "tb"),)), "mb:tb clashes with --forbid"),
        (Wish(pins=(("mb", "tb"),), without=("tb",)), "mb:tb clashes with .*--without"),
    ],
)
def test_a_wish_that_contradicts_itself_is_wrong_usage(wish: Wish, clash: str) -> None:
    """The error names the two contradicting wishes, and how to drop one."""
    with pytest.raises(UsageError, match=clash):
        granted(INSTANCE, wish)


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (
            Wish(pins=(("mb", "ta"),)),
            r"2 pins \(ma:ta, mb:ta\) exceed the capacity of the mentor ta, which is 1",
        ),
        (Wish(pins=(("mb", "tb"), ("mc", "tb"))), "3 pins .* exceed the cap, which is 2"),
        (Wish(cap=0), r"1 pin \(ma:ta\) exceeds the cap, which is 0. .* raise the cap by 1"),
        (Wish(pins=(("mc", "ta"),), forbids=(("ma", "ta"),)), "may not be a pair. They share an"),
    ],
)
def test_pins_that_exceed_a_limit_are_impossible(wish: Wish, why: str) -> None:
    """The error names the pins and what would help; a wish cannot break a hard rule."""
    with pytest.raises(MentoringError, match=why) as refused:
        granted(INSTANCE, wish)
    assert not isinstance(refused.value, UsageError)


@pytest.mark.parametrize(
    ("wish", "who"),
    [
        (Wish(without=("mz",)), "^mz is not a mentee or mentor who takes part. "),
        (Wish(pins=(("ta", "tb"),)), "^ta is not a mentee who takes part. "),
        (Wish(forbids=(("ma", "mb"),)), "^mb is not a mentor who takes part. "),
    ],
)
def test_a_person_of_a_wish_takes_part(wish: Wish, who: str) -> None:
    """The error says on which side the person is missing."""
    with pytest.raises(UsageError, match=who):
        granted(INSTANCE, wish)


def test_every_rule_that_forbids_a_pin_is_named() -> None:
    """The rules are sentences, one after the other."""
    codes = ("shared-experiment", "declared-conflict")
    instance = replace(INSTANCE, why_not={"mc:ta": codes})
    with pytest.raises(MentoringError, match=r"share an affiliation\. One of them must not be"):
        granted(instance, Wish(pins=(("mc", "ta"),)))


def test_rules_that_are_not_recorded_stay_unrecorded() -> None:
    """A large instance has no codes, with or without a wish."""
    instance = replace(INSTANCE, why_not=None)
    assert granted(instance, Wish(without=("mb",))).why_not is None


def test_a_wish_for_nothing_is_none() -> None:
    """Each of the four decisions alone is a wish."""
    assert not Wish()
    for wish in (Wish(pins=(("ma", "ta"),)), Wish(forbids=(("ma", "ta"),)), Wish(cap=0)):
        assert wish
    assert Wish(without=("ma",))


def test_the_hint_of_a_clash_works() -> None:
    """Forbidding the first pin leaves the mentee to the second one."""
    wish = Wish(pins=(("ma", "tb"),), forbids=(("ma", "ta"),))
    assert granted(INSTANCE, wish).pins == (("ma", "tb"),)


def test_what_a_wish_rules_out_has_its_reason() -> None:
    """Each pair that a wish rules out has a code, which explanations can name."""
    other = granted(INSTANCE, Wish(forbids=(("mb", "ta"),), without=("tb",)))
    assert other.why_not == {
        "ma:tb": ("left-out",),
        "mb:ta": ("forbidden",),
        "mb:tb": ("left-out",),
        "mc:ta": ("shared-experiment",),
        "mc:tb": ("left-out",),
    }
