"""A person is erased from the work tree and from the whole history."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from made import application, cohort
from mentoring.cli.boundary import run
from mentoring.errors import UsageError
from mentoring.operations.erasure.erase import Erasure, erase
from mentoring.operations.git import Repository
from mentoring.operations.verification import verdict
from mentoring.people.application import Person, Profile
from mentoring.store.reader import load
from mentoring.store.writer import changes
from operations import history
from operations.history import CANARY, EMAIL, MENTEE, MENTOR, OTHER, REVIEWER, TODAY, commit, git

if TYPE_CHECKING:
    from pathlib import Path

TRACES = (MENTEE.encode(), EMAIL.encode(), CANARY.encode(), b"Quuxov", b"quuxov", b"QUUXOV")


def _erase(root: Path, person: str = MENTEE) -> Erasure:
    return erase(Repository(root), person, TODAY)


def test_the_repository_knew_them(decorated: Path) -> None:
    """Before the erasure the repository has every trace, so the search below can find them."""
    before = history.raw(decorated)
    assert all(trace in before for trace in TRACES[:4])


def test_nothing_of_them_is_left(decorated: Path) -> None:
    """No object, ref, reflog, message, author, note, stash or file has id, address or name."""
    done = _erase(decorated)
    after = history.raw(decorated)
    assert not [trace for trace in TRACES if trace in after]
    assert done.clean
    objects = git(decorated, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    assert done.scan.objects == len(objects)


def test_the_history_keeps_its_shape(decorated: Path) -> None:
    """The same commits in the same order, with the same authors, and one commit more."""
    _erase(decorated)
    subjects = git(decorated, "log", "--format=%s", "--topo-order", "main").splitlines()
    assert subjects == [
        "Erase erased-1",
        "Merge erased-1",
        "Prepare the withdrawal of erased-1",
        "Announce; erased-1 has met rzbxcd",
        "Match",
        "Release",
        "Import erased-1: erased-1",
    ]
    assert git(decorated, "log", "-1", "--format=%an %ae", "HEAD^^") == (
        "erased-1 erased-1@erased.invalid"
    )


def test_branches_tags_notes_and_stashes_move_along(decorated: Path) -> None:
    """Branches, tags, notes and stashes point at the new history; their names contain no id."""
    _erase(decorated)
    assert sorted(Repository(decorated).refs()) == [
        "refs/heads/main",
        "refs/heads/withdraw-erased-1",
        "refs/notes/commits",
        "refs/stash",
        "refs/tags/announced",
        "refs/tags/met-erased-1",
    ]
    assert git(decorated, "tag", "--list", "--format=%(contents:subject)", "announced") == (
        "Before erased-1"
    )
    assert git(decorated, "notes", "show", "HEAD^") == "erased-1 rang"
    assert git(decorated, "notes", "show", "HEAD^^") == "A quiet day"
    assert git(decorated, "stash", "list", "--format=%gs").splitlines() == [
        "On main: Second of erased-1 erased-1",
        "On main: First erased-1",
    ]
    git(decorated, "stash", "pop", "--quiet")
    assert (decorated / "README.md").read_text() == "Second of erased-1\n"


def test_the_work_tree_is_clean_and_sound(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The remaining programme is valid, and the work tree has no changes."""
    _erase(root)
    assert git(root, "status", "--porcelain") == ""
    assert run(["-C", str(root), "validate", "--today", str(TODAY)]) == 0
    assert capsys.readouterr().out == "18 files checked, no problems.\n"
    assert not (root / f"data/applications/2026/{MENTEE}.yaml").exists()
    assert not (root / f"data/reviews/2026/{MENTEE}").exists()


def test_a_record_without_personal_data_says_so(root: Path) -> None:
    """The ledger says that a person was erased, and when."""
    _erase(root)
    [entry] = load(root).editions["2026"].erased
    assert (entry.record.tombstone, entry.record.on) == ("erased-1", TODAY)
    assert entry.path == "data/ledgers/2026/erasures/erased-1.yaml"


def test_the_other_side_of_the_pair_stays_whole(root: Path) -> None:
    """The mentor's application and answers are kept; the mentee's answers and goals are removed."""
    before = (root / f"data/applications/2026/{MENTOR}.yaml").read_bytes()
    _erase(root)
    assert (root / f"data/applications/2026/{MENTOR}.yaml").read_bytes() == before
    pair = {e.record.mentee: e.record for e in load(root).editions["2026"].pairs}["erased-1"]
    [one] = pair.mentorships
    assert (one.mentor, one.status, one.goals) == (MENTOR, "ended", ())
    assert [said.by for said in (*one.reported, *one.check_ins)] == ["mentor", "mentor"]
    assert len(one.meetings) == 1


def test_goals_stay_when_the_mentor_goes(root: Path) -> None:
    """The goals belong to the mentee, who may get another mentor."""
    _erase(root, MENTOR)
    pair = {e.record.mentee: e.record for e in load(root).editions["2026"].pairs}[MENTEE]
    [one] = pair.mentorships
    assert (one.mentor, one.status) == ("erased-1", "ended")
    assert one.goals
    assert [said.by for said in (*one.reported, *one.check_ins)] == ["mentee", "mentee"]
    assert not load(root).editions["2026"].people[MENTEE].preferences.mentors


def test_entries_about_them_go_and_others_stay(root: Path) -> None:
    """Conflicts, decisions and preferences that name them are removed from other records."""
    _erase(root)
    edition = load(root).editions["2026"]
    assert edition.people[OTHER].conflicts == ()
    assert edition.people[OTHER].motivation == "My friend erased-1 told me of this."
    assert edition.decisions
    assert edition.decisions.record.forbids == ()
    assert edition.roster
    assert all(member.conflicts == () for member in edition.roster.record.members)


