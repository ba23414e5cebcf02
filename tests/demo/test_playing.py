"""An edition simulated until a day is valid, and written completely or not at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from made import demo_edition as edition
from made import written
from mentoring.checks.run import check
from mentoring.cli.boundary import run
from mentoring.errors import UsageError
from mentoring.operations.demo.playing import edition_files, new_files
from mentoring.operations.verification import verdict
from mentoring.render.papers import AGREEMENT, packaged, version_of
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

SMALL = edition("2031", pairs=6)


APPLIED = {"applications", "cohorts", "identities", "roster"}
REVIEWED = APPLIED | {"ledgers", "reviews"}
PAIRED = REVIEWED | {"matches", "pairs"}


@pytest.mark.parametrize(
    ("until", "folders"),
    [
        ("2031-10-12", APPLIED),
        ("2031-10-28", REVIEWED),
        ("2031-11-04", PAIRED),
        ("2032-01-07", PAIRED),
        ("2032-08-02", PAIRED),
    ],
)
def test_an_edition_is_consistent_on_every_day(
    tmp_path: Path, until: str, folders: set[str]
) -> None:
    """Reviews come two weeks after the close, pairs with the announcement; no rule is broken."""
    day = date.fromisoformat(until)
    new_files(written(tmp_path), edition_files(5, 14, 10, SMALL, day)).apply()
    there = {path.name for path in (tmp_path / "data").iterdir() if path.is_dir()}
    assert there == folders
    assert check(load(tmp_path), day) == ()


def test_the_match_is_proven_and_its_agreements_are_signed(tmp_path: Path) -> None:
    """The sealed match is optimal, and pairs signed the present version of the agreement."""
    day = date(2032, 1, 7)
    new_files(written(tmp_path), edition_files(5, 14, 10, SMALL, day)).apply()
    programme = load(tmp_path)
    found = verdict(programme, "2031")
    assert found.optimal
    assert found.feasible
    agreements = [
        entry.record.mentorships[0].agreement for entry in programme.edition("2031").pairs
    ]
    assert len(agreements) == 6
    present = version_of(packaged(AGREEMENT))
    assert {signed.template for signed in agreements if signed} == {present}


def test_a_steward_who_applied_is_recused(tmp_path: Path) -> None:
    """The first steward is a mentor, and is recused for that reason."""
    new_files(written(tmp_path), edition_files(5, 14, 10, SMALL, date(2031, 10, 12))).apply()
    roster = load(tmp_path).edition("2031").roster
    assert roster
    applied = [member for member in roster.record.members if member.applications]
    assert applied
    assert all(member.recused for member in applied)


def test_nothing_happens_after_the_day(tmp_path: Path) -> None:
    """No record is dated after that day."""
    day = date(2032, 1, 7)
    new_files(written(tmp_path), edition_files(5, 14, 10, SMALL, day)).apply()
    pairs = [entry.record for entry in load(tmp_path).edition("2031").pairs]
    history = [
        entry.on
        for pair in pairs
        for mentorship in pair.mentorships
        for entry in mentorship.history
    ]
    met = [
        meeting.date
        for pair in pairs
        for mentorship in pair.mentorships
        for meeting in mentorship.meetings
    ]
    assert max(history + met) <= day


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    """An edition with files is not written again; other files are kept."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "README.md").write_text("ours")
    new_files(tmp_path, {"data/pairs/2026/a.yaml": b"first"}).apply()
    with pytest.raises(UsageError, match="data/pairs/2026 exists already"):
        new_files(tmp_path, {"data/pairs/2026/a.yaml": b"second", "data/roster/2026.yaml": b""})
    assert (tmp_path / "data" / "pairs" / "2026" / "a.yaml").read_bytes() == b"first"
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["README.md", "pairs"]
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_edition_that_is_there_keeps_its_rules(tmp_path: Path) -> None:
    """A rehearsal fills the organisers' own edition, with its dates and its cap."""
    own = edition("2031", pairs=3)
    written(tmp_path, own)
    at = ["-C", str(tmp_path)]
    demo = ["demo", "--cohort", "2031", "--mentees", "9", "--mentors", "7"]
    assert run([*at, *demo, "--until", "2032-03-01"]) == 0
    made = load(tmp_path).edition("2031")
    assert made.cohort.record.dates == own.dates
    assert len(made.pairs) == 3
    assert run([*at, *demo]) == 2


def test_the_command_makes_a_programme_that_validates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two commands make a valid edition from a programme's file."""
    at = ["-C", str(written(tmp_path))]
    assert run([*at, "demo", "--seed", "4", "--mentees", "9", "--mentors", "7"]) == 0
    assert "files written" in capsys.readouterr().err
    assert run([*at, "validate", "--today", "2026-10-12"]) == 0


def test_fresh_ids_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fresh ids are printed for records that are made by hand."""
    assert run(["-C", str(written(tmp_path)), "demo", "--ids", "3"]) == 0
    assert len(set(capsys.readouterr().out.split())) == 3
