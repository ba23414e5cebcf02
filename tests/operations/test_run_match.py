"""Matching an edition in its repository: proposals, seals, and what is never disturbed."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mentoring.checks.run import check_edition
from mentoring.cli.boundary import run
from mentoring.errors import DataError, UsageError
from mentoring.matching.outcome import WHY
from mentoring.operations.decisions import Wish, trial
from mentoring.operations.pairs.steps import recorded
from mentoring.operations.run_match import match
from mentoring.operations.verification import verdict
from mentoring.operations.withdraw import withdraw
from mentoring.people.application import ApplicationStatus
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.organisers import CapDecision
from mentoring.programme.rules import Balance, Lottery
from mentoring.render import plain
from mentoring.render.environment import written
from mentoring.store.reader import load
from mentoring.store.writer import changes

BASE = Path(__file__).parents[1] / "checks" / "base"
DAY = date(2031, 10, 28)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small programme on the day before its pairs are made."""
    copy = tmp_path / "programme"
    shutil.copytree(BASE, copy, ignore=shutil.ignore_patterns("pairs"))
    return copy


def _matched(root: Path, day: date = DAY) -> Path:
    match(load(root), "2031", day).changes.apply()
    return root


def _contents(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_pairs_are_proposed_and_sealed(root: Path) -> None:
    """A file a pair, the instance and the proof; the pin of a decision is kept."""
    done = match(load(root), "2031", DAY)
    done.changes.apply()
    assert [(pair.mentee, pair.mentor, pair.pinned) for pair in done.pairs] == [
        ("bbcdfg", "wxcdfg", False),
        ("ccdfgh", "zxcdfg", True),
    ]
    pairs = load(root).edition("2031").pairs
    assert [entry.record.latest.status for entry in pairs] == [MentorshipStatus.PROPOSED] * 2
    assert (root / "data/matches/2031/1/instance.json").exists()
    proof = json.loads((root / "data/matches/2031/1/proof.json").read_text())
    assert proof["pairs"] == [["bbcdfg", "wxcdfg"], ["ccdfgh", "zxcdfg"]]


def test_matching_again_changes_nothing(root: Path) -> None:
    """The same data on another day give the same files."""
    before = _contents(_matched(root))
    assert _contents(_matched(root, date(2031, 10, 30))) == before


def test_the_order_of_files_changes_nothing(root: Path, tmp_path: Path) -> None:
    """Whatever order a file system lists files in, the same bytes come out."""
    files = [path for path in root.rglob("*") if path.is_file()]
    random.Random(5).shuffle(files)
    other = tmp_path / "other"
    for path in files:
        copy = other / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    assert _contents(_matched(other)) == _contents(_matched(root))


def test_other_data_are_sealed_under_the_next_number(root: Path) -> None:
    """What was sealed is never rewritten; proposals that no longer hold go."""
    first = _contents(_matched(root))
    programme = load(root)
    mentee = programme.edition("2031").people["bbcdfg"]
    withdrawn = replace(mentee, status=type(mentee.status)("withdrawn"))
    changes(root, [withdrawn]).apply()

    after = _contents(_matched(root))

    assert "data/matches/2031/2/proof.json" in after
    assert after["data/matches/2031/1/proof.json"] == first["data/matches/2031/1/proof.json"]
    assert "data/pairs/2031/bbcdfg.yaml" not in after
    assert verdict(load(root), "2031").holds


def _announced(root: Path) -> Path:
    for entry in load(_matched(root)).edition("2031").pairs:
        changes(root, [recorded(entry.record, "announced", DAY)]).apply()
    return root


def test_announced_pairs_are_never_disturbed(root: Path) -> None:
    """After an announcement, it shows the announced pairs and writes nothing."""
    before = _contents(_announced(root))
    done = match(load(root), "2031", DAY)
    assert done.announced
    assert len(done.pairs) == 2
    done.changes.apply()
    assert _contents(root) == before


def test_an_unresolved_name_blocks_matching(root: Path) -> None:
    """A person who must not be met is found out before the match, not after."""
    person = load(root).edition("2031").people["bbcdfg"]
    named = replace(person, person=replace(person.person, unresolved=("Somebody",)))
    changes(root, [named]).apply()
    with pytest.raises(DataError) as refused:
        match(load(root), "2031", DAY)
    assert [problem.code for problem in refused.value.problems] == ["conflict-unresolved"]


def test_wrong_data_block_matching(root: Path) -> None:
    """There is no match on data that validate refuses."""
    person = load(root).edition("2031").people["bbcdfg"]
    changes(root, [replace(person, conflicts=("mmmmmm",))]).apply()
    with pytest.raises(DataError):
        match(load(root), "2031", DAY)


def test_a_fresh_match_is_optimal_current_and_feasible(root: Path) -> None:
    """All three questions have a yes."""
    found = verdict(load(_matched(root)), "2031")
    assert (found.optimal, found.current, found.feasible, found.problems) == (True, True, True, ())


def test_nothing_matched_is_nothing_wrong(root: Path) -> None:
    """CI verifies an edition that has not been matched yet."""
    found = verdict(load(root), "2031")
    assert found.holds
    assert found.matches == 0


def test_changed_data_must_be_matched_again_until_the_announcement(root: Path) -> None:
    """Before, a stale match is an error; after, it is information."""
    _matched(root)
    person = load(root).edition("2031").people["wxcdfg"]
    changes(root, [replace(person, topics=("giving-talks",))]).apply()
    before = verdict(load(root), "2031")
    assert (before.optimal, before.current, before.holds) == (True, False, False)
    entry = load(root).edition("2031").pairs[0]
    changes(root, [recorded(entry.record, "announced", DAY)]).apply()
    after = verdict(load(root), "2031")
    assert (after.optimal, after.current, after.holds) == (True, False, True)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("pairs/2031/bbcdfg.yaml", "mentor: wxcdfg", "mentor: zxcdfg", "pair-not-sealed"),
        ("pairs/2031/bbcdfg.yaml", "match: 1", "match: 2", "pair-not-sealed"),
        ("matches/2031/1/instance.json", '"cap": 2', '"cap": 1', "verify.digest"),
        ("matches/2031/1/proof.json", '"pairs": 2', '"pairs": 1', "verify.objective"),
        ("matches/2031/1/proof.json", '"cohort": "2031"', '"cohort": 2031', "schema-type"),
    ],
)
def test_tampering_is_found(root: Path, file: str, old: str, new: str, code: str) -> None:
    """A change by hand to what was matched does not pass the pull request."""
    path = _matched(root) / "data" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    found = verdict(load(root), "2031")
    assert not found.holds
    assert code in {problem.code for problem in found.problems}


