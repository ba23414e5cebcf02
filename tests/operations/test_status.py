"""`mentoring status`: the status of the year, from no edition at all to a closed one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.operations.demo.playing import edition_files, new_files
from mentoring.operations.status import status
from mentoring.people.organisers import Review
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.operations.status import State

COHORT = made.demo_edition("2031", pairs=6)


def lived(root: Path, day: date) -> Path:
    """A programme whose edition was played until this day."""
    new_files(made.written(root), edition_files(5, 14, 10, COHORT, day)).apply()
    return root


def titles(root: Path, day: date, state: State) -> list[str]:
    """The steps in a state on a day."""
    found = status(load(root).edition("2031"), day)
    return [step.title.partition(",")[0] for step in found.steps if step.state == state]


def test_a_programme_without_an_edition_is_told_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next command is the only one that makes sense."""
    made.written(tmp_path)
    assert run(["-C", str(tmp_path), "status"]) == 0
    assert "mentoring new YEAR" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "now"),
    [
        ("2031-10-13", "Freeze the lottery"),
        ("2031-10-28", "Match"),
    ],
)
def test_what_is_due_is_named(tmp_path: Path, day: str, now: str) -> None:
    """After the close the draw and the reviews, two weeks later the match."""
    on = date.fromisoformat(day)
    assert now in titles(lived(tmp_path, on), on, "now")


def test_what_is_announced_is_done_and_the_pairs_come_next(tmp_path: Path) -> None:
    """Weekly care is due or done; the figures half way come in spring."""
    on = date(2032, 1, 7)
    root = lived(tmp_path, on)
    assert "Announce the pairs" in titles(root, on, "done")
    assert "Release the figures: midterm" in titles(root, on, "later")


def test_steps_only_ever_become_due(tmp_path: Path) -> None:
    """With the same records, a step that is due stays due on every later day."""
    root = lived(tmp_path, date(2031, 10, 13))
    days = [date(2031, month, 15) for month in range(7, 13)]
    still = [set(titles(root, day, "later")) for day in days]
    assert all(later <= earlier for earlier, later in pairwise(still))


def test_a_closed_edition_has_nothing_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its data are gone, and the sentence says so."""
    made.written(tmp_path, made.cohort(closed=date(2028, 1, 1)))
    assert run(["-C", str(tmp_path), "status", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["steps"] == []
    assert run(["-C", str(tmp_path), "status"]) == 0
    assert "is closed" in capsys.readouterr().out


def test_text_fits_eighty_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Commands alone may be longer: a wrapped command cannot be copied."""
    lived(tmp_path, date(2031, 10, 13))
    run(["-C", str(tmp_path), "status", "--today", "2031-10-13"])
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines if "mentoring " not in line)


def test_the_day_may_come_from_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rehearsal says it once for every command; the option still wins."""
    made.written(tmp_path, made.cohort())
    monkeypatch.setenv("MENTORING_TODAY", "2026-08-05")
    run(["-C", str(tmp_path), "status"])
    assert "on 5 August 2026" in capsys.readouterr().out
    run(["-C", str(tmp_path), "status", "--today", "2026-08-06"])
    assert "on 6 August 2026" in capsys.readouterr().out


def test_the_first_edition_is_made_from_the_programme_s_own_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Valid at once, with the programme's months and cap; a name must have a year."""
    at = ["-C", str(made.written(tmp_path))]
    assert run([*at, "new", "2027-spring"]) == 0
    assert run([*at, "validate", "--today", "2027-01-01"]) == 0
    cohort = load(tmp_path).edition("2027-spring").cohort.record
    assert cohort.months == made.CONFIG.edition.months
    assert cohort.pairs == made.CONFIG.edition.pairs
    capsys.readouterr()
    assert run([*at, "new", "spring"]) == 2
    assert "2027-spring" in capsys.readouterr().err


def test_a_declared_conflict_is_no_review_and_needs_another_reviewer(tmp_path: Path) -> None:
    """The step to assign reviewers is due again until it has been done."""
    day = date(2031, 10, 28)
    edition = load(lived(tmp_path, day)).edition("2031")
    assert edition.roster is not None
    first = edition.reviews[0]
    application, reviewer = first.record.application, first.record.reviewer

    def left(assigned: tuple[str, ...]) -> dict[str, str]:
        roster = replace(edition.roster.record, assignments={application: assigned})
        conflict = replace(
            first, record=Review(application=application, reviewer=reviewer, conflict=True)
        )
        changed = replace(
            edition,
            roster=replace(edition.roster, record=roster),
            reviews=(conflict, *edition.reviews[1:]),
        )
        due = (step for step in status(changed, day).steps if step.state == "now")
        return {step.title.partition(",")[0]: step.left or "" for step in due}

    assert left((reviewer,))["Assign reviewers"] == "1 conflict needs another reviewer"
    assert left((reviewer,))["Import the reviews"].startswith(f"{len(edition.reviews) - 1} of ")
    assert "Assign reviewers" not in left(("another",))
