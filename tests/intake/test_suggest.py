"""A draft for an unknown form: what can be guessed is, and what must be looked at is said."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from intake.bringing import brought, mapping
from intake.exports import TOOLS, export
from made import demo_edition as edition
from made import written
from mentoring.files.yaml.emit import dump
from mentoring.intake.forms.library import find
from mentoring.intake.reading.times import formats
from mentoring.intake.suggest.draft import suggest
from mentoring.operations.demo.generate import generate
from mentoring.render.environment import written as filled

if TYPE_CHECKING:
    from mentoring.intake.forms.mapping import FormMapping

COHORT = edition("2026")
RENAMED = {
    "Your institute": "Which institute are you at?",
    "Your career stage": "What is your present career stage?",
    "Privacy notice": "Data protection",
    "Your time zone": "What's your time zone?",
}


def drafted_text(file: Path, root: Path) -> str:
    """The draft for a file as `mentoring import --suggest` prints it."""
    draft = suggest(file, root)
    return filled("mapping-draft.yaml.j2", draft=draft, mapping=dump(draft.mapping).rstrip("\n"))


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """A form of somebody's own: other wordings, other captions, a column nobody knows."""
    form = mapping("google-sheet")
    people = generate(9, 30, 0, COHORT).applications
    plain = tmp_path / "plain.csv"
    plain.write_bytes(export(TOOLS["google-sheet"], form, people))
    rows = list(csv.reader(plain.read_text().splitlines()))
    rows[0] = [RENAMED.get(heading, heading) for heading in rows[0]]
    rows = [[cell.replace("Doctoral student", "PhD student") for cell in row] for row in rows]
    rows = [[*row, "T-shirt" if number == 0 else "M"] for number, row in enumerate(rows)]
    file = tmp_path / "unknown.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def test_headings_and_captions_are_guessed(unknown: Path, tmp_path: Path) -> None:
    """The tool is recognised, and what only this form says is in the draft."""
    draft = drafted_text(unknown, tmp_path)
    assert "extends: google-sheet" in draft
    for heading in RENAMED.values():
        assert heading in draft
    assert "PhD student: doctoral" in draft
    assert "ignore: [T-shirt]" in draft
    assert "# Check the headings" in draft


@pytest.fixture(autouse=True)
def _programme(tmp_path: Path) -> None:
    """The programme whose words the draft is in."""
    written(tmp_path)


def test_the_draft_is_a_mapping_that_reads_the_form(unknown: Path, tmp_path: Path) -> None:
    """With the unchanged draft no row is refused; only the consent is left to a person."""
    imported = brought(unknown, drafted(unknown, tmp_path), COHORT)
    assert imported.problems == ()
    assert [one.heading for one in imported.unread] == ["Data protection"]
    assert len(imported.records) == 30


def test_consent_is_never_guessed(unknown: Path, tmp_path: Path) -> None:
    """Not from a date beside it either; the draft says what to state."""
    rows = list(csv.reader(unknown.read_text().splitlines()))
    at = rows[0].index("Data protection")
    rows = [[*row, row[0] if number else "Start Date (UTC)"] for number, row in enumerate(rows)]
    for row in rows[1:]:
        row[at] = "0"
    with unknown.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    text = drafted_text(unknown, tmp_path)
    assert "“Data protection” may be the consent, which is never guessed" in text
    form = drafted(unknown, tmp_path)
    assert (
        form.questions["consent"].wordings == mapping("google-sheet").questions["consent"].wordings
    )
    imported = brought(unknown, form, COHORT)
    assert {record.reason for record in imported.records} == {"no-consent"}


@pytest.mark.parametrize("record", ["check-in", "terms", "signature", "review"])
def test_what_a_form_is_for_is_told(record: str, tmp_path: Path) -> None:
    """A check-in is no application."""
    form = mapping(f"google-sheet:{record}")
    file = tmp_path / "answers.csv"
    headings = [question.ask for question in form.questions.values()]
    rows = [headings, ["" for _ in headings]]
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    assert f":{record}\n" in drafted_text(file, tmp_path)


def test_what_the_draft_cannot_read_stands_above_it(unknown: Path, tmp_path: Path) -> None:
    """How many rows, and why, by column."""
    rows = list(csv.reader(unknown.read_text().splitlines()))
    at = rows[0].index("Your working day begins at")
    rows[3][at] = "dawn"
    with unknown.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    text = drafted_text(unknown, tmp_path)
    assert "# With it, 1 of 30 rows cannot be read:" in text
    assert f"#   1 in column {at + 1}: “Your working day begins at” is not a full hour." in text


