"""Sealed matches stay provable when a person in them is erased."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.instance.objective import LARGEST, tickets
from mentoring.matching.proof import verify
from mentoring.matching.solve import solve
from mentoring.operations import match_files
from mentoring.operations.erasure.erase import erase
from mentoring.operations.erasure.prepare import reseal
from mentoring.operations.git import Repository
from mentoring.operations.match_files import Match
from mentoring.operations.verification import verdict
from mentoring.store.reader import load
from operations import history
from operations.history import FREE, MENTEE, MENTOR, OTHER, TODAY

if TYPE_CHECKING:
    from pathlib import Path

MENTEES, MENTORS = ("bbbbbb", "cccccc", "dddddd", "ffffff"), ("mmmmmm", "nnnnnn", "pppppp")


@st.composite
def sealed_matches(draw: st.DrawFn) -> Match:
    """Small matches with many ties, so that the draw decides a lot."""
    fits = draw(
        st.lists(
            st.lists(st.sampled_from((-1, 500, 700)), min_size=3, max_size=3),
            min_size=4,
            max_size=4,
        )
    )
    instance = Instance(
        cohort="2026",
        cap=draw(st.integers(1, 3)),
        objective=("pairs", "motivation", "floor", "fit", "lottery"),
        mentees=tuple(Mentee(id=one, band=draw(st.integers(0, 1)), home="CMS") for one in MENTEES),
        mentors=tuple(
            Mentor(id=one, capacity=draw(st.integers(1, 2)), home="LHCb") for one in MENTORS
        ),
        fit=np.array(fits, np.int16),
        lottery=draw(st.sampled_from(("one", "two", "three", None))),
    )
    solution = solve(instance)
    return Match(
        cohort="2026",
        number=1,
        instance=instance,
        proof=solution.proof,
    )


@given(sealed_matches(), st.permutations((*MENTEES, *MENTORS)), st.integers(1, 3))
def test_the_pairs_stay_optimal_and_proven(match: Match, people: list[str], count: int) -> None:
    """After each erasure the new proof shows that the same pairs are optimal."""
    for number, person in enumerate(people[:count], 1):
        match = reseal(match, {person: f"erased-{number}"})
        assert not verify(match.instance, match.proof)
        assert person not in json.dumps(list(map(list, match.pairs)))


@given(sealed_matches(), st.sampled_from((*MENTEES, *MENTORS)))
def test_stages_before_the_draw_keep_their_values(match: Match, person: str) -> None:
    """The proven number of pairs, bands and fits do not change."""
    after = reseal(match, {person: "erased-1"})
    for stage, value in match.proof.objective.items():
        assert stage == "lottery" or after.proof.objective[stage] == value


@given(sealed_matches(), st.sampled_from((*MENTEES, *MENTORS)))
def test_no_ticket_gives_the_id_away(match: Match, person: str) -> None:
    """No number in the new files is a ticket of the person, or a sum that contains one."""
    after = match_files.files(reseal(match, {person: "erased-1"}))
    numbers = {word for data in after.values() for word in data.decode().split()}
    of_person = [
        ticket
        for pair, ticket in _tickets(match.instance).items()
        if person in pair and match.instance.lottery
    ]
    digits = {"".join(filter(str.isdigit, word)) for word in numbers}
    assert digits.isdisjoint(map(str, of_person))


def _tickets(instance: Instance) -> dict[tuple[str, str], int]:
    pairs = [(mentee, mentor) for mentee in MENTEES for mentor in MENTORS]
    return dict(zip(pairs, tickets(instance.lottery, pairs), strict=True))


def test_a_tombstone_draws_what_it_was_given() -> None:
    """A tombstone has the highest ticket with its partner, and none with others."""
    pairs = [("erased-1", "mmmmmm"), ("erased-1", "nnnnnn"), ("bbbbbb", "mmmmmm")]
    first, second, third = tickets("seed", pairs, [pairs[0]])
    assert (first, second) == (LARGEST, 0)
    assert [third] == list(tickets("seed", pairs[2:]))


def test_claiming_another_draw_is_caught(root: Path) -> None:
    """Giving a tombstone a pair that was not chosen breaks the proof."""
    erase(Repository(root), MENTEE, TODAY)
    match = match_files.read(root, "2026", 1)
    forged = replace(match.instance, drawn=(("erased-1", FREE),))
    assert verify(forged, match.proof)


@pytest.mark.parametrize("person", [MENTEE, MENTOR, OTHER, FREE])
def test_the_repository_verifies_after_any_erasure(root: Path, person: str) -> None:
    """`verify` finds every sealed match optimal, and the current pairs feasible."""
    erase(Repository(root), person, TODAY)
    found = verdict(load(root), "2026")
    assert (found.optimal, found.feasible, found.matches) == (True, True, 1)


def test_a_match_whose_proof_never_held_does_not_stop_an_erasure(root: Path) -> None:
    """Its ids are replaced as in any other file, and the proof stays invalid."""
    path = root / "data/matches/2026/1/proof.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps(data | {"objective": {**data["objective"], "pairs": 9}}))
    history.commit(root, "Tamper")
    erase(Repository(root), MENTEE, TODAY)
    assert MENTEE.encode() not in history.raw(root)
    assert not verdict(load(root), "2026").optimal


def test_a_proof_without_a_required_field_is_not_made_again(root: Path) -> None:
    """Its ids are replaced; the field is not filled in by a default that it may not have had."""
    path = root / "data/matches/2026/1/proof.json"
    data = json.loads(path.read_text())
    assert data.pop("floor") is None
    path.write_text(json.dumps(data))
    history.commit(root, "Lose a field")
    erase(Repository(root), MENTEE, TODAY)
    assert MENTEE.encode() not in history.raw(root)
    assert "floor" not in json.loads(path.read_text())
