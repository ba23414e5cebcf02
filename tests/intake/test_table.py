"""Exports as files: encodings, line ends, quotes, ragged rows; read right, or refused clearly."""

from __future__ import annotations

import csv
import os
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from intake.exports import as_opendocument
from mentoring.errors import MentoringError
from mentoring.files.tree import LARGEST
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading.export import read, write_refused

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 740
ANY = Source(encodings=("utf-8", "windows-1252"), delimiters=(",", ";"))
TEXT = 'name,note\r\nZoë,"two\r\nlines; and a ""quote"""\r\nAda,plain\r\n'


def table(path: Path, data: bytes, source: Source = ANY) -> list[tuple[str, ...]]:
    """The headings and the rows of a file with these bytes."""
    file = path / "answers.csv"
    file.write_bytes(data)
    found = read(file, source)
    return [found.headers, *(row.cells for row in found.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_every_encoding_reads_the_same(tmp_path: Path, encoding: str) -> None:
    """With a mark and without, UTF-16 of either order by its mark."""
    rows = table(tmp_path, TEXT.encode(encoding))
    assert rows[1][0] == "Zoë"
    assert rows[0] == ("name", "note")


def test_utf_16_of_the_other_order_is_known_by_its_mark(tmp_path: Path) -> None:
    """Big-endian, as some systems save it."""
    assert table(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be"))[1][0] == "Zoë"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_reads_the_same(tmp_path: Path, end: str) -> None:
    """A line break inside quotes belongs to the answer."""
    rows = table(tmp_path, TEXT.replace("\r\n", end).encode())
    assert [len(row) for row in rows] == [2, 2, 2]
    assert rows[1][1].split(end) == ["two", 'lines; and a "quote"']


def test_the_delimiter_is_the_one_that_makes_most_headings(tmp_path: Path) -> None:
    """Of those that the mapping declares."""
    quoted = b'"a";"b, c";"d"\r\n"1";"2";"3"\r\n'
    assert table(tmp_path, quoted) == [("a", "b, c", "d"), ("1", "2", "3")]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """The headings are row 1, and a blank line is a row."""
    (tmp_path / "answers.csv").write_bytes(b"a,b\n\n1,2\n")
    rows = read(tmp_path / "answers.csv", ANY).rows
    assert [(row.number, bool(row.filled)) for row in rows] == [(2, False), (3, True)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n1,2\n", "is empty"),
        (b'a,b\n"1"2,3\n', "line 2: a quote opens here that is not closed"),
        (b"a,b\n1,\x81\n", "is not utf-8 and not windows-1252 throughout"),
        ("a,b\n".encode("utf-16-le"), "without a byte order mark"),
        (b"\xff\xfe\x00\x00a", "UTF-32"),
        (b"\xef\xbb\xbfa,\xff\n", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook of an old kind"),
        (b"PK\x03\x04 and no more", "not a workbook that can be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, data: bytes, said: str
) -> None:
    """Never half read."""
    with pytest.raises(MentoringError, match=said):
        table(tmp_path, data)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"a,b\n1,2\n', 1),
        ('a,b\n"1,2\n3,4\n5,6\n', 2),
        ('a,b\n"1,2\n"3",4\n', 2),
        ('a,b\n1,2\n"one\ntwo","3\n4,5\n6,7\n', 4),
        ('a,b\n"1 ""quoted"", 2\n",3\n4,"5\n', 4),
        ('a,b\n"1,' + "x" * csv.field_size_limit() + "\n", 2),
    ],
)
def test_an_unclosed_quote_is_told_where_it_opens(
    tmp_path: Path, text: str, line: int, end: str
) -> None:
    """Not where the file ends, or the cell has become longer than any answer."""
    with pytest.raises(MentoringError, match=rf"line {line}: a quote opens here"):
        table(tmp_path, text.replace("\n", end).encode())


def test_a_workbook_reads_as_texts(tmp_path: Path) -> None:
    """Moments become ISO 8601, numbers lose their point, and rows get their empty ends back."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["when", "how many", "yes", "note"])
    sheet.append([datetime(2026, 9, 28, 9, 30, 15), 2.0, True])  # noqa: DTZ001 (as Excel has it)
    book.save(tmp_path / "answers.xlsx")
    found = read(tmp_path / "answers.xlsx", ANY)
    assert found.headers == ("when", "how many", "yes", "note")
    assert found.rows[0].cells == ("2026-09-28T09:30:15", "2", "Yes", "")


def test_another_sheet_may_be_named(tmp_path: Path) -> None:
    """A wrong name is answered with the nearest."""
    book = Workbook()
    book.create_sheet("Answers").append(["a", "b"])
    book.save(tmp_path / "answers.xlsx")
    assert read(tmp_path / "answers.xlsx", Source(sheet="Answers")).headers == ("a", "b")
    with pytest.raises(MentoringError, match="Did you mean Answers"):
        read(tmp_path / "answers.xlsx", Source(sheet="Answer"))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small archive can hold a very large one."""
    monkeypatch.setattr("mentoring.files.tables.MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "answers.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", " " * 1001)
    with pytest.raises(MentoringError, match="at most 1000 are read"):
        read(tmp_path / "answers.xlsx", ANY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_refused_rows_come_back_in_the_forms_own_shape(tmp_path: Path, encoding: str) -> None:
    """Cell for cell, ready to be corrected; what a spreadsheet would run is guarded."""
    file = tmp_path / "answers.csv"
    file.write_bytes('name;note\r\nZoë;"=1+1"\r\nAda;"two\nlines; and"\r\n'.encode(encoding))
    first = read(file, ANY)
    again = write_refused(file, first, {2, 3})
    assert again.name == "answers.refused.csv"
    assert "'=1+1" in again.read_bytes().decode(encoding)
    again.write_bytes(again.read_bytes())
    second = read(again, ANY)
    assert second.headers == first.headers
    assert [row.cells for row in second.rows] == [row.cells for row in first.rows]


@pytest.mark.parametrize("cell", ["'\n=x", "\n=x", " =x", "'=x", "''x", "\tx"])
def test_refused_rows_read_back_are_the_same_answers(tmp_path: Path, cell: str) -> None:
    """However often; white space in front of an answer never counts."""
    file = tmp_path / "answers.csv"
    file.write_bytes(f'name,note\r\nAda,"{cell}"\r\n'.encode())
    first = read(file, ANY)
    beside = write_refused(file, first, {2})
    assert beside.read_text().splitlines()[1].split(",")[1].lstrip('"')[:1] not in set("=\n\t ")
    assert read(beside, ANY).rows[0].cells[1] == first.rows[0].cells[1].lstrip()


def test_sixty_megabytes_are_read_and_more_is_refused(tmp_path: Path) -> None:
    """More than any form will ever have collected: hundreds of rows of long answers."""
    answer = '“Zoë, said ""yes""”\n' * 3500
    row = f'"{answer}",y\n'.encode()
    file = tmp_path / "answers.csv"
    with file.open("wb") as out:
        out.write(b"a,b\n")
        out.writelines(row for _ in range(ROWS))
    assert 60_000_000 < file.stat().st_size < LARGEST
    rows = read(file, ANY).rows
    assert len(rows) == ROWS
    assert rows[-1].cells == (answer.replace('""', '"'), "y")
    os.truncate(file, LARGEST + 1)
    with pytest.raises(MentoringError, match=f"more than {LARGEST} bytes"):
        read(file, ANY)


def test_empty_rows_are_rows_with_nothing_in_them(tmp_path: Path) -> None:
    """Blank lines, cells of spaces, and the empty line that LimeSurvey ends with."""
    (tmp_path / "answers.csv").write_bytes(b'a,b\n\n , \n"",""\n1,2\n\n')
    rows = read(tmp_path / "answers.csv", ANY).rows
    assert [bool(row.filled) for row in rows] == [False, False, False, True, False]


def test_ragged_rows_are_read_as_they_are(tmp_path: Path) -> None:
    """Rows may be too short or too long; reading the answers refuses them by row number."""
    rows = table(tmp_path, b"a,b\n1\n1,2,3\n")
    assert [len(row) for row in rows] == [2, 1, 3]


def test_a_line_for_excel_is_no_heading(tmp_path: Path) -> None:
    """`sep=` states the delimiter, whatever the mapping declares."""
    assert table(tmp_path, b"sep=|\r\na|b\r\n1|2\r\n") == [("a", "b"), ("1", "2")]


def test_questions_and_captions_may_stand_in_two_rows(tmp_path: Path) -> None:
    """The question over the first of its columns; `plain` words are no captions."""
    source = Source(header_rows=2, caption_row=2, plain=("Response",))
    rows = table(tmp_path, b"Name,Topics,,\nResponse,Talks,Data,Other\nAda,Talks,,x\n", source)
    assert rows[0] == ("Name", "Topics [Talks]", "Topics [Data]", "Topics [Other]")
    assert rows[1] == ("Ada", "Talks", "", "x")


def test_of_three_rows_one_has_the_questions(tmp_path: Path) -> None:
    """As in Qualtrics' exports; rows are counted as a spreadsheet counts them."""
    (tmp_path / "answers.csv").write_bytes(b'Q1,Q2\nName,Age\n{"I":1},{"I":2}\nAda,36\n')
    found = read(tmp_path / "answers.csv", Source(header_rows=3, question_row=2))
    assert found.headers == ("Name", "Age")
    assert [row.number for row in found.rows] == [4]


def test_a_spreadsheet_of_opendocument_is_read(tmp_path: Path) -> None:
    """With the empty rows that LibreOffice repeats to the sheet's end."""
    (tmp_path / "answers.ods").write_bytes(as_opendocument([["name", "note"], ["Zoë", "two"]]))
    found = read(tmp_path / "answers.ods", ANY)
    assert [found.headers, *(row.cells for row in found.rows)] == [("name", "note"), ("Zoë", "two")]


def test_a_file_that_somebody_corrects_is_not_overwritten(tmp_path: Path) -> None:
    """The same rows again are the same file; others stand beside."""
    file = tmp_path / "answers.csv"
    file.write_bytes(b"a\n1\n")
    table = read(file, ANY)
    first = write_refused(file, table, {2})
    assert write_refused(file, table, {2}) == first
    first.write_bytes(b"corrected\n")
    second = write_refused(file, table, {2})
    assert first.read_bytes() == b"corrected\n"
    assert second.name == "answers.2.refused.csv"
