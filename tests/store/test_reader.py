"""Everything under data/ is read; what cannot be becomes problems, all of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import made
from mentoring.errors import DataError, UsageError
from mentoring.store.reader import load

BASE = Path(__file__).parents[1] / "checks" / "base"


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A copy of a small sound programme."""
    shutil.copytree(BASE, tmp_path / "programme")
    return tmp_path / "programme"


def test_an_edition_holds_its_records(programme: Path) -> None:
    """Each kind of record is in its place, by path."""
    edition = load(programme).edition("2031")
    assert [mentee.id for mentee in edition.mentees] == ["bbcdfg", "ccdfgh"]
    assert [mentor.id for mentor in edition.mentors] == ["wxcdfg", "zxcdfg"]
    assert [entry.record.mentee for entry in edition.pairs] == ["bbcdfg", "ccdfgh"]
    assert edition.roster
    assert edition.decisions
    assert len(edition.reviews) == 1
    documents = [document for entry in edition.entries for document in entry.documents]
    assert len(documents) == load(programme).files - 1 == 14


def test_a_folder_without_the_programme_s_file_is_none(tmp_path: Path) -> None:
    """It holds the words by which every other file is judged; the message says who writes it."""
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    [problem] = caught.value.problems
    assert problem.path == "data/programme.yaml"
    assert "`mentoring migrate`" in problem.hint


def test_a_programme_begins_with_its_own_file_alone(tmp_path: Path) -> None:
    """No edition yet is nothing wrong: a new programme starts so."""
    programme = load(made.written(tmp_path))
    assert not programme.editions
    assert not programme.problems
    with pytest.raises(UsageError, match="There are none yet"):
        programme.edition("2031")


def test_a_temporary_file_of_a_killed_command_is_told_from_an_editor_s(programme: Path) -> None:
    """The next command that writes removes the one; only its owner should remove the other."""
    for name in (".2031.yaml.4711.tmp", ".2031.yaml.swp"):
        (programme / "data/cohorts" / name).write_text("")
    codes = {problem.code: problem.hint for problem in load(programme).problems}
    assert codes.keys() == {"left-over", "hidden-file"}
    assert codes["left-over"] == "The next command that writes removes it."


def test_a_wrong_name_is_answered_with_the_nearest(programme: Path) -> None:
    """A typing mistake never selects the wrong edition."""
    with pytest.raises(UsageError, match="Did you mean 2031"):
        load(programme).edition("2013")


@pytest.mark.parametrize("text", ["a: [", "nothing: yet\n"])
def test_an_edition_that_cannot_be_read_is_there(text: str, programme: Path) -> None:
    """A slip in its file is shown with its place; nobody is sent to the edition before."""
    (programme / "data/cohorts/2032.yaml").write_text(text)
    with pytest.raises(DataError, match=r"2032\.yaml is there, and cannot be read: \d") as caught:
        load(programme).edition("2032")
    assert {problem.path for problem in caught.value.problems} == {"data/cohorts/2032.yaml"}
    assert all(problem.line for problem in caught.value.problems)


def test_current_is_the_latest_that_is_not_closed(programme: Path) -> None:
    """Scheduled jobs name no year."""
    assert load(programme).edition("current").name == "2031"
    path = programme / "data/cohorts/2031.yaml"
    path.write_text(path.read_text() + 'closed: "2033-01-01"\n')
    with pytest.raises(UsageError, match="No edition is running"):
        load(programme).edition("current")


def test_an_edition_answers_for_its_own_files_alone(programme: Path) -> None:
    """Every file in its folders and of its name counts; one of that name elsewhere does not."""
    elsewhere = programme / "data/applications/2033/2031.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_text("- a list\n")
    assert load(programme).problems
    assert load(programme).sound("2031").name == "2031"
    (programme / "data/cohorts/2031.yml").write_text("a: 1\n")
    with pytest.raises(DataError):
        load(programme).sound("2031")


def test_editions_of_one_year_are_in_the_order_of_their_announcements(tmp_path: Path) -> None:
    """An edition's word does not say when it is: autumn comes after spring."""
    spring, autumn = made.demo_edition("2032-spring"), made.demo_edition("2032-autumn")
    early = replace(spring.dates, announcement=date(2032, 3, 2))
    made.written(tmp_path, replace(spring, dates=early), autumn)
    programme = load(tmp_path)
    assert list(programme.editions) == ["2032-spring", "2032-autumn"]
    assert programme.edition("current").name == "2032-autumn"


def test_bad_files_do_not_stop_the_others(programme: Path) -> None:
    """One run names what is wrong in every file."""
    people = programme / "data/applications/2031"
    (people / "bbcdfg.yaml").write_text("- a list\n")
    (people / "ccdfgh.yaml").write_bytes(b"\xff\xfe\x00")
    (people / "wxcdfg.yaml").write_text("a: [")
    found = load(programme)
    assert {problem.path.rpartition("/")[2] for problem in found.problems} == {
        "bbcdfg.yaml",
        "ccdfgh.yaml",
        "wxcdfg.yaml",
    }
    with pytest.raises(DataError, match="problems in the data"):
        found.sound("2031")


def test_one_edition_does_not_suffer_from_another(programme: Path) -> None:
    """An edition is sound though a file of another is not."""
    (programme / "data/cohorts/2032.yaml").write_text("nothing: yet\n")
    assert load(programme).sound("2031").name == "2031"


@pytest.mark.parametrize("path", ["docs/index.md", "data/roster/2031.yaml"])
def test_a_command_that_was_interrupted_is_named(programme: Path, path: str) -> None:
    """At the first of its files below data/, or else at the first."""
    (programme / "docs").mkdir()
    steps = [["docs/index.md", "docs/.index.md.1.tmp", None, "a"]]
    steps += [[path, f"{path}.tmp", None, "a"]] if path.startswith("data/") else []
    for file, staged, *_ in steps:
        (programme / file).unlink(missing_ok=True)
        (programme / staged).write_bytes(b"new")
    (programme / ".mentoring-plan").write_text(json.dumps(steps))
    (problem,) = [each for each in load(programme).problems if each.code == "interrupted"]
    assert problem.path == path


def test_notes_and_sealed_matches_are_no_records(programme: Path) -> None:
    """A README beside the data is welcome."""
    (programme / "data/README.md").write_text("# Data\n")
    assert not load(programme).problems


def test_links_are_not_followed(programme: Path, tmp_path: Path) -> None:
    """A link in data/ could publish or change what lies elsewhere."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: true\n")
    (programme / "data/applications/2031/ddfghj.yaml").symlink_to(outside)
    [problem] = load(programme).problems
    assert "symbolic link" in problem.message
