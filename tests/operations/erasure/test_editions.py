"""After an edition's retention date its people are removed; its rules and figures are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from made import application, cohort
from mentoring.cli.boundary import run
from mentoring.operations.erasure.erase import remove
from mentoring.operations.erasure.plan import unfinished
from mentoring.operations.git import Repository
from mentoring.people.application import Person, Profile
from mentoring.people.organisers import Member, Roster
from mentoring.programme.cohort import Privacy
from mentoring.store.reader import load
from mentoring.store.writer import changes
from operations import history
from operations.history import (
    CANARY,
    EMAIL,
    FREE,
    MENTEE,
    MENTOR,
    OTHER,
    REVIEWER,
    STEWARD,
    commit,
    git,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

DAY = date(2028, 2, 20)
AFTER = ("--today", str(DAY))


def _carried_over(root: Path) -> None:
    """The next edition: the first mentee is a mentor now, the steward serves again."""
    dates = replace(cohort().dates, mentors_close=date(2027, 9, 4), mentees_close=date(2027, 10, 9))
    keep = Privacy(notice="2027-1", retain_until=date(2029, 2, 9))
    steward = Member(id=STEWARD, duties=("steward",), experiments=("CMS",), institute="Elsewhere")
    mentor = application(
        "nnnnnn",
        "mentor",
        cohort="2027",
        person=Person(name=CANARY, email=EMAIL),
        profile=Profile(code="xxxxxx", text="I have been there."),
    )
    again = [
        cohort(cohort="2027", dates=dates, privacy=keep),
        Roster(cohort="2027", members=(steward,)),
        mentor,
    ]
    changes(root, again).apply()
    commit(root, "The next edition")


def test_the_people_go_and_the_rest_stays(decorated: Path) -> None:
    """No object has an id, name or address; the closed cohort, its ledger and figures are kept."""
    figures = (decorated / "docs/statistics/2026-applications.json").read_bytes()
    done = remove(Repository(decorated), ["2026"], DAY)
    assert done.clean
    after = history.raw(decorated)
    people = (MENTEE, MENTOR, OTHER, FREE, REVIEWER, STEWARD, EMAIL, CANARY, "Hjmnpq Person")
    assert not [trace for trace in people if trace.encode() in after]
    edition = load(decorated).editions["2026"]
    assert edition.cohort.record.closed == DAY
    assert edition.released
    assert not [*edition.applications, *edition.pairs, *edition.reviews, *edition.sent]
    assert (decorated / "docs/statistics/2026-applications.json").read_bytes() == figures
    assert not (decorated / "data/matches").exists()


def test_the_next_edition_keeps_its_people(root: Path) -> None:
    """A person who applied again is removed from the old edition and kept in the new one."""
    _carried_over(root)
    before = (root / "data/applications/2027/nnnnnn.yaml").read_bytes()
    remove(Repository(root), ["2026"], DAY)
    after = history.raw(root)
    assert MENTEE.encode() not in after
    assert STEWARD.encode() in after
    assert (root / "data/applications/2027/nnnnnn.yaml").read_bytes() == before


def test_the_command_removes_what_is_past_and_the_outbox(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After `--apply` nothing is past its date, and the programme is valid."""
    draft = root / "outbox/2026/letters/x.eml"
    draft.parent.mkdir(parents=True)
    draft.write_text(f"Dear {CANARY}")
    stray = root / "outbox/list.csv"
    stray.write_text(f"1,{EMAIL}\n")
    assert run(["-C", str(root), "retention", "--apply", *AFTER]) == 0
    said = capsys.readouterr().out
    assert "STILL FOUND" not in said
    assert not draft.exists()
    assert "Delete these files, which Git does not track:\n     outbox/list.csv\n" in said
    assert "x.eml" not in said
    stray.unlink()
    assert run(["-C", str(root), "retention", *AFTER]) == 0
    assert capsys.readouterr().out == "No personal data are held.\n"
    assert run(["-C", str(root), "validate", *AFTER]) == 0
    assert git(root, "log", "-1", "--format=%s") == "Remove the people of 2026"


def test_the_command_works_where_it_is_given(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The history is found if the root is the current folder."""
    monkeypatch.chdir(root)
    assert run(["retention", "--apply", *AFTER]) == 0
    assert MENTEE.encode() not in history.raw(root)
    assert git(root, "log", "-1", "--format=%s") == "Remove the people of 2026"


def test_before_the_date_nothing_is_removed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the date, `--apply` changes nothing."""
    head = git(root, "rev-parse", "HEAD")
    assert run(["-C", str(root), "retention", "--apply", "--today", "2028-02-09"]) == 0
    assert git(root, "rev-parse", "HEAD") == head
    assert "due in 0 days" in capsys.readouterr().out


def test_a_rehearsal_removes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--dry-run` says what would be done."""
    draft = root / "outbox/2026/x.eml"
    draft.parent.mkdir(parents=True)
    draft.write_text("Dear Z")
    command = ["-C", str(root), "retention", "--apply", "--dry-run", "--format", "json", *AFTER]
    assert run(command) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["done"], report["clean"]) == (False, True)
    assert MENTEE.encode() in history.raw(root)
    assert draft.exists()
    assert unfinished(Repository(root)) is None


def test_people_in_the_history_alone_are_past_their_date_too(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Data that are only in the history are reported."""
    git(root, "rm", "-r", "--quiet", *(f"data/{one}" for one in ("applications", "identities",
        "reviews", "pairs", "matches", "roster", "decisions", "ledgers/2026/sent")))  # fmt: skip
    commit(root, "Delete")
    assert run(["-C", str(root), "retention", *AFTER]) == 1
    assert "more in the history alone" in capsys.readouterr().out
    assert run(["-C", str(root), "retention", "--apply", *AFTER]) == 0
    assert MENTEE.encode() not in history.raw(root)
