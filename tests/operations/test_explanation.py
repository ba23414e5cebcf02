"""Why, why not, and at what price: as the sealed match has it, whatever has happened since."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import to_builtins

from mentoring.cli.boundary import run
from mentoring.errors import MentoringError, UsageError
from mentoring.matching.outcome import WHY
from mentoring.operations import explanation, match_files
from mentoring.operations.explanation import Absence, Explanation
from mentoring.operations.run_match import match
from mentoring.people.application import ApplicationStatus
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.programme.rules import Balance
from mentoring.render import plain
from mentoring.render.environment import written
from mentoring.scoring.fit import SENTENCES
from mentoring.store.reader import load
from mentoring.store.writer import changes

PROGRAMME = Path(__file__).parents[1] / "programme"
DAY = date(2031, 10, 28)
WAITING, PAIRED, MENTOR = "bprtwc", "gngsmf", "pvztsj"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature programme, its four pairs announced."""
    copy = tmp_path / "programme"
    shutil.copytree(PROGRAMME, copy, ignore=shutil.ignore_patterns("_expected"))
    return copy


def explain(root: Path, mentee: str, mentor: str | None = None) -> Explanation:
    """The explanation of a mentee, or of a pair."""
    found = explanation.explain(load(root), "2031", mentee, mentor)
    assert isinstance(found, Explanation)
    return found


def as_text(found: Explanation | Absence) -> str:
    """What the command says."""
    template = "absence.txt.j2" if isinstance(found, Absence) else "explanation.txt.j2"
    words = {"document": plain.explanation(found), "why": WHY, "sentences": SENTENCES}
    return written(template, found=found, **words)


def matched_anew(root: Path, **cohort: object) -> Path:
    """The programme matched as if nothing had been announced, under other rules."""
    shutil.rmtree(root / "data/pairs")
    shutil.rmtree(root / "data/matches")
    record = load(root).edition("2031").cohort.record
    changes(root, [replace(record, **cohort)]).apply()  # type: ignore[arg-type]
    match(load(root), "2031", DAY).changes.apply()
    return root


def test_the_price_of_every_pair_shown_is_the_difference_of_the_outcomes(root: Path) -> None:
    """What decides by the price is the first stage at which the two outcomes differ."""
    for found in (explain(root, WAITING), explain(root, PAIRED)):
        assert found.pairings
        for pairing in found.pairings:
            assert pairing.price
            assert pairing.change
            assert pairing.change.objective
            first = next(s for s, v in found.objective.items() if pairing.change.objective[s] != v)
            assert pairing.price.decided == first


def test_whoever_was_not_selected_reads_what_stood_in_the_way(root: Path) -> None:
    """Places, band, mentors, and what decided, before the changes that would have paired them."""
    said = as_text(explain(root, WAITING))
    assert "Places: 4 of 4 are taken." in said
    assert "Band C: 1 of its 3 mentees have a mentor. Motivation is the same for these" in said
    assert "Mentors: 4 of 6 may be paired with them. Not with 2: They share an affiliation." in said
    assert "The worst fit of a pair decided: with them it would be lower." in said
    assert "With this pair, the worst fit of a pair falls from 516 to 515." in said


def test_a_bound_in_the_way_is_named(root: Path) -> None:
    """How many mentees of one's experiment there may be, and are."""
    home = load(root).edition("2031").people[WAITING].experiments[0]
    rules = load(root).edition("2031").cohort.record.matching
    matched_anew(root, matching=replace(rules, balance=Balance(mentees={home: (0, 0)})))
    found = explain(root, WAITING)
    assert found.pairings == ()
    assert f"Balance: 0 of {home} have a mentor; at most 0, at least 0." in as_text(found)


def test_too_few_mentors_are_named_with_who_competes_for_them(root: Path) -> None:
    """Where places are free and mentors are not, the smallest group that has too few."""
    edition = load(root).edition("2031")
    gone = [replace(mentor, status=ApplicationStatus.WITHDRAWN) for mentor in edition.mentors[1:]]
    changes(root, gone).apply()
    matched_anew(root)
    waiting = sorted(
        {mentee.id for mentee in load(root).edition("2031").mentees} - set(_paired(root))
    )
    said = [as_text(explain(root, one)) for one in waiting]
    assert any("may be paired with only 1 mentor" in one for one in said)


def test_programs_read_who_competes_and_which_rules_leave_no_other_mentor(root: Path) -> None:
    """The rules are counted by their code, as in the text."""
    edition = load(root).edition("2031")
    gone = [replace(mentor, status=ApplicationStatus.WITHDRAWN) for mentor in edition.mentors[2:]]
    changes(root, gone).apply()
    matched_anew(root)
    waiting = {mentee.id for mentee in edition.mentees} - set(_paired(root))
    found = [to_builtins(plain.explanation(explain(root, mentee))) for mentee in sorted(waiting)]
    counted = [data["rivals"]["reasons"] for data in found if data["rivals"]]
    assert {"shared-experiment": 2} in counted, counted


