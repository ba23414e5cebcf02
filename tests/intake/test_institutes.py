"""One institute under many spellings is one: as it is imported, in the records, in the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake.bringing import mapping
from intake.test_applications import COHORT, mentee, mentor, sent
from made import written
from mentoring.cli.boundary import run
from mentoring.intake.institutes import read
from mentoring.people.institute import Institute, Institutes, alike, separate
from mentoring.people.organisers import Member, Roster
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

FORM = mapping("google-sheet")
BOLOGNA = "University of Examples, Bologna"
TODAY = ["--today", "2026-10-12"]


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (BOLOGNA, "Univ. of Examples, Bologna", True),
        (BOLOGNA, "Bologna, University of Examples", True),
        (BOLOGNA, "University of Examples", True),
        (BOLOGNA, "UNIVERSITY OF EXAMPLES – BOLOGNA", True),
        ("Massachusetts Institute of Technology", "MIT", True),
        ("Institut de Physique des Exemples", "Inst. Physique Exemples", True),
        (BOLOGNA, "University of Examples, Lyon", False),
        (BOLOGNA, "University of Bologna-on-Sea", False),
        ("INFN Bologna", "University of Bologna", False),
        ("ETH Zurich", "University of Zurich", False),
        ("University of Oxford", "University of Cambridge", False),
    ],
)
def test_names_that_may_be_one_institute_are_alike(
    one: str,
    other: str,
    are: bool,  # noqa: FBT001 (as pytest passes it)
) -> None:
    """Abbreviated, turned round, without the town, by its first letters."""
    assert alike(one, other) is are
    assert alike(other, one) is are


def test_an_answer_may_name_several_institutes() -> None:
    """The first is the main one."""
    assert separate("A / B; C") == ("A", "B", "C")
    assert separate("A/B") == ("A/B",)


REGISTER = Institutes(institutes=(Institute(name=BOLOGNA, aliases=("Univ. of Examples",)),))


def registered(root: Path, text: str) -> None:
    """The programme's register."""
    (root / "data" / "institutes.yaml").write_text(text, "utf-8")


ONE = f"institutes:\n  - name: {BOLOGNA}\n    aliases: [Univ. of Examples]\n"


def test_an_import_writes_the_registered_name(tmp_path: Path) -> None:
    """Of each institute in the answer; a second import changes nothing."""
    root = written(tmp_path / "programme", COHORT)
    registered(root, ONE)
    file = sent(tmp_path, replace(mentee(), institute="univ of examples / Sample Laboratory"))
    command = [
        "-C",
        str(root),
        "import",
        str(file),
        "--cohort",
        "2026",
        "--mapping",
        "google-sheet",
    ]
    assert run(command) == 0
    (record,) = load(root).edition("2026").people.values()
    assert record.institutes == (BOLOGNA, "Sample Laboratory")
    assert run(command) == 0
    assert load(root).edition("2026").people[record.id] == record


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A mentee and a mentor of one institute, and a reviewer of it, under three spellings."""
    reviewer = Member(
        id="vvvvvv",
        duties=("reviewer",),
        experiments=("LHCb",),
        institute="Bologna, University of Examples",
    )
    return written(
        tmp_path,
        COHORT,
        replace(mentee(), institute=BOLOGNA),
        replace(mentor(), institute="Univ. of Examples, Bologna"),
        Roster(cohort="2026", members=(reviewer,)),
    )


def listed(root: Path, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """The tags and the places of the names that look alike."""
    assert run(["-C", str(root), "institutes"]) == 0
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_names_that_look_alike_are_told_by_validate(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As warnings, at their places, without the names."""
    assert run(["-C", str(programme), "validate", *TODAY]) == 0
    said = capsys.readouterr().out
    assert "may be the same institute" in said
    assert "Examples" not in said


def test_what_is_settled_holds_for_every_record(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that the reviewer has a conflict, and the pair shares its institute."""
    while (pairs := listed(programme, capsys)) and len(pairs[0]) == 3:
        assert run(["-C", str(programme), "institutes", pairs[0][0], "--same"]) == 0
        capsys.readouterr()
    edition = load(programme).edition("2026")
    assert len({person.institute for person in edition.people.values()}) == 1
    assert edition.roster is not None
    (member,) = edition.roster.record.members
    assert member.institute == edition.people["mmmmmm"].institute
    (institute,) = read(programme).institutes
    assert len(institute.aliases) == 2
    assert run(["-C", str(programme), "validate", *TODAY]) == 0
    assert "institute" not in capsys.readouterr().out


def test_two_that_are_distinct_are_not_proposed_again(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And their records stay as they are."""
    for tag, *_ in listed(programme, capsys):
        assert run(["-C", str(programme), "institutes", tag, "--distinct"]) == 0
        capsys.readouterr()
    assert listed(programme, capsys) == [["No", "two", "institutes", "have", "similar", "names."]]
    people = load(programme).edition("2026").people.values()
    assert len({person.institute for person in people}) == 2


def test_another_spelling_of_a_registered_institute_is_an_error(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which one command mends."""
    registered(
        programme, f'institutes: [{{name: "{BOLOGNA}", aliases: ["Univ. of Examples, Bologna"]}}]\n'
    )
    assert run(["-C", str(programme), "validate", *TODAY]) == 1
    assert "mentoring institutes --write" in capsys.readouterr().out
    assert run(["-C", str(programme), "institutes", "--write"]) == 0
    assert run(["-C", str(programme), "validate", *TODAY]) == 0


def test_a_register_that_is_wrong_is_told_with_its_line(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As any other file."""
    registered(programme, "institutes:\n  - nme: X\n")
    assert run(["-C", str(programme), "validate", *TODAY]) == 1
    assert "data/institutes.yaml:2:" in capsys.readouterr().out


def test_a_wrong_tag_is_wrong_usage(programme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With those that wait."""
    assert run(["-C", str(programme), "institutes", "zzzz", "--same"]) == 2
    assert "The tags are" in capsys.readouterr().err
