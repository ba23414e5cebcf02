"""Blocking pairs, by their definition."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given

from matching.instances import instances
from mentoring.errors import MentoringError
from mentoring.matching.explain.blocking_pairs import BlockingPair, blocking
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.solve import solve


def test_two_people_who_prefer_each_other_block() -> None:
    """The best total separates two people who suit each other best."""
    instance = Instance(
        cohort="2026",
        cap=2,
        objective=("pairs", "fit"),
        mentees=(Mentee(id="e0", home="A"), Mentee(id="e1", home="A")),
        mentors=(Mentor(id="r0", home="B"), Mentor(id="r1", home="B")),
        fit=np.array([[600, 550], [590, 10]], np.int16),
    )
    pairs = solve(instance).pairs
    assert pairs == (("e0", "r1"), ("e1", "r0"))
    assert blocking(instance, pairs) == (
        BlockingPair(pair=("e0", "r0"), fit=600, mentee_has=550, mentor_has=590),
    )


@given(instances())
def test_a_blocking_pair_is_better_for_both_and_nothing_else_is(instance: Instance) -> None:
    """The blocking pairs are those found by comparing person by person."""
    try:
        pairs = solve(instance).pairs
    except MentoringError:
        assume(condition=False)
        raise
    fit = {
        (one.id, other.id): int(instance.fit[i, j])
        for i, one in enumerate(instance.mentees)
        for j, other in enumerate(instance.mentors)
    }
    expected = set()
    for (mentee, mentor), shared in fit.items():
        mine = [fit[pair] for pair in pairs if pair[0] == mentee]
        theirs = [fit[pair] for pair in pairs if pair[1] == mentor]
        capacity = next(one.capacity for one in instance.mentors if one.id == mentor)
        better = [value < shared for value in mine]
        room = len(theirs) < capacity and shared >= 0
        gains = any(value < shared for value in theirs)
        if better and all(better) and (room or gains):
            has = None if room else min(theirs)
            expected.add(((mentee, mentor), shared, mine[0], has))
    found = blocking(instance, pairs)
    assert {(one.pair, one.fit, one.mentee_has, one.mentor_has) for one in found} == expected
    assert [one.fit - one.mentee_has for one in found] == sorted(
        (one.fit - one.mentee_has for one in found), reverse=True
    )
