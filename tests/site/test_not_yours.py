"""`site --check` names what is another programme's: each with its line and a cure that works."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.problems import Severity
from mentoring.programme.config import Law
from mentoring.site.not_yours import not_yours, settings_not_yours

if TYPE_CHECKING:
    from pathlib import Path

LIBRARIES = replace(
    made.CONFIG,
    name="Mentoring in libraries",
    host="the library",
    place="Aarhus",
    law=Law(name="the data protection act", months=1),
    affiliation=replace(
        made.CONFIG.affiliation, one="department", many="departments", names=("Music", "Archive")
    ),
)
COHORT = made.cohort(
    config=LIBRARIES,
    pairs=10,
    dates=replace(made.cohort().dates, announcement=date(2027, 3, 2), end=date(2027, 4, 9)),
)


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("After nine months there is a closing event.", "Write five months"),
        ("A nine-month mentoring programme", "Write five months"),
        ("For 9 months you meet.", "Write five months"),
        ("each pair then has nine months", "Write five months"),
        ("About twenty pairs is a small number", "Write 10 pairs"),
        ("limited to 20 mentor-mentee pairs", "Write 10 pairs"),
        ("The pairs are announced **early in November**", "announced in March"),
        ("until midnight in Geneva.", "Write Aarhus"),
        ("Your view from another experiment.", "Write department."),
        ("people of two experiments", "Write departments."),
        ("description: Six months of mentoring, in pairs", "Write five months"),
        ("Nine months, from the first letter to the last.", "Write five months"),
        ("We announce the pairs in November.", "announced in March"),
    ],
)
def test_what_the_programmes_own_file_contradicts_is_an_error(line: str, cure: str) -> None:
    """With the place in the file, so that an editor jumps there."""
    [problem] = not_yours("docs/why.md", f"# Why\n\n{line}\n", COHORT)
    assert (problem.line, problem.severity) == (3, Severity.ERROR)
    assert cure in problem.hint
    mended = line.replace(problem.message.split("“")[-1].split("”")[0], "")
    assert list(not_yours("docs/why.md", mended, COHORT)) == [] or "belong to" in problem.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("We hope for twenty pairs this year.", "twenty pairs"),
        ("Pairs meet over nine months.", "nine months"),
        ("The closing event is in December.", "December"),
        ("People who work in Geneva may meet there.", "Geneva"),
        ("The desk is at the Globe.", "Globe"),
    ],
)
def test_what_may_be_about_another_programme_is_named_and_stops_nothing(
    line: str, said: str
) -> None:
    """A planted word is found wherever it is; the organisers know whether it is right."""
    [problem] = not_yours("docs/why.md", line, COHORT)
    assert (problem.severity, f"“{said}”" in problem.message) == (Severity.WARNING, True)


@pytest.mark.parametrize("word", ["CERN", "ATLAS", "LHCb"])
def test_an_unknown_acronym_is_named_and_stops_nothing(word: str) -> None:
    """It may be right: the organisers know."""
    [problem] = not_yours("docs/why.md", f"You need not be at {word}.", COHORT)
    assert problem.severity is Severity.WARNING
    assert word in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "Five months, ten pairs: see [the FAQ](faq.md#nine-months).",
        "In three months I have proposed myself for two talks.",
        "My contract has eighteen months left.",
        "Write `data/experiments.yaml` as JSON.",
        "<!-- generated:experiments -->",
        "A pair meets for an hour; two pairs may share a table.",
        "Write it in French or English, in March or April, in Aarhus.",
        "| goals reached | 12 pairs |",
    ],
)
def test_what_is_right_or_nobodys_is_left_alone(line: str) -> None:
    """Numbers of other things, links, code and marks are no claims about the programme."""
    assert [your.message for your in not_yours("docs/why.md", line, COHORT)] == []


def test_generated_parts_are_the_commands_own_affair() -> None:
    """They follow from the edition, whatever they contain now."""
    text = "<!-- generated:dates -->\nfor nine months at CERN\n<!-- /generated:dates -->\n"
    assert list(not_yours("docs/why.md", text, COHORT)) == []


def test_the_settings_have_the_programmes_name_and_address() -> None:
    """Another name in mkdocs.yml would head every page."""
    wrong = f"site_name: Mentoring across experiments\nsite_url: {LIBRARIES.address}\n"
    [problem] = settings_not_yours("mkdocs.yml", wrong, LIBRARIES)
    assert problem.hint == "Write site_name: Mentoring in libraries"
    right = f'site_name: "{LIBRARIES.name}"\nsite_url: {LIBRARIES.address}\n'
    assert list(settings_not_yours("mkdocs.yml", right, LIBRARIES)) == []


def test_check_fails_on_a_page_that_is_not_yours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A letter of one's own is looked at, too; `site` alone goes on."""
    root = made.written(tmp_path, made.cohort())
    page = root / "docs" / "why.md"
    page.parent.mkdir()
    page.write_text("After twelve months it is over.\n")
    letter = root / "data/templates/letters/closing.md.j2"
    letter.parent.mkdir(parents=True)
    letter.write_text("Subject: Thanks\n\nDear {{ name }},\n\nafter six months we say goodbye.\n")
    assert run(["-C", str(root), "site"]) == 0
    capsys.readouterr()
    assert run(["-C", str(root), "site", "--check"]) == 1
    said = capsys.readouterr().err
    assert "docs/why.md:1:1: error" in said
    assert "data/templates/letters/closing.md.j2:5:1: error" in said
    page.write_text("After nine months it is over.\n")
    letter.write_text("Subject: Thanks\n\nDear {{ name }},\n\nafter nine months we say goodbye.\n")
    assert run(["-C", str(root), "site", "--check"]) == 0
