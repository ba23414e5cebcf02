"""Doing what a message of the importer says leads to success: in the mapping, or in the file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from intake.bringing import brought, mapping
from intake.exports import TOOLS, answers_of, rows_of
from intake.test_applications import COHORT, mentee, mentor
from made import written
from mentoring.errors import DataError
from mentoring.intake.forms.library import find

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.forms.mapping import FormMapping
    from mentoring.intake.importing.run_import import ImportResult

SHEET = "google-sheet"
CAPTION = "I have read privacy notice 2026-1 and agree to it"


def table(tool: str) -> list[list[str]]:
    """One mentee's answers, as the tool exports them."""
    person = mentee()
    rows = rows_of(TOOLS[tool], mapping(tool), [(person, answers_of(person))])
    return [[str(cell) for cell in row] for row in rows]


def saved(rows: list[list[str]], tmp_path: Path) -> Path:
    """The rows in a file."""
    file = tmp_path / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def ours(tool: str, text: str, root: Path) -> FormMapping:
    """A mapping of one's own, over the tool's."""
    folder = written(root) / "data" / "mappings"
    folder.mkdir(exist_ok=True)
    head = f"mapping: ours\ntitle: Our form\nextends: {tool}\n"
    (folder / "ours.yaml").write_text(head + text, "utf-8")
    return find("ours", root)


def told(imported: ImportResult) -> str:
    """The messages of an import with what they advise."""
    return "\n".join(f"{problem.message} {problem.hint}" for problem in imported.problems)


@pytest.mark.parametrize(
    ("tool", "question", "cell", "advice", "followed"),
    [
        (SHEET, "stage", "PhD", "to `accepts`", "questions: {stage: {accepts: {PhD: doctoral}}}"),
        (
            SHEET,
            "languages",
            "English, Elvish",
            "to `accepts`",
            "questions: {languages: {accepts: {Elvish: null}}}",
        ),
        (
            SHEET,
            "since",
            "long ago",
            "to `accepts`",
            "questions: {since: {accepts: {long ago: 2000}}}",
        ),
        (SHEET, "since", "in 2019", "digits alone", "questions: {since: {number: lower}}"),
        (
            SHEET,
            "day-begins",
            "dawn",
            "to `accepts`",
            "questions: {day-begins: {accepts: {dawn: 6}}}",
        ),
        (
            SHEET,
            "hours-a-month",
            "2-3",
            "to `accepts`",
            "questions: {hours-a-month: {accepts: {2-3: 3}}}",
        ),
        (
            SHEET,
            "timezone",
            "Rome",
            "Europe/Rome",
            "questions: {timezone: {accepts: {Rome: Europe/Rome}}}",
        ),
        (
            SHEET,
            "statistics",
            "sure",
            "to `accepts`",
            "questions: {statistics: {accepts: {sure: true}}}",
        ),
        (
            SHEET,
            "consent",
            "I agree",
            "under `accepts`",
            "questions: {consent: {accepts: {I agree: true}}}",
        ),
        (
            SHEET,
            "consent",
            "I agree",
            "which one",
            'questions: {consent: {accepts: {I agree: "2026-1"}}}',
        ),
        (
            SHEET,
            "submitted",
            "9/28/2026 9:30:00",
            "`clock`",
            'clock: {moment: "%m/%d/%Y %H:%M:%S"}',
        ),
        (SHEET, "submitted", "2026-09-28 09:30", "`clock`", 'clock: {moment: "%Y-%m-%d %H:%M"}'),
        (
            SHEET,
            "submitted",
            "28. September 2026 um 09:30",
            "`clock`",
            'clock: {moment: "%d. %B %Y um %H:%M", languages: [de]}',
        ),
        (
            "google-forms",
            "submitted",
            "2026/09/28 9:30:00 AM XYZT",
            '`zones: {XYZT: "+02:00"}`',
            'clock: {zones: {XYZT: "+02:00"}}',
        ),
    ],
)
def test_a_mapping_that_does_what_is_advised_reads_the_answer(
    tool: str, question: str, cell: str, advice: str, followed: str, tmp_path: Path
) -> None:
    """One key more, and the row is taken."""
    rows = table(tool)
    rows[1][rows[0].index(mapping(tool).questions[question].ask)] = cell
    file = saved(rows, tmp_path)
    refused = brought(file, mapping(tool), COHORT)
    assert advice in told(refused)
    assert refused.records == ()
    taken = brought(file, ours(tool, followed, tmp_path), COHORT)
    assert told(taken) == ""
    assert len(taken.records) == 1


@pytest.mark.parametrize(
    ("tool", "heading", "cell", "advice", "followed"),
    [
        (
            "limesurvey",
            "Languages in which you can be mentored or mentor [English]",
            "checked",
            "to `words`",
            'words: {"yes": ["Yes", checked]}',
        ),
        (SHEET, CAPTION, "checked", "to `words`", 'words: {"yes": ["Yes", checked]}'),
    ],
)
def test_what_a_tool_writes_for_a_tick_can_be_declared(
    tool: str, heading: str, cell: str, advice: str, followed: str, tmp_path: Path
) -> None:
    """In a column of a choice, and in one that is headed by what people agree to."""
    rows = table(tool)
    ask = mapping(tool).questions["consent"].ask
    if heading == CAPTION:
        rows[0][rows[0].index(ask)] = CAPTION
    rows[1][rows[0].index(heading)] = cell
    file = saved(rows, tmp_path)
    assert advice in told(brought(file, mapping(tool), COHORT))
    assert len(brought(file, ours(tool, followed, tmp_path), COHORT).records) == 1