def test_matching_again_cures_proposals_that_a_decision_undid(root: Path) -> None:
    """What is wrong with a proposal is what its hint says: matched again, and well."""
    _matched(root)
    decisions = load(root).edition("2031").decisions
    assert decisions
    fewer = CapDecision(at_most=1, on=DAY, reason="Few organisers.")
    changes(root, [replace(decisions.record, caps=(fewer,))]).apply()
    hints = {one.hint for one in check_edition(load(root).edition("2031"))}
    assert hints == {"Run `mentoring match 2031` again."}
    _matched(root)
    assert check_edition(load(root).edition("2031")) == []


def test_a_lottery_that_was_not_drawn_is_said(root: Path) -> None:
    """Nothing is refused, but nobody takes ties for drawn that are not."""
    done = match(load(root), "2031", DAY)
    assert done.undrawn
    assert "See `mentoring lottery --help`" in written("match.txt.j2", done=done, why=WHY)
    cohort = load(root).edition("2031").cohort.record
    drawn = Lottery(commitment="0" * 64, beacon="A beacon", round=1, seed="5eed")
    changes(root, [replace(cohort, matching=replace(cohort.matching, lottery=drawn))]).apply()
    again = match(load(root), "2031", DAY)
    assert not again.undrawn
    assert "Ties" not in written("match.txt.j2", done=again, why=WHY)


def _said(root: Path) -> str:
    return written("verification.txt.j2", verdict=verdict(load(root), "2031"))


def test_a_no_says_what_to_do(root: Path) -> None:
    """Each NO says what to do: match again, restore, or see to the pair."""
    _matched(root)
    edition = load(root).edition("2031")
    assert _said(root).count("yes") == 3
    changes(root, [replace(edition.people["wxcdfg"], experiments=("ALICE",))]).apply()
    assert "current   NO: data changed since; run `mentoring match 2031`" in _said(root)
    assert "feasible  NO: a pair breaks one of today's rules;" in _said(root)
    assert "optimal   yes" in _said(root)
    pair = edition.pairs[0].record
    better = replace(pair.latest, matched=replace(pair.latest.matched, fit=999))
    changes(root, [replace(pair, mentorships=(better,))]).apply()
    assert "optimal   NO: a sealed match or a pair was changed;" in _said(root)


@pytest.mark.parametrize("wish", [None, Wish(cap=1)])
def test_a_pin_without_a_place_is_found_where_it_stands(root: Path, wish: Wish | None) -> None:
    """The committee reads the line of its decision, not of a file that is not there yet."""
    decisions = load(root).edition("2031").decisions
    assert decisions
    none = CapDecision(mentor="zxcdfg", at_most=0, on=DAY, reason="Away.")
    changes(root, [replace(decisions.record, caps=(none,))]).apply()
    with pytest.raises(DataError) as refused:
        trial(load(root), "2031", wish) if wish else match(load(root), "2031", DAY)
    found = {(problem.path, problem.line, problem.code) for problem in refused.value.problems}
    assert found == {("data/decisions/2031.yaml", 5, "pin-without-place")}


