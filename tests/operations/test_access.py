"""A person gets all data about them, and no data about others."""

from __future__ import annotations

import json
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from mentoring.cli.boundary import run
from mentoring.errors import UsageError
from mentoring.operations import match_files
from mentoring.operations.access import gather
from mentoring.operations.git import Repository
from mentoring.people.application import ApplicationStatus
from mentoring.store.reader import load
from mentoring.store.writer import changes
from operations.history import (
    CANARY,
    EMAIL,
    FREE,
    MENTEE,
    MENTOR,
    OTHER,
    REVIEWER,
    STEWARD,
    TODAY,
    commit,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.operations.access import Held

EVERYBODY = {MENTEE, MENTOR, OTHER, FREE, REVIEWER, STEWARD}


def _gather(root: Path, person: str) -> Held:
    return gather(load(root), Repository(root), person, TODAY, TODAY)


@pytest.fixture
def export(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The two files for the first mentee, joined."""
    assert run(["-C", str(root), "export-person", MENTEE, "--today", str(TODAY)]) == 0
    capsys.readouterr()
    folder = root / "outbox/2026/access"
    return (folder / f"{MENTEE}.json").read_text() + (folder / f"{MENTEE}.md").read_text()


def test_every_word_about_them_is_there(export: str) -> None:
    """Application, review, decision, match, pair and letters are included as recorded."""
    for word in (
        CANARY,
        EMAIL,
        "I stutter.",
        "I want to leave my supervisor.",
        "Kind.",
        "Moving.",
        "They were married.",
        f"What {MENTEE} wants",
        "announcement",
        "2028-02-09",
    ):
        assert export.count(word) >= 2


def test_nobody_else_is_there(export: str) -> None:
    """The files have no other person's id, and nothing that the other side said."""
    assert not [person for person in EVERYBODY - {MENTEE} if person in export]
    said = json.loads(export[: export.index("\n# ")])["applications"][0]["mentorships"][0]
    assert [one["by"] for one in said["reported"] + said["check_ins"]] == ["mentee", "mentee"]


def test_a_mentor_does_not_see_the_mentees_goals(root: Path) -> None:
    """A mentor gets their own answers, but not the mentee's goals."""
    [application] = _gather(root, MENTOR).applications
    [mentorship] = application.mentorships
    assert mentorship.goals == ()
    assert [said.by for said in mentorship.check_ins] == ["mentor"]
    assert application.sealed[0].capacity == 1


@pytest.mark.parametrize(("person", "paired"), [(MENTEE, True), (MENTOR, True), (OTHER, False)])
def test_each_learns_whether_a_match_paired_them(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, person: str, paired: bool
) -> None:
    """A sealed match says whether the person was in one of its pairs."""
    match = match_files.read(root, "2026", 1)
    alone = replace(match, proof=replace(match.proof, pairs=((MENTEE, MENTOR),)))
    monkeypatch.setattr(match_files, "read", lambda *_: alone)
    [application] = _gather(root, person).applications
    assert [sealed.paired for sealed in application.sealed] == [paired]


def test_conflicts_are_counted_and_not_named(root: Path) -> None:
    """Conflicts are masked, because they show who else applied."""
    [application] = _gather(root, OTHER).applications
    assert application.application.conflicts == ("withheld",)


def test_earlier_versions_are_held_too(root: Path) -> None:
    """Earlier versions from the history are included."""
    one = load(root).editions["2026"].people[MENTEE]
    changes(root, [replace(one, motivation="I want to stay.")]).apply()
    commit(root, "Correct")
    changes(root, [replace(one, status=ApplicationStatus.WITHDRAWN)]).apply()
    commit(root, "Withdraw")
    [application] = _gather(root, MENTEE).applications
    assert [old.application.motivation for old in application.earlier] == [
        "I want to stay.",
        "I want to leave my supervisor.",
    ]


def test_a_reviewer_sees_their_service(root: Path) -> None:
    """A reviewer without an application gets their entry in the roster, also as a text."""
    held = _gather(root, REVIEWER)
    assert held.applications == ()
    assert held.member["2026"].duties == ("reviewer",)
    assert held.reviewed == 2
    assert run(["-C", str(root), "export-person", REVIEWER, "--today", str(TODAY)]) == 0
    text = (root / f"outbox/2026/access/{REVIEWER}.md").read_text()
    assert "## Your service" in text
    assert "You have reviewed 2 applications" in text


def test_drafts_that_mention_them_are_listed(root: Path) -> None:
    """Drafts in the outbox that contain the id, address or name are listed."""
    for name, text in {"a.eml": CANARY, "b.eml": "Nobody", f"{MENTEE}.pdf": ""}.items():
        path = root / "outbox/2026" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert _gather(root, MENTEE).outbox == ("outbox/2026/a.eml", f"outbox/2026/{MENTEE}.pdf")


def test_pages_are_read_as_people_read_them(root: Path) -> None:
    """An agreement named after the mentee is listed for the mentor as well."""
    pairs = [entry.record for entry in load(root).editions["2026"].pairs]
    unsigned = [
        replace(pair, mentorships=(replace(pair.latest, agreement=None),)) for pair in pairs
    ]
    changes(root, unsigned).apply()
    assert run(["-C", str(root), "agreement", "2026"]) == 0
    paper = root / f"outbox/2026/agreements/{MENTEE}.pdf"
    letter = EmailMessage()
    letter.set_content("With the agreement.")
    letter.add_attachment(paper.read_bytes(), maintype="application", subtype="pdf")
    (root / "outbox/2026/letter.eml").write_bytes(bytes(letter))
    assert (root / f"outbox/2026/agreements/{OTHER}.pdf").exists()
    assert _gather(root, MENTOR).outbox == (
        f"outbox/2026/agreements/{MENTEE}.pdf",
        "outbox/2026/letter.eml",
    )


def test_a_request_is_due_in_ninety_days(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The due date is counted from the day of the request."""
    command = ["export-person", MENTEE, "--received", "2027-01-01", "--today", str(TODAY)]
    assert run(["-C", str(root), *command]) == 0
    said = capsys.readouterr().out
    assert "due by 2027-04-01" in said
    assert "Read 1 note of reviewers" in said
    assert CANARY not in said


def test_nobody_by_that_id_is_a_usage_error(root: Path) -> None:
    """The message suggests the nearest id."""
    with pytest.raises(UsageError, match=f"Did you mean {MENTEE}"):
        _gather(root, "kfwtzm")


def test_text_cannot_become_markup(root: Path) -> None:
    """The person's text appears as written, with markup escaped."""
    one = load(root).editions["2026"].people[MENTEE]
    spiked = replace(one, motivation="# Paid\n\n<script>1</script> [x](http://x) `y`\n- z")
    changes(root, [spiked]).apply()
    run(["-C", str(root), "export-person", MENTEE, "--today", str(TODAY)])
    text = (root / f"outbox/2026/access/{MENTEE}.md").read_text()
    assert r"> \# Paid" in text
    assert r"\<script\>1\</script\> \[x\](http://x) \`y\`" in text
    assert "\n# Paid" not in text
