"""No cell is lost: what is written in it is in the records, or told by its row and column."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake.bringing import brought, mapping
from intake.exports import TOOLS, export
from intake.test_golden import COHORT, EXPORTS, GOLDEN
from mentoring.intake.forms.fields import flat
from mentoring.intake.forms.mapping import with_edition
from mentoring.intake.reading.answers import Reader
from mentoring.intake.reading.claims import find
from mentoring.intake.reading.export import read
from mentoring.operations.demo.generate import generate
from mentoring.store.entry import to_plain

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.importing.run_import import ImportResult
    from mentoring.intake.reading.answers import Answers
    from mentoring.intake.reading.export import Row

TEXTS = [name for name in EXPORTS if name.endswith(".csv")]
_NUMBER = re.compile(r"\d+")
MENTORS = generate(31, 0, 6, COHORT).applications


def lines(path: Path) -> tuple[list[list[str]], str, str]:
    """The rows of a golden export, with its delimiter and its encoding."""
    form = mapping(EXPORTS[path.name])
    table = read(path, form.source)
    rows = [list(row) for row in table.above] + [list(row.cells) for row in table.rows]
    return rows, table.delimiter, table.encoding


def written(rows: list[list[str]], delimiter: str, encoding: str, to: Path) -> Path:
    """The rows in a file as the golden export has them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    to.write_bytes(text.getvalue().encode(encoding))
    return to


def texts_of(imported: ImportResult) -> str:
    """Everything that the records say, letter case apart."""
    fields = [flat(to_plain(record)) for record in imported.records]
    return "\n".join(str(value) for field in fields for value in field.values()).casefold()


def is_told(imported: ImportResult, row: int, column: int) -> bool:
    """Whether the summary speaks of the cell: by a problem that names its row and column."""
    problems = [problem for problem in imported.problems if problem.line == row]
    named = {int(number) for problem in problems for number in re.findall(r"\d+", problem.message)}
    return column in named | {problem.column for problem in problems}


def marked(row: Row, at: int) -> Row:
    """The row with a mark of its own in one cell."""
    cells = [*row.cells]
    cells[at] = f"qmark{row.number}@example.org"
    return replace(row, cells=tuple(cells))


@pytest.mark.parametrize("name", TEXTS)
def test_a_mark_in_any_cell_is_read_or_told(name: str) -> None:
    """It is among the answers, or refused by its column, or of a column that is accounted for."""
    form = with_edition(mapping(EXPORTS[name]), COHORT)
    table = read(GOLDEN / name, form.source)
    reader = Reader(table, form)
    found = reader.claims
    declared = found.ignored | {at for at, _ in found.rules}
    for row in table.rows:
        for at in set(range(len(table.headers))) - declared:
            for answers in reader.answers(marked(row, at)) if row.filled else ():
                told = str((answers.values, answers.problems)).casefold()
                assert f"qmark{row.number}@" in told or _is_told(answers, at), (row.number, at)


def _is_told(answers: Answers, at: int) -> bool:
    """Whether a problem names the column; or it is not read, and so told as unread."""
    numbers = {
        int(number) for problem in answers.problems for number in _NUMBER.findall(problem.message)
    }
    return (
        at + 1 in numbers | {problem.column for problem in answers.problems}
        or at not in answers.columns
    )


@pytest.mark.parametrize("name", TEXTS)
def test_a_mark_that_is_read_is_in_the_records(name: str, tmp_path: Path) -> None:
    """Or its row is refused, with its column. A column is marked at a time, in every row."""
    form = mapping(EXPORTS[name])
    rows, delimiter, encoding = lines(GOLDEN / name)
    first = form.source.header_rows
    found = find(read(GOLDEN / name, form.source).headers, form)
    written_in = {"line", "text", "lines", "people", "email", "code"}
    asked = [one for one in form.questions if form.questions[one].kind in written_in]
    for at in {at for question in asked for at in found.columns(question)}:
        changed = [list(row) for row in rows]
        numbers = [n for n, row in enumerate(changed[first:], start=first + 1) if any(row)]
        for number in numbers:
            changed[number - 1][at] = f"qmark{number}@example.org"
        file = written(changed, delimiter, encoding, tmp_path / name)
        imported = brought(file, form, COHORT, *MENTORS)
        said = texts_of(imported)
        unread = {(number, one.column) for one in imported.unread for number in one.rows}
        verdicts = {outcome.row: outcome.verdict for outcome in imported.outcomes}
        for number in numbers:
            whole = verdicts[number] in {"left out", "superseded"}
            told = whole or (number, at + 1) in unread or is_told(imported, number, at + 1)
            assert told or f"qmark{number}@" in said, (number, at + 1)
        assert sum(imported.cells.values()) == sum(map(_filled, changed[first:]))


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


