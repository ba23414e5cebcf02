"""What if something were decided: wishes that clash are named before anything is solved."""

from __future__ import annotations

import numpy as np
import pytest

from mentoring.errors import UsageError
from mentoring.matching.sealed.instance import Instance, Mentee, Mentor
from mentoring.matching.what_if import Wish, granted

INSTANCE = Instance(
    cohort="2031",
    cap=2,
    mentees=tuple(Mentee(id=one, home="CMS") for one in ("ma", "mb", "mc")),
    mentors=(Mentor(id="ta", home="LHCb"), Mentor(id="tb", home="LHCb", capacity=2)),
    fit=np.full((3, 2), 500, np.int16),
    pins=(("ma", "ta"),),
)


@pytest.mark.parametrize(
    ("wish", "clash"),
    [
        (Wish(pins=(("ma", "tb"),)), "Two pins of ma clash: ta and tb.*--forbid ma:MENTOR"),
        (Wish(pins=(("mb", "ta"),)), "2 pins of ta clash: they take 1"),
        (Wish(pins=(("mb", "tb"), ("mc", "tb"))), "3 pins clash with the cap: at most 2"),
        (Wish(cap=0), "1 pins clash with the cap: at most 0"),
        (Wish(pins=(("mb", "tb"),), forbids=(("mb", "tb"),)), "mb:tb clashes with --forbid"),
        (Wish(pins=(("mb", "tb"),), without=("tb",)), "mb:tb clashes with .*--without"),
    ],
)
def test_pins_that_clash_are_named(wish: Wish, clash: str) -> None:
    """Whoever asks learns which two wishes cannot both be, and how to give one up."""
    with pytest.raises(UsageError, match=clash):
        granted(INSTANCE, wish)


def test_the_hint_of_a_clash_works() -> None:
    """A pin given up leaves its mentee to the other one."""
    wish = Wish(pins=(("ma", "tb"),), forbids=(("ma", "ta"),))
    assert granted(INSTANCE, wish).pins == (("ma", "tb"),)