def test_a_missing_heading_is_added_to_the_mapping(tmp_path: Path) -> None:
    """As the message says, the nearest heading included."""
    rows = table(SHEET)
    rows[0][rows[0].index("Your institute")] = "Your institue"
    file = saved(rows, tmp_path)
    with pytest.raises(DataError) as refused:
        brought(file, mapping(SHEET), COHORT)
    (problem,) = refused.value.problems
    assert "Is it “Your institue”?" in problem.hint
    assert "`headers` of the question institute" in problem.hint
    followed = ours(SHEET, "questions: {institute: {headers: [Your institue]}}", tmp_path)
    assert len(brought(file, followed, COHORT).records) == 1


@pytest.mark.parametrize(
    "followed", ["ignore: [Shoe size]", "questions: {notes: {headers: [Shoe size]}}"]
)
def test_an_unread_column_is_named_in_the_mapping(followed: str, tmp_path: Path) -> None:
    """As ignored, or as the answer to a question."""
    rows = table(SHEET)
    rows[0].append("Shoe size")
    rows[1].append("43")
    file = saved(rows, tmp_path)
    assert [one.heading for one in brought(file, mapping(SHEET), COHORT).unread] == ["Shoe size"]
    assert brought(file, ours(SHEET, followed, tmp_path), COHORT).unread == ()


def test_of_two_answers_the_mapping_says_which_counts(tmp_path: Path) -> None:
    """With `nth`; the other column is then named as unread."""
    rows = table(SHEET)
    rows[0].append("Your institute")
    rows[1].append("Elsewhere")
    file = saved(rows, tmp_path)
    assert "with `nth`" in told(brought(file, mapping(SHEET), COHORT))
    taken = brought(file, ours(SHEET, "questions: {institute: {nth: 2}}", tmp_path), COHORT)
    assert [record.institute for record in taken.records] == ["Elsewhere"]
    assert len(taken.unread) == 1


def test_choices_of_two_questions_are_told_apart_by_the_mapping(tmp_path: Path) -> None:
    """Where both head their columns by the caption alone, and the form asks one of them."""
    rows = table("typeform")
    places = [at for at, text in enumerate(rows[0]) if text == "Leadership"]
    rows = [[cell for at, cell in enumerate(row) if at != places[1]] for row in rows]
    file = saved(rows, tmp_path)
    with pytest.raises(DataError) as refused:
        brought(file, mapping("typeform"), COHORT)
    assert "`questions: {topics-offered: null}`" in refused.value.problems[0].hint
    assert len(brought(file, mapping("typeform", "mentee"), COHORT).records) == 1


@pytest.mark.parametrize(
    ("question", "cell", "advice", "corrected"),
    [
        ("email", "nowhere", "Such as", "n@example.org"),
        ("name", "", "fill the cell in", "Nova Name"),
        ("consent", CAPTION.replace("2026-1", "2031-1"), "Correct the form's caption", CAPTION),
        ("notes", "a\x07b", "Remove it", "ab"),
        ("first-profile", "zzzzzz", "pppppp", "pppppp"),
        ("first-reason", "Because.", "or empty the cell", ""),
    ],
)
def test_a_cell_that_is_corrected_as_advised_is_taken(
    question: str, cell: str, advice: str, corrected: str, tmp_path: Path
) -> None:
    """In the file that holds the refused rows."""
    rows = table(SHEET)
    form = mapping(SHEET)
    at = {
        "first-reason": rows[0].index("Why this one?"),
        **{name: rows[0].index(form.questions[name].ask) for name in form.questions},
    }[question]
    rows[1][at] = cell
    assert advice in told(brought(saved(rows, tmp_path), form, COHORT, mentor()))
    rows[1][at] = corrected
    assert len(brought(saved(rows, tmp_path), form, COHORT, mentor()).records) == 1


def test_a_row_of_another_width_is_exported_again(tmp_path: Path) -> None:
    """As the message says; its cells may stand under the wrong headings."""
    rows = table(SHEET)
    broken = [rows[0], [*rows[1], "one more"]]
    assert "Export the answers again" in told(
        brought(saved(broken, tmp_path), mapping(SHEET), COHORT)
    )
    assert len(brought(saved(rows, tmp_path), mapping(SHEET), COHORT).records) == 1


@pytest.mark.parametrize("question", ["{required: false}", "null"])
def test_a_row_that_belongs_to_no_record_is_refused(question: str, tmp_path: Path) -> None:
    """Where a mapping of one's own does not require an address, or does not ask for it."""
    rows = table(SHEET)
    rows[1][rows[0].index(mapping(SHEET).questions["email"].ask)] = ""
    form = ours(SHEET, f"questions: {{email: {question}}}\n", tmp_path)
    assert "has no answer for person.email" in told(brought(saved(rows, tmp_path), form, COHORT))
