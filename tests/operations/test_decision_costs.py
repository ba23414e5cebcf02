"""Decisions by hand: each is named with its reason, and its price is exact."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentoring.operations.pairs.steps import recorded
from mentoring.operations.run_match import match
from mentoring.operations.verification import verdict
from mentoring.people.application import ApplicationStatus
from mentoring.people.organisers import CapDecision, Decisions, PairDecision
from mentoring.render.environment import written
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from mentoring.operations.decisions import Decision, DecisionCost

PROGRAMME = Path(__file__).parents[1] / "programme"
DAY = date(2031, 10, 28)
BY_HAND = {"on": DAY, "reason": "As the committee minuted."}

PIN = PairDecision(mentee="bprtwc", mentor="gmfpzh", **BY_HAND)
FORBID = PairDecision(mentee="gngsmf", mentor="pvztsj", **BY_HAND)
CAP = CapDecision(at_most=3, **BY_HAND)
MENTOR = CapDecision(mentor="cbnmgp", at_most=0, **BY_HAND)
KINDS = {"pins": (PIN,), "forbids": (FORBID,), "caps": (CAP, MENTOR)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature programme, with nothing matched yet."""
    copy = tmp_path / "programme"
    unmatched = shutil.ignore_patterns("_expected", "pairs", "matches")
    shutil.copytree(PROGRAMME, copy, ignore=unmatched)
    return copy


def decide(root: Path, **decisions: tuple[Decision, ...]) -> None:
    """Write the decisions, and match under them."""
    changes(root, [Decisions(cohort="2031", **decisions)]).apply()  # type: ignore[arg-type]
    match(load(root), "2031", DAY).changes.apply()


def found(root: Path) -> tuple[DecisionCost, ...]:
    """The decisions that `verify` names."""
    return verdict(load(root), "2031").decisions


def as_text(root: Path) -> str:
    """What `verify` says."""
    return written("verification.txt.j2", verdict=verdict(load(root), "2031"))


def test_a_price_is_what_matching_without_the_decision_gains(root: Path) -> None:
    """For a pin, a forbid, the edition's cap, a mentor's, and for all of them together."""
    decide(root, **KINDS)
    named = found(root)
    assert [one.decision for one in named] == [PIN, FORBID, CAP, MENTOR, None]
    for one in named:
        rest = {
            kind: tuple(other for other in several if one.decision and other != one.decision)
            for kind, several in KINDS.items()
        }
        decide(root, **rest)
        assert one.change
        best = match(load(root), "2031", DAY)
        assert one.change.objective == best.last.proof.objective
        assert {(pair.mentee, pair.mentor) for pair in best.pairs} >= set(one.change.come)


def test_a_decision_that_changes_nothing_costs_nothing(root: Path) -> None:
    """Organisers may decide what is best anyway."""
    decide(root)
    pair = match(load(root), "2031", DAY).pairs[-1]
    decide(root, pins=(PairDecision(mentee=pair.mentee, mentor=pair.mentor, **BY_HAND),))
    [one] = found(root)
    assert one.change
    assert one.change.objective == one.worth
    assert "It costs nothing." in written(
        "verification.txt.j2", verdict=verdict(load(root), "2031")
    )


def test_reason_and_price_are_said(root: Path) -> None:
    """In the words in which alternatives are explained."""
    decide(root, caps=(CAP,))
    said = as_text(root)
    assert "cap at most 3 (2031-10-28): As the committee minuted." in said
    assert "Without it, there are 4 pairs instead of 3." in said


def test_a_decision_made_after_the_match_accounts_for_nothing(root: Path) -> None:
    """Only what the match obeyed is named."""
    decide(root)
    changes(root, [Decisions(cohort="2031", pins=(PIN,))]).apply()
    assert found(root) == ()


def test_what_a_pair_would_fit_is_not_known_of_somebody_who_left(root: Path) -> None:
    """The price of a forbid is not guessed."""
    decide(root, forbids=(FORBID,))
    person = load(root).edition("2031").people[FORBID.mentor]
    changes(root, [replace(person, status=ApplicationStatus.WITHDRAWN)]).apply()
    assert "The price is no longer known" in written(
        "verification.txt.j2", verdict=verdict(load(root), "2031")
    )


def test_a_pin_that_cannot_be_met_any_more_turns_nothing_red(root: Path) -> None:
    """The two were announced, and parted; later one of them moved to the other's experiment."""
    decide(root, pins=(PIN,))
    edition = load(root).edition("2031")
    pair = next(entry.record for entry in edition.pairs if entry.record.mentee == PIN.mentee)
    parted = recorded(recorded(pair, "announced", DAY), "ended", DAY)
    moved = replace(edition.people[PIN.mentee], experiments=edition.people[PIN.mentor].experiments)
    changes(root, [parted, moved]).apply()
    found = verdict(load(root), "2031")
    assert (found.optimal, found.current) == (True, False)
    assert found.holds
    assert "cannot be matched: The decision to pair" in found.problems[0].message
