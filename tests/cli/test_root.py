"""A command works at the root of a programme, and elsewhere says where the root is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from made import written
from mentoring.cli.boundary import run

if TYPE_CHECKING:
    from pathlib import Path

WRONG_USAGE = 2


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A programme that has begun: an edition's folder, and nothing in it; with a site."""
    (tmp_path / "data/cohorts").mkdir(parents=True)
    (tmp_path / "docs/about").mkdir(parents=True)
    return written(tmp_path)


@pytest.mark.parametrize(("folder", "root"), [("docs", ".."), ("docs/about", "../..")])
def test_below_the_root_the_way_up_is_named(
    folder: str,
    root: str,
    programme: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`cd docs; mentoring validate` checks nothing, and says what would."""
    monkeypatch.chdir(programme / folder)
    assert run(["validate"]) == WRONG_USAGE
    assert f"`cd {root}`, or name it: `mentoring -C {root} …`." in capsys.readouterr().err
    assert run(["-C", root, "validate"]) == 0


def test_a_wrong_folder_after_c_is_named_as_seen_from_here(
    programme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The advice holds where the command was given, not where `-C` led to."""
    monkeypatch.chdir(programme)
    assert run(["-C", "docs", "validate"]) == WRONG_USAGE
    assert "the root is the folder that you are in. Leave -C out." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["validate", "progress current", "match 2031", "retention"])
def test_outside_of_any_programme_nothing_is_done(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No command takes any folder for a programme in which nothing is wrong."""
    assert run(["-C", str(tmp_path), *command.split()]) == WRONG_USAGE
    assert "There is no programme here" in capsys.readouterr().err


def test_a_programme_begins_with_its_own_file(tmp_path: Path) -> None:
    """Help needs none; forms and invented people need its words."""
    at = ["-C", str(tmp_path)]
    assert run([*at, "match", "--help"]) == 0
    written(tmp_path)
    assert run([*at, "form", "google-forms"]) == 0
    assert run([*at, "demo", "--mentees", "2", "--mentors", "2"]) == 0
    assert run([*at, "validate", "--today", "2026-11-03"]) == 0