@pytest.mark.parametrize("name", EXPORTS)
def test_the_numbers_of_rows_and_of_cells_add_up(name: str) -> None:
    """And every cell of a golden export is read or ignored by declaration."""
    form = mapping(EXPORTS[name])
    table = read(GOLDEN / name, form.source)
    imported = brought(GOLDEN / name, form, COHORT, *MENTORS)
    assert sum(imported.counts.values()) == len(table.rows) + imported.twofold
    assert sum(imported.cells.values()) == sum(len(row.filled) for row in table.rows)
    assert not {"unread", "refused"} & set(imported.cells)
    assert imported.unread == ()


SHEET = mapping("google-sheet")
AVOID = SHEET.questions["avoid"].ask


def sheet(tmp_path: Path, *columns: tuple[str, str], role: str = "mentee") -> Path:
    """An export of one applicant with further columns and their values."""
    count = {"mentee": (1, 0), "mentor": (0, 1)}[role]
    people = generate(3, *count, COHORT).applications
    file = tmp_path / "answers.csv"
    rows = list(csv.reader(export(TOOLS["google-sheet"], SHEET, people).decode().splitlines()))
    cells = [[*rows[0], *(name for name, _ in columns)], [*rows[1], *(text for _, text in columns)]]
    at = rows[0].index(AVOID)
    cells[1][at] = ""
    for question in ("first", "second", "third"):
        cells[1][rows[0].index(SHEET.questions[f"{question}-profile"].ask)] = ""
    return written(cells, ",", "utf-8", file)


def test_of_a_repeated_heading_the_filled_cell_counts(tmp_path: Path) -> None:
    """A form with branches has the question once in each."""
    imported = brought(sheet(tmp_path, (AVOID, "Carla Muster")), SHEET, COHORT)
    assert imported.records[0].person.unresolved == ("Carla Muster",)


def test_two_answers_to_one_list_are_both_read_and_told(tmp_path: Path) -> None:
    """No name of a person to avoid is dropped."""
    file = sheet(tmp_path, (AVOID, "Carla Muster"), (AVOID, "Dana Beispiel"))
    imported = brought(file, SHEET, COHORT)
    assert imported.records[0].person.unresolved == ("Carla Muster", "Dana Beispiel")
    told = r"is answered in columns \d+ and \d+; all of it is read"
    assert re.search(told, imported.outcomes[0].reason)


def test_two_answers_that_cannot_both_hold_are_refused(tmp_path: Path) -> None:
    """With both columns; the same answer twice is one answer."""
    stage = SHEET.questions["stage"].ask
    both = brought(sheet(tmp_path, (stage, "Wizard")), SHEET, COHORT)
    assert "is answered in two ways, in columns" in both.problems[0].message
    first = brought(sheet(tmp_path), SHEET, COHORT).records[0].career.stage
    caption = {value: text for text, value in SHEET.questions["stage"].captions.items()}[first]
    assert brought(sheet(tmp_path, (stage, caption)), SHEET, COHORT).records


def test_an_answer_of_the_other_role_is_named(tmp_path: Path) -> None:
    """A mentee who fills in what only mentors are asked."""
    capacity = SHEET.questions["capacity"].ask
    imported = brought(sheet(tmp_path, (capacity, "2")), SHEET, COHORT)
    (unread,) = imported.unread
    assert (unread.asked, unread.rows, unread.heading) == (True, (2,), capacity)


def test_a_column_without_a_heading_is_named(tmp_path: Path) -> None:
    """If it contains anything."""
    assert brought(sheet(tmp_path, ("", "")), SHEET, COHORT).unread == ()
    (unread,) = brought(sheet(tmp_path, ("", "x")), SHEET, COHORT).unread
    assert unread.rows == (2,)