def _paired(root: Path) -> list[str]:
    return [entry.record.mentee for entry in load(root).edition("2031").pairs]


def test_a_rule_that_forbids_the_pair_is_all_there_is_to_say(root: Path) -> None:
    """No price: what is forbidden is not for sale."""
    forbidden = next(
        pair.split(":")[1]
        for pair in match_files.read(root, "2031", 1).instance.why_not or {}
        if pair.startswith(WAITING)
    )
    found = explain(root, WAITING, forbidden)
    assert found.pairings[0].price is None
    assert "may not be a pair.\n  They share an affiliation." in as_text(found)


def test_after_a_departure_the_match_and_today_are_told_apart(root: Path) -> None:
    """The sealed match does not change; the mentorship, and what is known of people, does."""
    before = explain(root, PAIRED)
    edition = load(root).edition("2031")
    pair = next(entry.record for entry in edition.pairs if entry.record.mentee == PAIRED)
    ended = replace(pair.latest, status=MentorshipStatus.ENDED)
    left = replace(edition.people[MENTOR], status=ApplicationStatus.WITHDRAWN)
    changes(root, [replace(pair, mentorships=(ended,)), left]).apply()

    after = explain(root, PAIRED)

    assert [(pairing.mentor, pairing.price, pairing.change) for pairing in after.pairings] == [
        (pairing.mentor, pairing.price, pairing.change) for pairing in before.pairings
    ]
    assert not after.current
    said = as_text(after)
    assert f"{PAIRED} was given the mentor {MENTOR}.\nThe mentorship is ended today." in said
    data = to_builtins(plain.explanation(after))
    assert data["now"] == {"mentor": MENTOR, "status": "ended", "match": 1}
    assert "One of the two no longer takes part, so the parts of the fit are not known." in said


def test_parts_of_another_fit_are_not_taken_for_those_of_the_match(root: Path) -> None:
    """The explanation names people whose answers have changed since."""
    person = load(root).edition("2031").people[MENTOR]
    changes(root, [replace(person, topics=person.topics[:1])]).apply()
    assert "what the two stated has changed since" in as_text(explain(root, PAIRED, MENTOR))


def test_a_match_that_was_tampered_with_is_not_explained(root: Path) -> None:
    """What is not the best outcome has no prices."""
    path = root / "data/matches/2031/1/proof.json"
    path.write_text(path.read_text().replace('"fit": 2095', '"fit": 2096'))
    with pytest.raises(MentoringError, match="First: mentoring verify 2031"):
        explain(root, PAIRED)


def test_somebody_who_took_no_part_is_said_to_have_applied(root: Path) -> None:
    """The organiser asked for an id that exists, so no other is proposed."""
    applied = load(root).edition("2031").people.values()
    other = next(person for person in applied if person.status is not ApplicationStatus.SUBMITTED)
    found = explanation.explain(load(root), "2031", other.id)
    assert isinstance(found, Absence)
    assert f"because the application is {other.status}." in as_text(found)
    with pytest.raises(UsageError, match=r"This mentor applied on .* and is submitted"):
        explain(root, MENTOR)


def test_a_mentee_who_applied_after_the_match_is_told_their_place_in_turn(root: Path) -> None:
    """The match holds nothing about them; those who applied before them come first."""
    early = load(root).edition("2031").people[WAITING]
    day = early.submitted.replace(year=2032, month=1)
    person = replace(early.person, name="Later Person", email="later@example.org")
    late = replace(early, id="kkkkkk", submitted=day, arrival="rolling", person=person)
    changes(root, [late]).apply()
    text = as_text(explanation.explain(load(root), "2031", late.id))
    assert f"because they applied on {day.date()}, after it was sealed on 2031-11-03." in text
    assert "They are number 4 of the 4 mentees who wait." in text
    assert run(["-C", str(root), "explain", "2031", late.id, "--format", "json"]) == 0


def test_programs_read_all_that_the_text_says(root: Path) -> None:
    """Prices by stage, what decided, who would move, and what stood in the way."""
    data = json.loads(json.dumps(to_builtins(plain.explanation(explain(root, WAITING)))))
    assert data["standing"]["bands"][data["standing"]["band"]] == [1, 3]
    assert data["standing"]["tied"]
    [first, *_] = data["pairings"]
    assert first["price"]["stages"]["floor"] == 1
    assert first["price"]["decided"] == "floor"
    assert first["change"]["objective"]["floor"] == 516 - 1