@pytest.mark.parametrize(
    "name",
    [
        "typeform",
        "surveymonkey",
        "jotform",
        "kobo",
        "qualtrics",
        "framaforms",
        "nextcloud-forms",
    ],
)
def test_the_export_of_a_known_tool_is_recognised(name: str, tmp_path: Path) -> None:
    """By its columns of its own, its rows of headings and how it heads choices."""
    golden = Path(__file__).parent / "golden" / f"{name}.csv"
    text = drafted_text(golden, tmp_path)
    assert f"extends: {name}\n" in text
    assert "cannot be read" not in text


def test_what_is_not_found_is_said(tmp_path: Path) -> None:
    """A question that must be answered and that no column seems to ask."""
    file = tmp_path / "short.csv"
    file.write_text("Timestamp,Email Address\n01/10/2026 10:00:00,a@example.org\n")
    assert "# Not found: name (“Your name”), which must be answered." in drafted_text(
        file, tmp_path
    )


def test_nobodys_words_are_taken_for_captions(unknown: Path, tmp_path: Path) -> None:
    """Text in a single answer is the person's own words, and is not in the draft."""
    text = unknown.read_text().replace("Postdoc", "I would rather not say", 1)
    unknown.write_text(text)
    assert "rather not say" not in drafted_text(unknown, tmp_path)


UNKNOWN = Path(__file__).parent / "unknown"


def drafted(file: Path, root: Path) -> FormMapping:
    """The draft for a file, saved where an organiser would save it, and read again."""
    folder = root / "data" / "mappings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "my-form.yaml").write_text(drafted_text(file, root))
    return find("my-form", root)


@pytest.mark.parametrize("name", ["french", "german"])
def test_a_form_in_another_language_is_read_by_its_draft(name: str, tmp_path: Path) -> None:
    """Headings, choices, separators and a column for each choice, in French and in German."""
    file = UNKNOWN / f"{name}.csv"
    imported = brought(file, drafted(file, tmp_path), COHORT)
    assert imported.problems == ()
    assert {record.role for record in imported.records} == {"mentee", "mentor"}
    assert all(record.languages and record.topics for record in imported.records)


def test_the_french_form_does_not_say_which_notice_was_read(tmp_path: Path) -> None:
    """So nobody's consent is recorded, and the draft says what to change on the form."""
    file = UNKNOWN / "french.csv"
    imported = brought(file, drafted(file, tmp_path), COHORT)
    assert {record.reason for record in imported.records} == {"no-consent"}
    assert "may be the consent, which is never guessed" in drafted_text(file, tmp_path)


def test_an_odd_tool_leaves_one_question_open(tmp_path: Path) -> None:
    """A name in two columns, a bar between choices, and a day that could be a month."""
    file = UNKNOWN / "odd.csv"
    text = drafted_text(file, tmp_path)
    assert "%d.%m.%Y %H:%M Uhr or %m.%d.%Y %H:%M Uhr: keep the right one" in text
    assert 'separator: "|"' in text
    assert "I want a mentor: mentee" in text
    assert [line for line in text.splitlines() if "Not found" in line] == [
        "# Not found: topics-offered (“Topics you offer”), which must be answered."
    ]
    form = drafted(file, tmp_path)
    topics = replace(form.questions["topics-offered"], headers=("Other topics",))
    finished = replace(form, questions={**form.questions, "topics-offered": topics})
    imported = brought(file, finished, COHORT)
    assert imported.problems == ()
    assert {record.person.name for record in imported.records} >= {"First0 Last0", "First9 Last9"}


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["2026-09-01 10:00:00"], ("iso", "%Y-%m-%d %H:%M:%S")),
        (["9/8/2026 14:28:27", "9/13/2026 14:28:27"], ("%m/%d/%Y %H:%M:%S",)),
        (["13/9/26 2:28 PM"], ("%d/%m/%y %I:%M %p",)),
        (["tomorrow"], ()),
        (["1/2", "3/4"], ()),
        ([], ()),
    ],
)
def test_formats_are_those_that_read_every_moment(cells: list[str], read: tuple[str, ...]) -> None:
    """More than one where the answers leave it open."""
    assert formats(cells) == read