def _withdrawn(root: Path, person: str) -> None:
    leaving = load(root).edition("2031").people[person]
    changes(root, [replace(leaving, status=type(leaving.status)("withdrawn"))]).apply()


def test_a_pin_of_somebody_who_withdrew_is_found_where_it_stands(root: Path) -> None:
    """Until pairs are announced, the committee is told to decide again."""
    _withdrawn(root, "ccdfgh")
    with pytest.raises(DataError) as refused:
        match(load(root), "2031", DAY)
    [found] = refused.value.problems
    assert (found.path, found.line, found.code) == (
        "data/decisions/2031.yaml",
        4,
        "pin-without-person",
    )


def test_a_pin_of_somebody_who_left_later_is_no_fault(root: Path) -> None:
    """A drop-out among announced pairs turns no honest repository red."""
    _announced(root)
    for change in withdraw(load(root).edition("2031"), "ccdfgh", DAY):
        changes(root, [change]).apply()
    assert match(load(root), "2031", DAY).announced
    found = verdict(load(root), "2031")
    assert (found.optimal, found.feasible, found.holds) == (True, True, True)


def test_too_few_mentors_are_named_with_what_would_help(root: Path) -> None:
    """With fewer pairs than the cap, it names the people, the rules and the capacities involved."""
    edition = load(root).edition("2031")
    changes(root, [replace(edition.people["wxcdfg"], experiments=("ALICE", "ATLAS"))]).apply()
    done = match(load(root), "2031", DAY)
    assert len(done.pairs) == 1
    said = written("match.txt.j2", done=done, why=WHY)
    assert "Besides 1 pin, no pair can be made. 1 mentee (bbcdfg) may be paired with no" in said
    assert "they share an affiliation (once)" in said
    assert plain.match(done)["shortage"]["text"] in said


def _bounded(root: Path, home: str, least: int) -> None:
    cohort = load(root).edition("2031").cohort.record
    balance = Balance(mentees={home: (least, None)})
    changes(root, [replace(cohort, matching=replace(cohort.matching, balance=balance))]).apply()


def test_a_match_that_cannot_be_says_why_in_every_form(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The certificate in words, the same on a terminal, for programs and for a pull request."""
    _bounded(root, "LHCb", 1)
    command = ["-C", str(root), "match", "2031"]
    why = (
        "No choice of pairs keeps every bound. The bounds ask for 1 mentee of LHCb: there are "
        "places for 0, because no such pair is possible. What helps most: lower the bound on "
        "mentees of LHCb by 1."
    )
    assert run(command) == 1
    assert why in capsys.readouterr().err
    assert run([*command, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["impossible"]["text"] == why
    assert run([*command, "--report"]) == 1
    assert capsys.readouterr().out == f"## Matching 2031: impossible\n\n{why}\n"


def test_a_wish_shows_a_way_out_of_what_cannot_be(root: Path) -> None:
    """It compares no result now with the result under the wish."""
    _bounded(root, "ATLAS", 2)
    tried = trial(load(root), "2031", Wish(cap=1))
    assert (tried.now, tried.then) == (None, None)
    assert tried.impossible
    assert "What helps most" in tried.impossible


def test_a_wish_about_weights_measures_both_sides_by_them(root: Path) -> None:
    """With the topics left out, languages alone make the fit."""
    tried = trial(load(root), "2031", Wish(weights={"topics": 0}))
    assert tried.now is not None
    assert tried.then is not None
    assert tried.then["pairs"] == tried.now["pairs"]
    assert tried.weights == {"topics": 0}
    with pytest.raises(UsageError, match=r"no criterion tpics\. Did you mean topics\?"):
        trial(load(root), "2031", Wish(weights={"tpics": 0}))


def test_a_pair_that_is_gone_or_left_over_is_found(root: Path) -> None:
    """No chosen mentee is told that they wait, and no waiting mentee that they were chosen."""
    _matched(root)
    path = root / "data/pairs/2031/bbcdfg.yaml"
    text = path.read_text()
    path.unlink()
    gone = verdict(load(root), "2031")
    assert not gone.holds
    assert {problem.code for problem in gone.problems} == {"pair-missing"}
    mentee = load(root).edition("2031").people["bbcdfg"]
    changes(root, [replace(mentee, status=ApplicationStatus.WITHDRAWN)]).apply()
    _matched(root)
    path.write_text(text)
    changes(root, [mentee]).apply()
    left_over = verdict(load(root), "2031")
    assert "pair-left-over" in {problem.code for problem in left_over.problems}


def test_a_match_without_its_proof_says_so(root: Path) -> None:
    """And not that nothing was matched."""
    (_matched(root) / "data/matches/2031/1/proof.json").unlink()
    found = verdict(load(root), "2031")
    assert not found.optimal
    assert found.problems[0].message == "the proof of match 1 is missing"
    assert "1 sealed match:" in written("verification.txt.j2", verdict=found)
