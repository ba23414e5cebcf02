"""The data held about each person, and until when."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from made import CONFIG, application, cohort
from mentoring.cli.boundary import run
from mentoring.operations.retention import (
    ended_voices,
    holdings,
    retention_status,
    strays,
)
from mentoring.people.application import Voice
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from pathlib import Path

UNTIL = date(2028, 2, 9)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2027-12-10", "later"),
        ("2027-12-11", "soon"),
        ("2028-02-09", "soon"),
        ("2028-02-10", "past"),
    ],
)
def test_a_holding_has_until_its_day(today: str, status: str) -> None:
    """The retention date is the last day; it is announced sixty days before."""
    assert retention_status(UNTIL, date.fromisoformat(today)) == status


def test_a_closed_edition_holds_nobody() -> None:
    """A closed edition is past its date, even before the day."""
    assert retention_status(UNTIL, date(2027, 1, 1), closed=True) == "past"


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """An edition with one application, and drafts in the outbox; no Git."""
    changes(tmp_path, [CONFIG, cohort(), application("bbbbbb")]).apply()
    for path in ("2026/letters/welcome-bbbbbb.eml", "packets.zip"):
        file = tmp_path / "outbox" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Dear B")
    return tmp_path


def test_everything_about_people_is_counted(programme: Path) -> None:
    """Files, paths in the history and drafts are counted, without the cohort file."""
    past = ["data/reviews/2026/bbbbbb/cccccc.yaml", "data/cohorts/2026.yaml", "README.md"]
    [found] = holdings(load(programme), past, UNTIL)
    assert (found.people, found.files, found.history, found.outbox) == (1, 2, 1, 1)
    assert strays(load(programme)) == ("outbox/packets.zip",)


def test_a_voice_stays_until_its_last_day(programme: Path) -> None:
    """The consent to a quote ends after its day, not on it."""
    given = date(2027, 3, 1)
    voice = Voice(
        id="bbbbbb", cohort="2026", quote="It helped.", name="B", given=given, until=UNTIL
    )
    changes(programme, [voice]).apply()
    assert ended_voices(load(programme), UNTIL) == ()
    [ended] = ended_voices(load(programme), UNTIL + timedelta(days=1))
    assert ended.record == voice


def test_an_edition_of_which_nothing_is_left_is_not_shown(tmp_path: Path) -> None:
    """The cohort file and released figures are not personal data."""
    changes(tmp_path, [CONFIG, cohort(closed=date(2028, 1, 1))]).apply()
    assert holdings(load(tmp_path), [], UNTIL) == []


def test_the_command_fails_once_something_is_past(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 0 before the date, with a notice when it is near; 1 after it, with what to do."""
    assert run(["-C", str(programme), "retention", "--today", "2027-01-01"]) == 0
    assert "2026: until 2028-02-09: 1 application, 2 files" in capsys.readouterr().out
    assert run(["-C", str(programme), "retention", "--today", "2028-02-01"]) == 0
    assert "due in 8 days, on 2028-02-09" in capsys.readouterr().out
    assert run(["-C", str(programme), "retention", "--today", "2028-02-19"]) == 1
    said = capsys.readouterr().out
    assert "past its date by 10 days" in said
    assert "mentoring retention --apply" in said
    assert "outbox/packets.zip" in said


def test_the_command_reports_for_programs(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON with the status of each edition."""
    assert (
        run(["-C", str(programme), "retention", "--today", "2028-02-19", "--format", "json"]) == 1
    )
    [edition] = json.loads(capsys.readouterr().out)["editions"]
    assert (edition["cohort"], edition["status"], edition["until"]) == (
        "2026",
        "past",
        "2028-02-09",
    )
