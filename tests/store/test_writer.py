"""Records become files in one canonical form, and edits change only what changed."""

from __future__ import annotations

import difflib
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mentoring.errors import DataError, UsageError
from mentoring.people.pair import Meeting
from mentoring.programme.cohort import Cohort
from mentoring.store.entry import from_plain, to_plain
from mentoring.store.reader import load
from mentoring.store.record_kinds import KINDS, kind_of, path_of
from mentoring.store.writer import changes, texts_of

BASE = Path(__file__).parents[1] / "checks" / "base"
PROGRAMME = load(BASE)
ENTRIES = list(PROGRAMME.edition("2031").entries)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_what_is_written_is_what_would_be_written_again(entry: object) -> None:
    """A canonical file, read and written, is the same to the byte."""
    texts = texts_of(entry.record, cohort="2031")
    assert list(texts) == [document.path for document in entry.documents]
    for path, text in texts.items():
        assert text == (BASE / path).read_text("utf-8")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_a_record_survives_plain_data(entry: object) -> None:
    """Dates, tuples and nested records come back as they were."""
    plain = to_plain(entry.record)
    if isinstance(entry.record, Cohort):
        plain["config"] = to_plain(entry.record.config)
    assert from_plain(plain, type(entry.record)) == entry.record


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_a_path_is_found_from_its_record(entry: object) -> None:
    """A record's path follows from its content; for a review the edition is given, too."""
    assert path_of(entry.record, cohort="2031") == entry.path
    assert kind_of(entry.path) is not None


def test_every_kind_has_a_place_of_its_own() -> None:
    """No path can belong to two kinds of record."""
    for kind in KINDS:
        example = re.sub(r"\{\w+\}", "matching", kind.pattern)
        assert kind_of(example) is kind


def test_an_edit_keeps_comments_and_other_lines(tmp_path: Path) -> None:
    """An organiser's comment stays where it is; one meeting more is a few lines more."""
    pair = PROGRAMME.edition("2031").pairs[0]
    path = tmp_path / pair.path
    path.parent.mkdir(parents=True)
    before = (
        (BASE / pair.path)
        .read_text("utf-8")
        .replace("    meetings:\n", "    # They meet on Thursdays.\n    meetings:\n")
    )
    path.write_text(before, "utf-8")
    meeting = Meeting(date=date(2031, 12, 4), minutes=45)
    one = pair.record.mentorships[0]
    longer = replace(one, meetings=(*one.meetings, meeting))
    record = replace(pair.record, mentorships=(longer,))

    assert changes(tmp_path, [record]).apply()

    difference = list(difflib.ndiff(before.splitlines(), path.read_text("utf-8").splitlines()))
    assert [line for line in difference if line[0] in "+-"] == [
        '+       - date: "2031-12-04"',
        "+         mode: virtual",
        "+         minutes: 45",
    ]


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    """Every command may be run twice."""
    records = [entry.record for entry in ENTRIES]
    assert {file.status for file in changes(tmp_path, records, cohort="2031").files} == {"new"}
    assert changes(tmp_path, records, cohort="2031").apply()
    again = changes(tmp_path, records, cohort="2031")
    assert {file.status for file in again.files} == {"unchanged"}
    assert not again.apply()


def test_others_go_along_and_none_removes(tmp_path: Path) -> None:
    """Files that are no records belong to the same work; None takes a file away."""
    gone = tmp_path / "data" / "old.json"
    gone.parent.mkdir()
    gone.write_text("{}")
    others = {"data/new.json": b"[]\n", "data/old.json": None}
    changes(tmp_path, (), others=others).apply()
    assert (tmp_path / "data" / "new.json").read_bytes() == b"[]\n"
    assert not gone.exists()


def test_an_edit_of_a_person_keeps_the_comments_of_both_files(tmp_path: Path) -> None:
    """A note beside an application or an identity stays when one answer is corrected."""
    entry = PROGRAMME.edition("2031").applications[0]
    before = {}
    for path, text in texts_of(entry.record).items():
        before[path] = text + "# Asked again on the phone.\n"
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(before[path], "utf-8")
    person = replace(entry.record.person, pronouns="they/them")
    assert changes(tmp_path, [replace(entry.record, person=person)]).apply()
    after = {path: (tmp_path / path).read_text("utf-8") for path in before}
    assert all(text.endswith("# Asked again on the phone.\n") for text in after.values())
    assert [path for path in before if after[path] != before[path]] == [list(before)[1]]


def test_a_record_that_its_schema_refuses_is_not_written(tmp_path: Path) -> None:
    """The error names the file, the place and what is allowed; nothing is written."""
    record = replace(PROGRAMME.edition("2031").applications[0].record, id="no id")
    with pytest.raises(DataError) as caught:
        changes(tmp_path, [record])
    [problem] = [each for each in caught.value.problems if each.code == "schema-pattern"]
    assert (problem.path, problem.pointer) == (path_of(record), "/id")
    assert not list(tmp_path.rglob("*.yaml"))


def test_a_promise_of_encryption_waits_for_a_key(tmp_path: Path) -> None:
    """If the programme's file says `encrypted: true`, no name is written before there is a key."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "data/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("encrypted: true\n")
    record = PROGRAMME.edition("2031").applications[0].record
    with pytest.raises(UsageError, match="mentoring keys init 2031"):
        changes(tmp_path, [record])
