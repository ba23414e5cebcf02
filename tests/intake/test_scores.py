"""Scoring forms come back: written by `review packets`, filled in, imported."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import made
from intake.bringing import into, mapping
from made import demo_edition as edition
from mentoring.operations.demo.generate import generate
from mentoring.people.institute import Institutes
from mentoring.people.organisers import Review
from mentoring.render.packet import score_form
from mentoring.reviews.assign import assign
from mentoring.reviews.blinding import packets
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.importing.run_import import ImportResult
    from mentoring.store.programme import Edition

FORM = mapping("review")
MARKS = {"motivation": "5", "benefit": "4", "goals": "3"}


@pytest.fixture
def reviewing(tmp_path: Path) -> Edition:
    """An edition whose reviewers have their packets."""
    records = generate(3, 8, 4, edition("2026"))
    changes(tmp_path, [made.CONFIG, *records], cohort="2026").apply()
    return load(tmp_path).edition("2026")


@pytest.fixture
def form(reviewing: Edition) -> list[dict[str, str]]:
    """One reviewer's scoring form, a row an application, not filled in."""
    roster = reviewing.roster
    assert roster
    given = assign(reviewing.mentees, roster.record, (), 3).assignments
    assigned = replace(roster.record, assignments=dict(given))
    reviewing = replace(reviewing, roster=replace(roster, record=assigned))
    reviewer, sheets = next(iter(packets(reviewing, Institutes()).items()))
    data = score_form(reviewing.cohort.record, reviewer, sheets)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def back(path: Path, rows: list[dict[str, str]], reviewing: Edition) -> ImportResult:
    """The form, handed back."""
    file = path / "scores.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return into(file, FORM, reviewing)


def verdicts(imported: ImportResult) -> list[str]:
    """What each row did."""
    return [outcome.verdict for outcome in imported.outcomes]


def test_a_filled_row_is_a_review(
    tmp_path: Path, form: list[dict[str, str]], reviewing: Edition
) -> None:
    """A row that is not filled in yet waits; a note may be all that a conflict says."""
    form[0] |= MARKS
    form[1] |= {"conflict": "yes", "note": "We wrote a paper together."}
    imported = back(tmp_path, form, reviewing)
    assert verdicts(imported)[:2] == ["new", "new"]
    assert set(verdicts(imported)[2:]) <= {"blank"}
    first, second = (record for record in imported.records if isinstance(record, Review))
    assert first.scores == {"motivation": 5, "benefit": 4, "goals": 3}
    assert second.conflict
    assert second.note == "We wrote a paper together."


def test_a_conflict_advises_to_assign_another_reviewer(
    tmp_path: Path, form: list[dict[str, str]], reviewing: Edition
) -> None:
    """As long as the reviewer is still assigned; then the conflict needs nothing more."""
    assert reviewing.roster
    row = form[0] | {"conflict": "yes"}
    assigned = {row["application"]: (row["reviewer"],)}
    roster = replace(reviewing.roster.record, assignments=assigned)
    before = replace(reviewing, roster=replace(reviewing.roster, record=roster))
    (told,) = back(tmp_path, [row], before).outcomes
    assert told.reason == "a conflict: run `mentoring review assign 2026` again"
    roster = replace(roster, assignments={})
    after = replace(reviewing, roster=replace(reviewing.roster, record=roster))
    (told,) = back(tmp_path, [row], after).outcomes
    assert told.reason == ""


def test_the_rubrics_questions_may_head_the_columns(
    tmp_path: Path, form: list[dict[str, str]], reviewing: Edition
) -> None:
    """As an online form would put them."""
    questions = {one.id: one.question for one in reviewing.cohort.record.review.rubric}
    row = {questions.get(key, key): value for key, value in (form[0] | MARKS).items()}
    assert verdicts(back(tmp_path, [row], reviewing)) == ["new"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"motivation": "6"}, "the most is 5"),
        ({"motivation": "good"}, "is not a whole number"),
        ({"goals": ""}, "no mark for goals"),
        ({"application": "zzzzzz"}, "is no application of 2026"),
        ({"reviewer": "zzzzzz"}, "is no reviewer of 2026"),
        ({"conflict": "Yes"}, "found a block of keys"),
    ],
)
def test_what_cannot_be_a_review_is_refused(
    tmp_path: Path,
    form: list[dict[str, str]],
    reviewing: Edition,
    changed: dict[str, str],
    said: str,
) -> None:
    """With the row, and why; marks beside a conflict included."""
    imported = back(tmp_path, [form[0] | MARKS | changed], reviewing)
    assert verdicts(imported) == ["refused"]
    assert said in imported.problems[0].message


def test_marks_for_somebody_of_ones_own_experiment_are_refused(
    tmp_path: Path, form: list[dict[str, str]], reviewing: Edition
) -> None:
    """Only a declared conflict is taken from such a reviewer."""
    assert reviewing.roster
    row = form[0] | MARKS
    mentee = reviewing.people[row["application"]]
    own = next(
        member.id
        for member in reviewing.roster.record.members
        if "reviewer" in member.duties and set(member.experiments) & set(mentee.experiments)
    )
    imported = back(tmp_path, [row | {"reviewer": own}], reviewing)
    assert "may not mark" in imported.problems[0].message


def test_handing_back_twice_changes_nothing_but_what_changed(
    tmp_path: Path, form: list[dict[str, str]], reviewing: Edition
) -> None:
    """Unchanged, updated, and the earlier of two rows superseded."""
    first = back(tmp_path, [form[0] | MARKS], reviewing)
    changes(tmp_path, first.records, cohort="2026").apply()
    known = load(tmp_path).edition("2026")
    assert verdicts(back(tmp_path, [form[0] | MARKS], known)) == ["unchanged"]
    better = form[0] | MARKS | {"goals": "5"}
    assert verdicts(back(tmp_path, [form[0] | MARKS, better], known)) == ["superseded", "updated"]
