"""The sealed instance of an edition: what its people stated, and what the organisers decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import made
from mentoring.errors import MentoringError
from mentoring.matching.solve import solve
from mentoring.operations.snapshot import instance_of
from mentoring.people.organisers import CapDecision, Decisions, PairDecision
from mentoring.programme.rules import Balance, Lottery, MatchingRules
from mentoring.scoring.fit import fits

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Instance

MENTEES = (made.application("mb"), made.application("mc", experiments=("ALICE", "LHCb")))
MENTORS = (
    made.application("tb", "mentor", capacity=3),
    made.application("tc", "mentor", experiments=("LHCb",), conflicts=("mb",)),
)


def pair(mentee: str, mentor: str) -> PairDecision:
    """A decision about a pair."""
    return PairDecision(mentee=mentee, mentor=mentor, on=made.ANNOUNCED, reason="Known reasons.")


def sealed(cohort: dict[str, Any] | None = None, **decisions: Any) -> Instance:
    """The instance of four people under such decisions."""
    decided = Decisions(cohort="2026", **decisions)
    bands = {"mb": 0, "mc": 1}
    edition = made.cohort(**(cohort or {}))
    return instance_of(edition, fits(edition, MENTEES, MENTORS, decided), bands, decided)


def test_people_are_ids_bands_homes_and_capacities() -> None:
    """Nothing else about a person is sealed; people are in the order of home and id."""
    instance = sealed()
    assert [(mentee.id, mentee.band, mentee.home) for mentee in instance.mentees] == [
        ("mc", 1, "ALICE"),
        ("mb", 0, "ATLAS"),
    ]
    assert [(mentor.id, mentor.capacity) for mentor in instance.mentors] == [("tb", 3), ("tc", 1)]


def test_forbidden_pairs_carry_their_codes() -> None:
    """A pair has no fit exactly if a code says why."""
    instance = sealed(forbids=(pair("mc", "tb"),))
    assert instance.why_not == {
        "mb:tc": ("declared-conflict",),
        "mc:tb": ("forbidden",),
        "mc:tc": ("shared-experiment",),
    }
    assert (instance.fit < 0).tolist() == [[True, True], [False, True]]


def test_decided_caps_lower_what_was_stated_and_never_raise_it() -> None:
    """A cap without a mentor is the edition's."""
    cap = {"on": made.ANNOUNCED, "reason": "Few rooms."}
    caps = (CapDecision(at_most=2, **cap), CapDecision(mentor="tb", at_most=5, **cap))
    assert (sealed(caps=caps).cap, sealed(caps=caps).mentors[0].capacity) == (2, 3)
    fewer = (*caps, CapDecision(mentor="tb", at_most=1, **cap))
    assert sealed(caps=fewer).mentors[0].capacity == 1


def test_rules_and_the_lottery_come_from_the_cohort() -> None:
    """The objective, bounds, minimum and seed are those of the edition."""
    draw = Lottery(commitment="0" * 64, beacon="a public beacon", round=7, seed="5eed")
    bounds = Balance(mentees={"ALICE": (1, None)})
    rules = MatchingRules(
        criteria={"topics": 1}, objective=("fit",), minimum_fit=10, balance=bounds, lottery=draw
    )
    instance = sealed({"matching": rules})
    assert (instance.objective, instance.minimum_fit) == (("fit",), 10)
    assert (instance.balance, instance.lottery) == (bounds, "5eed")


def test_pins_are_sealed() -> None:
    """A pin that no rule forbids is in force."""
    assert sealed(pins=(pair("mb", "tb"),)).pins == (("mb", "tb"),)


def test_a_pin_that_breaks_a_rule_is_an_error_with_the_rule_in_words() -> None:
    """Two people of one experiment cannot be pinned together."""
    with pytest.raises(MentoringError, match=r"mc with tc breaks .* They share an affiliation\."):
        sealed(pins=(pair("mc", "tc"),))


def test_a_pin_of_a_person_who_left_is_an_error() -> None:
    """The error names the person who does not take part by id."""
    with pytest.raises(MentoringError, match="zz does not take part"):
        sealed(pins=(pair("mb", "zz"),))


def test_a_double_affiliation_counts_at_home_alone() -> None:
    """Three people of A and B, B and C, C and A, one place for each: all three have one.

    If each counted twice, one and a half of them could have a place, which is impossible.
    """
    both = (("ALICE", "ATLAS"), ("ATLAS", "CMS"), ("CMS", "ALICE"))
    mentees = tuple(
        made.application(f"m{n}", experiments=experiments) for n, experiments in enumerate(both)
    )
    mentors = (made.application("tb", "mentor", capacity=3, experiments=("LHCb",)),)
    one_each = Balance(mentees=dict.fromkeys(("ALICE", "ATLAS", "CMS"), (1, 1)))
    rules = MatchingRules(criteria={"topics": 1}, balance=one_each)
    bands = {mentee.id: 0 for mentee in mentees}
    edition = made.cohort(matching=rules)
    found = solve(instance_of(edition, fits(edition, mentees, mentors), bands))
    assert found.objective["pairs"] == 3
