"""No cell is lost: what is written in it is in the records, or told by its row and column."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from intake.bringing import brought, mapping
from intake.exports import TOOLS, export
from intake.test_golden import COHORT, EXPORTS, GOLDEN
from mentoring.intake.forms.fields import flat
from mentoring.intake.importing.accounts import Fate
from mentoring.intake.importing.row_outcomes import Verdict
from mentoring.intake.reading.export import read
from mentoring.operations.demo.generate import generate
from mentoring.store.serialize import to_plain

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.importing.run_import import Imported

TEXTS = [name for name in EXPORTS if name.endswith(".csv")]
MENTORS = generate(31, 0, 6, COHORT).mentors


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


def texts_of(imported: Imported) -> str:
    """Everything that the records say, letter case apart."""
    fields = [flat(to_plain(one)) for one in imported.records]
    return "\n".join(str(value) for one in fields for value in one.values()).casefold()


def is_told(imported: Imported, row: int, column: int) -> bool:
    """Whether the summary speaks of the cell: by a problem, as unread, or as ignored."""
    problems = {(one.line, one.column) for one in imported.summary.problems}
    unread = {(number, one.column) for one in imported.unread for number in one.rows}
    of_the_row = {one.row: one.verdict for one in imported.summary.outcomes}
    whole = of_the_row[row] in {Verdict.LEFT_OUT, Verdict.SUPERSEDED}
    return (row, column) in problems | unread or whole


@pytest.mark.parametrize("name", TEXTS)
def test_a_mark_in_any_cell_is_found_again(name: str, tmp_path: Path) -> None:
    """In the records, among the problems, among the unread, or in a column that is ignored.

    The marks stand in a column at a time, a different one in each row.
    """
    form = mapping(EXPORTS[name])
    rows, delimiter, encoding = lines(GOLDEN / name)
    first = form.source.header_rows
    for at, heading in enumerate(rows[0]):
        marked = [list(row) for row in rows]
        marks = {}
        for number, row in enumerate(marked[first:], start=first + 1):
            if any(cell.strip() for cell in row):
                marks[number] = row[at] = f"qmark{number}@example.org"
        file = written(marked, delimiter, encoding, tmp_path / name)
        imported = brought(file, form, COHORT, *MENTORS)
        said = texts_of(imported)
        accounts = imported.accounts
        ignored = accounts.cells.get(Fate.IGNORED, 0)
        lost = [
            (number, heading)
            for number, mark in marks.items()
            if mark not in said and not is_told(imported, number, at + 1)
        ]
        assert not lost or (len(lost) <= ignored and _is_ignored(file, form, at)), lost
        assert accounts.total == sum(1 for row in marked[first:] for cell in row if cell.strip())


def _is_ignored(file: Path, form: object, at: int) -> bool:
    """Whether the mapping says that the column is known and not read."""
    from mentoring.intake.reading.headings import find

    return at in find(read(file, form.source).headers, form).ignored  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", EXPORTS)
def test_the_numbers_of_rows_and_of_cells_add_up(name: str) -> None:
    """And every cell of a golden export is read or ignored by declaration."""
    form = mapping(EXPORTS[name])
    table = read(GOLDEN / name, form.source)
    imported = brought(GOLDEN / name, form, COHORT, *MENTORS)
    assert sum(imported.summary.counts.values()) == len(table.rows) + imported.summary.twofold
    assert imported.accounts.total == sum(len(row.filled) for row in table.rows)
    assert not {Fate.UNREAD, Fate.REFUSED} & set(imported.accounts.cells)
    assert imported.unread == ()


SHEET = mapping("google-sheet")
AVOID = SHEET.questions["avoid"].ask


def sheet(tmp_path: Path, *columns: tuple[str, str], role: str = "mentee") -> Path:
    """An export of one applicant with further columns, each with what stands there."""
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
    """Nobody whom somebody must not meet is dropped."""
    file = sheet(tmp_path, (AVOID, "Carla Muster"), (AVOID, "Dana Beispiel"))
    imported = brought(file, SHEET, COHORT)
    assert imported.records[0].person.unresolved == ("Carla Muster", "Dana Beispiel")
    assert "is answered in columns 44 and 45; all of it is read" in (
        imported.summary.outcomes[0].reason
    )


def test_two_answers_that_cannot_both_hold_are_refused(tmp_path: Path) -> None:
    """With both columns; the same answer twice is one answer."""
    stage = SHEET.questions["stage"].ask
    both = brought(sheet(tmp_path, (stage, "Wizard")), SHEET, COHORT)
    assert "is answered in two ways, in columns" in both.summary.problems[0].message
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
    """If anything stands in it."""
    assert brought(sheet(tmp_path, ("", "")), SHEET, COHORT).unread == ()
    (unread,) = brought(sheet(tmp_path, ("", "x")), SHEET, COHORT).unread
    assert unread.rows == (2,)