def test_a_reviewers_marks_stay_with_the_applicant(root: Path) -> None:
    """A reviewer is removed from the roster; the marks stay, because bands depend on them."""
    _erase(root, REVIEWER)
    edition = load(root).editions["2026"]
    assert {entry.record.reviewer for entry in edition.reviews} == {"erased-1"}
    assert [sorted(entry.record.scores) for entry in edition.reviews] == [["goals"], ["goals"]]
    assert not [entry.record.note for entry in edition.reviews if entry.record.note]
    assert edition.roster
    assert REVIEWER not in {member.id for member in edition.roster.record.members}
    assert run(["-C", str(root), "validate", "--today", str(TODAY)]) == 0


def test_every_application_under_the_address_goes(root: Path) -> None:
    """A former mentee who is now a mentor is one person, however the address is typed."""
    later = replace(cohort().dates, mentors_close=date(2027, 9, 4))
    person = Person(name="Z. Quuxova", email=EMAIL.title())
    profile = Profile(code="xxxxxx", text="I know.")
    both = [
        cohort(cohort="2027", dates=later),
        application("nnnnnn", "mentor", cohort="2027", person=person, profile=profile),
    ]
    changes(root, both).apply()
    commit(root, "Import the next edition")
    done = _erase(root)
    assert done.tombstones == {MENTEE: "erased-1", "nnnnnn": "erased-2"}
    assert b"nnnnnn" not in history.raw(root)
    assert [e.record.tombstone for e in load(root).editions["2027"].erased] == ["erased-2"]


def test_the_next_tombstone_has_the_next_number(root: Path) -> None:
    """Tombstones are never used twice."""
    _erase(root)
    assert _erase(root, OTHER).tombstones == {OTHER: "erased-2"}
    assert verdict(load(root), "2026").optimal


def test_a_name_that_others_bear_is_left_to_a_person(root: Path) -> None:
    """A name that two people share identifies neither; its places are listed."""
    person = Person(name=CANARY, email="another@example.org")
    namesake = application("sssttt", person=person)
    changes(root, [namesake]).apply()
    commit(root, "Import another")
    done = _erase(root)
    assert load(root).editions["2026"].people["sssttt"].person.name == CANARY
    assert "data/identities/2026/sssttt.yaml" in {h.where for h in done.scan.doubtful}
    assert EMAIL.encode() not in history.raw(root)


def test_parts_of_a_name_are_listed(root: Path) -> None:
    """A first name alone may belong to another person; it is kept, and its place is listed."""
    (root / "README.md").write_text("One\nZdenka rang.\n")
    commit(root, "A note")
    done = _erase(root)
    assert ("README.md", 2) in {(hit.where, hit.line) for hit in done.scan.doubtful}


def test_each_part_of_a_name_has_a_number(root: Path) -> None:
    """The number groups the places of one word, and no report contains the word."""
    (root / "README.md").write_text("One\nZdenka rang.\nQuuxova's and Zdenka's.\n")
    commit(root, "A note")
    found = [hit for hit in _erase(root).scan.doubtful if hit.where == "README.md"]
    lines = {
        number: [hit.line for hit in found if hit.word == number]
        for number in {h.word for h in found}
    }
    assert sorted(lines.values()) == [[2, 3], [3]]


def test_comments_and_layout_of_other_files_stay(root: Path) -> None:
    """A record that loses an entry keeps its comments and layout."""
    path = root / "data/roster/2026.yaml"
    path.write_text(path.read_text().replace("members:", "# The committee of autumn\nmembers:"))
    commit(root, "Comment")
    _erase(root)
    lines = path.read_text().splitlines()
    assert lines[2:4] == ["# The committee of autumn", "members:"]


def test_nobody_by_that_id_is_a_usage_error(root: Path) -> None:
    """A wrong id, or that of an erased person, changes nothing."""
    with pytest.raises(UsageError, match="No person has the id wwwwww"):
        _erase(root, "wwwwww")


def test_the_command_reports_for_programs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON with what was searched, what is left, what to push, and no trace of the person."""
    (root / "outbox/2026").mkdir(parents=True)
    (root / "outbox/2026/welcome.eml").write_text(f"Dear {CANARY}")
    assert run(["-C", str(root), "erase", MENTEE, "--today", str(TODAY), "--format", "json"]) == 0
    said = capsys.readouterr().out
    report = json.loads(said)
    assert report["clean"]
    assert report["commits"]["changed"] == 4
    assert report["outbox"] == ["outbox/2026/welcome.eml"]
    assert CANARY not in said


@pytest.mark.parametrize("at", [[], ["-C", "."], ["-C", "../programme"]])
def test_the_command_works_where_it_is_given(
    at: list[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command also works with a relative root."""
    monkeypatch.chdir(root)
    assert run([*at, "erase", MENTEE, "--today", str(TODAY)]) == 0
    assert CANARY.encode() not in history.raw(root)
    assert git(root, "status", "--porcelain") == ""


def test_the_command_says_what_only_people_can_do(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command lists the steps for the host, other clones and mail."""
    assert run(["-C", str(root), "erase", MENTEE, "--today", str(TODAY)]) == 0
    said = capsys.readouterr().out
    assert "4 of 4 commits are rewritten." in said
    for words in ("Ask the Git host", "everyone with a clone", "sent letters", "searched"):
        assert words in said
