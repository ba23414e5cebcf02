"""`mentoring review …`: from the roster to packets, and from marks to bands."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.operations.demo.generate import generate
from mentoring.people.organisers import Review
from mentoring.store.reader import load
from mentoring.store.writer import changes
from tools import cells_of

HERE = Path(__file__).parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A programme of 24 mentees and 6 reviewers, before anything was assigned."""
    (tmp_path / "programme").mkdir()
    cohort = made.cohort()
    made_up = generate(7, 24, 8, cohort)
    records = [made.CONFIG, cohort, made_up.roster, *made_up.applications]
    changes(tmp_path / "programme", records).apply()
    return tmp_path / "programme"


def assigned(root: Path) -> dict[str, tuple[str, ...]]:
    """Who reviews what, as the roster has it."""
    entry = load(root).edition("2026").roster
    assert entry
    return entry.record.assignments


def files(root: Path) -> dict[str, bytes]:
    """Every file of the programme."""
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_assigning_fills_the_roster_and_twice_changes_nothing(root: Path) -> None:
    """Every mentee gets three reviewers; a second run finds nothing to do."""
    assert run(["-C", str(root), "review", "assign", "2026"]) == 0
    given = assigned(root)
    mentees = {mentee.id for mentee in load(root).edition("2026").mentees}
    assert given.keys() == mentees
    assert {len(reviewers) for reviewers in given.values()} == {3}
    before = files(root)
    assert run(["-C", str(root), "review", "assign", "2026"]) == 0
    assert files(root) == before


def test_a_dry_run_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what it would write."""
    before = files(root)
    arguments = ["-C", str(root), "review", "assign", "2026", "--dry-run", "--format", "json"]
    assert run(arguments) == 0
    assert files(root) == before
    shown = json.loads(capsys.readouterr().out)
    assert len(shown["assignments"]) == 24
    assert max(shown["loads"].values()) - min(shown["loads"].values()) <= 1


def test_packets_tell_nobody_who_wrote_them(root: Path) -> None:
    """No name, address, institute or home experiment of an applicant is in any packet."""
    run(["-C", str(root), "review", "assign", "2026"])
    assert run(["-C", str(root), "review", "packets", "2026"]) == 0
    folder = root / "outbox/2026/reviews"
    packets = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*/packet.md"))
    for person in load(root).edition("2026").mentees:
        assert person.id in packets
        for secret in (person.person.name, person.person.email, person.institute, person.home):
            assert secret not in packets
    form = cells_of(next(folder.glob("*/scores.csv")).read_bytes())
    assert form[0] == ["application", "reviewer", "goals", "conflict", "note"]


def test_packets_without_an_assignment_say_what_to_do_first(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the command."""
    assert run(["-C", str(root), "review", "packets", "2026"]) == 1
    assert "mentoring review assign 2026" in capsys.readouterr().err


def test_without_an_open_review_there_is_no_packet(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once everybody has marked everything it says so, and writes no empty list."""
    run(["-C", str(root), "review", "assign", "2026"])
    capsys.readouterr()
    assert run(["-C", str(root), "review", "packets", "2026", "--dry-run"]) == 0
    said = capsys.readouterr().err
    assert "72 open reviews: send each reviewer the files in outbox/2026/reviews/ID/." in said
    assert "Marks are due on 23 October 2026." in said
    reviewed(root)
    assert run(["-C", str(root), "review", "packets", "2026"]) == 0
    assert capsys.readouterr().err == "No review is open, so there is no packet to write.\n"
    assert not (root / "outbox").exists()


def reviewed(root: Path) -> None:
    """Everybody marks what they were given, the first reviewer strictly, the last leniently."""
    chance = random.Random(5)
    given = assigned(root)
    merit = {one: chance.choice((2, 3, 3, 4, 4, 5)) for one in sorted(given)}
    reviewers = sorted({who for them in given.values() for who in them})
    strictness = dict.fromkeys(reviewers, 0) | {reviewers[0]: -1, reviewers[-1]: 1}
    marks = [
        Review(application=one, reviewer=who, scores={"goals": min(5, max(1, level))})
        for one, them in sorted(given.items())
        for who in them
        for level in [merit[one] + strictness[who] + chance.choice((-1, 0, 0, 0, 1))]
    ]
    changes(root, marks, cohort="2026").apply()


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_summary_is_what_is_expected(
    form: str, root: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """Bands, scores, errors, flags, reviewers, outliers, and how far to trust them; ids only."""
    run(["-C", str(root), "review", "assign", "2026"])
    reviewed(root)
    capsys.readouterr()
    assert run(["-C", str(root), "review", "summary", "2026", "--format", form]) == 0
    said = capsys.readouterr().out
    expected = HERE / "_expected" / f"review-summary.{form}"
    if request.config.getoption("--bless"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    people = load(root).edition("2026").people.values()
    assert not any(person.person.name in said for person in people if person.role == "mentee")
