"""`mentoring import` as a steward meets it: all or nothing, the rest beside, every row told."""

from __future__ import annotations

import csv
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from intake.bringing import mapping
from intake.exports import TOOLS, export
from made import demo_edition as edition
from made import written
from mentoring.cli.boundary import run
from mentoring.operations.demo.generate import generate
from mentoring.store.reader import load

COHORT = edition("2026")
TO = ["--cohort", "2026", "--mapping", "google-sheet"]


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """An edition that nobody has applied to."""
    return written(tmp_path / "programme", COHORT)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Twelve answers; the fourth and the ninth cannot be read."""
    file = tmp_path / "answers.csv"
    people = generate(2, 0, 12, COHORT).applications
    file.write_bytes(export(TOOLS["google-sheet"], mapping("google-sheet"), people))
    rows = list(csv.reader(file.read_text().splitlines()))
    rows[4][rows[0].index("Your career stage")] = "Wizard"
    rows[9][rows[0].index("Email Address")] = "nowhere"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def people(programme: Path) -> int:
    """How many applications there are."""
    return len(load(programme).edition("2026").people)


def test_nothing_is_written_when_a_row_is_refused(
    programme: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every problem is told at its row and column; exit status 1."""
    assert run(["-C", str(programme), "import", str(answers), *TO]) == 1
    said = capsys.readouterr()
    assert "12 rows: 10 new, 2 refused." in said.out
    assert "answers.csv:5:" in said.err
    assert "“Your career stage” matches no caption" in said.err
    assert "Wizard" not in said.err
    assert "Nothing was written" in said.err
    assert people(programme) == 0


def test_the_refused_rows_are_corrected_and_imported_again(
    programme: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --keep-going the others are taken; in the end everybody is."""
    assert run(["-C", str(programme), "import", str(answers), *TO, "--keep-going"]) == 1
    assert people(programme) == 10
    beside = answers.with_name("answers.refused.csv")
    assert f"{beside}. They are personal data: never commit" in capsys.readouterr().err
    text = beside.read_text("utf-8")
    assert len(text.splitlines()) == 3
    beside.write_text(text.replace("Wizard", "Postdoc").replace("nowhere", "n@example.org"))
    assert run(["-C", str(programme), "import", str(beside), *TO]) == 0
    assert "2 rows: 2 new." in capsys.readouterr().out
    assert people(programme) == 12


def test_refused_rows_stay_out_of_git(tmp_path: Path) -> None:
    """The repository ignores them wherever an export lies."""
    shutil.copy(Path(__file__).parents[2] / ".gitignore", tmp_path)
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    ignored = subprocess.run([*git, "check-ignore", "data/answers.refused.csv"], check=False)
    assert ignored.returncode == 0


def test_a_dry_run_writes_nothing(programme: Path, answers: Path) -> None:
    """Neither records nor refused rows."""
    at = ["-C", str(programme), "import", str(answers), *TO, "--keep-going", "--dry-run"]
    assert run(at) == 1
    assert people(programme) == 0
    assert [file.name for file in answers.parent.iterdir() if file.is_file()] == ["answers.csv"]


def test_what_writes_nothing_says_no_id_that_would_be_drawn_anew(
    programme: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says the same each time, and names only people who are there."""
    at = ["-C", str(programme), "import", str(answers), *TO, "--format", "json"]
    for tried in ([], ["--keep-going", "--dry-run"]):
        run([*at, *tried])
        said = json.loads(capsys.readouterr().out)
        assert {one["id"] for one in said["outcomes"]} == {None}
    run([*at, "--keep-going"])
    capsys.readouterr()
    run(at)
    said = json.loads(capsys.readouterr().out)
    ids = {one["id"] for one in said["outcomes"] if one["verdict"] == "unchanged"}
    assert ids == set(load(programme).edition("2026").people)


def test_a_bar_shows_on_a_terminal_how_far_the_work_has_come(
    programme: Path, answers: Path
) -> None:
    """From reading to writing, up to 100 %; a pipe gets none of it."""
    command = [sys.executable, "-m", "mentoring", "-C", str(programme), "import", str(answers)]
    command += [*TO, "--keep-going", "--dry-run"]
    terminal, its_end = pty.openpty()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=its_end)
    os.close(its_end)
    shown = os.read(terminal, 65536).decode()
    assert "Importing  [####" in shown
    assert "100%" in shown
    piped = subprocess.run(command, check=False, capture_output=True, text=True)
    assert "Importing" not in piped.stderr + piped.stdout


def test_json_accounts_for_every_row(
    programme: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For programs: counts that add up, and a verdict for each row."""
    run(["-C", str(programme), "import", str(answers), *TO, "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    assert said["rows"] == sum(said["counts"].values()) == 12
    assert [one["row"] for one in said["outcomes"]] == list(range(2, 14))
    assert {one["verdict"] for one in said["outcomes"]} == {"new", "refused"}


def test_ids_are_drawn_anew_unless_a_seed_is_asked_for(
    programme: Path, answers: Path, tmp_path: Path
) -> None:
    """An id tells nothing, not even the order of the rows; examples repeat."""
    other = written(tmp_path / "other", COHORT)
    for root in (programme, other):
        run(["-C", str(root), "import", str(answers), *TO, "--keep-going", "--seed", "5"])
    ids = [set(load(root).edition("2026").people) for root in (programme, other)]
    assert ids[0] == ids[1]
    third = written(tmp_path / "third", COHORT)
    run(["-C", str(third), "import", str(answers), *TO, "--keep-going"])
    assert not set(load(third).edition("2026").people) & ids[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Name the edition and the mapping"),
        (["--cohort", "2026", "--mapping", "googlesheet"], "Did you mean google-sheet?"),
        (["--cohort", "2062", "--mapping", "google-sheet"], "Did you mean 2026?"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    programme: Path,
    answers: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    """Exit status 2, with the nearest word."""
    assert run(["-C", str(programme), "import", str(answers), *options]) == 2
    assert said in capsys.readouterr().err


def test_a_form_without_its_questions_is_refused(
    programme: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mapping of another tool: the headings that are missing are named."""
    to = ["--cohort", "2026", "--mapping", "limesurvey"]
    assert run(["-C", str(programme), "import", str(answers), *to]) == 1
    assert "no column is headed “Date submitted”" in capsys.readouterr().err


def test_a_mapping_is_drafted_for_an_unknown_form(
    programme: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """To standard output; it needs no edition."""
    assert run(["-C", str(programme), "import", "--suggest", str(answers)]) == 0
    assert "extends: google-sheet" in capsys.readouterr().out
