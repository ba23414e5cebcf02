"""A release is rolled once: from the edition's own key, and never a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mentoring.aggregates.release import History, ReleaseStage
from mentoring.cli.boundary import run
from mentoring.operations.erasure.erase import erase
from mentoring.operations.git import Repository
from mentoring.store.reader import load
from operations import history
from operations.history import KEY, MENTEE, TODAY, commit
from random_editions import edition, released

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = ("release", "2026", "applications", "--today", str(TODAY))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A programme with its first release in the history."""
    return history.programme(tmp_path / "programme")


def test_what_a_commit_has_released_is_not_released_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deleted and released once more, two sets of ranges could be laid together."""
    (root / "docs/statistics/2026-applications.json").unlink()
    (root / "data/ledgers/2026/releases/applications.yaml").unlink()
    commit(root, "Take the release back")
    assert run(["-C", str(root), *RELEASE]) == 1
    said = capsys.readouterr().err
    assert "is never released again" in said
    assert "git checkout" in said


def test_the_key_is_made_once(root: Path) -> None:
    """At the first release, and kept with the ledger; an erasure does not move it."""
    kept = load(root).edition("2026").draw_key
    assert kept
    assert kept.record.key == KEY
    erase(Repository(root), MENTEE, TODAY)
    kept = load(root).edition("2026").draw_key
    assert kept
    assert kept.record.key == KEY


def test_a_late_application_moves_no_other_range() -> None:
    """Ranges are drawn from the key alone: where a count is the same, so is its range."""
    one = edition(4)
    (before,) = released(one, None, ReleaseStage.APPLICATIONS)
    late = next(entry for entry in one.applications if entry.record.role == "mentee")
    twin = replace(late, record=replace(late.record, id="zzzzzz"))
    (after,) = released(
        replace(one, applications=(*one.applications, twin)), History(), ReleaseStage.APPLICATIONS
    )
    for table in before.tables:
        if table.population == "mentors" or table.multiple:
            other = after.table(table.name)
            assert other
            same = [a == b for a, b in zip(table.cells, other.cells, strict=True)]
            asked = late.record.topics
            assert all(
                is_same or cell.category in asked
                for is_same, cell in zip(same, table.cells, strict=True)
            )
