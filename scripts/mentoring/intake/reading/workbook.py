"""Reading an .xlsx workbook, the native export of Microsoft Forms, as a table of texts."""

from __future__ import annotations

import zipfile
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO

from openpyxl import load_workbook

from mentoring.errors import MentoringError, UsageError
from mentoring.intake.reading.table import Row, Table
from mentoring.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl import Workbook

    from mentoring.intake.forms.mapping import Source

MOST_BYTES = 1 << 30  # unpacked; more is no list of answers


def read_workbook(path: Path, source: Source) -> Table:
    """The sheet that `source` names, or the first; days and moments become ISO 8601."""
    _require_sane(path)
    with path.open("rb") as file:
        records = _records(file, path.name, source.sheet)
    if not records or not any(records[0]):
        raise MentoringError(f"{path.name} is empty: it has no headings in its first row.")
    width = len(records[0])
    rows = tuple(
        Row(number=number, cells=(*cells, *[""] * (width - len(cells))))
        for number, cells in enumerate(records[1:], start=2)
    )
    return Table(headers=records[0], rows=rows)


def _records(file: BinaryIO, name: str, sheet: str | None) -> list[tuple[str, ...]]:
    try:
        with closing(load_workbook(file, read_only=True, data_only=True)) as book:
            return _texts(_sheet(book, sheet))
    except MentoringError:
        raise
    except Exception as error:  # openpyxl, zlib and XML each have their own for a damaged file
        message = f"{name} is no workbook that can be read. Save it as CSV."
        raise MentoringError(message) from error


def _require_sane(path: Path) -> None:
    """A workbook is a ZIP archive: refuse one that unpacks to more than any form's answers."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        size = 0  # opening it as a workbook says what is wrong
    if size > MOST_BYTES:
        raise MentoringError(f"{path.name} unpacks to {size} bytes; at most {MOST_BYTES} are read.")


def _sheet(book: Workbook, name: str | None) -> Iterable[tuple[object, ...]]:
    if name is None:
        return book.worksheets[0].iter_rows(values_only=True)
    if name not in book.sheetnames:
        raise UsageError(f"There is no sheet {name}. {did_you_mean(name, book.sheetnames)}")
    return book[name].iter_rows(values_only=True)


def _texts(rows: Iterable[tuple[object, ...]]) -> list[tuple[str, ...]]:
    return [_without_end(tuple(map(_text, row))) for row in rows]


def _without_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells up to the last that holds anything: a sheet is as wide as its widest row."""
    width = max((number for number, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:width]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case datetime():  # a fraction of a day, so seconds are not exact
            return (value + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
