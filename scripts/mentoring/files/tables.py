"""Tables: a writer of CSV for spreadsheets, and a reader of workbooks (.xlsx, .ods).

A spreadsheet may run a cell that begins with = + - @ as a formula, also behind white space (OWASP,
"CSV Injection"). Such a text gets an apostrophe in front instead of the white space, which marks it
as text. A workbook is read in a child process, as its unpacked size cannot be trusted; the stated
size of a sheet is ignored.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from mentoring.errors import MentoringError, UsageError
from mentoring.files.cage import CagedError, run_caged
from mentoring.files.decodings import DAMAGED
from mentoring.files.text import said
from mentoring.problems import did_you_mean

MOST_BYTES = 256 * 1024 * 1024  # unpacked
MOST_CELLS = 2_000_000

Cells = tuple[str, ...]

# Full-width signs count as well, and apostrophes: what has one already gets another, so that taking
# one off always gives the text back.
_FORMULA = re.compile(r"'*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def guard(text: str) -> str:
    """The cell for a text; a formula loses the white space in front of it."""
    bare = text.lstrip()
    return f"'{bare}" if _FORMULA.match(bare) else text


def unguard(cell: str) -> str:
    """The text of a cell, without the apostrophe in front of a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def as_csv(
    rows: Iterable[Sequence[str | int | None]], *, delimiter: str = ",", line_end: str = "\r\n"
) -> str:
    """The rows as CSV (RFC 4180). Texts are guarded, numbers are left alone, None is empty."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
    for row in rows:
        writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()


def write_table(rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark; MentoringError for a lone surrogate."""
    try:
        return as_csv(rows).encode("utf-8-sig")
    except UnicodeEncodeError:
        message = "text with half a surrogate pair cannot be written as UTF-8"
        raise MentoringError(message) from None


def read_sheet(data: bytes, name: str, sheet: str | None) -> list[Cells]:
    """The rows of the named sheet, or of the first one, each up to its last filled cell.

    Days and moments become ISO 8601, truth values Yes and No. `name` is the file's, for messages.
    Raises UsageError if there is no such sheet, MentoringError if the file is not a workbook or
    exceeds the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except DAMAGED:
        raise MentoringError(said("not-a-workbook", name=name)) from None
    if size > MOST_BYTES:
        raise MentoringError(said("workbook-packed", name=name, size=size, most=MOST_BYTES))
    try:
        refusal, found = run_caged(_rows, data, sheet)
    except CagedError as error:
        raise MentoringError(said("workbook-costly", name=name, why=error)) from None
    if refusal == "no-sheet":
        raise UsageError(said(refusal, sheet=sheet, hint=did_you_mean(str(sheet), found)))
    if refusal:
        raise MentoringError(said(refusal, name=name, most=MOST_CELLS))
    return [tuple(row) for row in found]


def _rows(data: bytes, sheet: str | None) -> tuple[str, list[Any]]:
    """In the child: why the sheet is not read, with the names of the sheets; or "" and its rows."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if sheet is not None and sheet not in names:
            return "no-sheet", names
        found = book.get_sheet_by_name(names[0] if sheet is None else sheet)
        if (found.total_height + 1) * (found.total_width + 1) > MOST_CELLS:
            return "workbook-wide", names
        return "", [_texts(row) for row in found.to_python(skip_empty_area=False)]
    except Exception:  # noqa: BLE001 (a damaged workbook: each library below has its own)
        return "not-a-workbook", []


def _texts(row: list[Any]) -> Cells:
    texts = [*map(_text, row)]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(value: object) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case datetime():  # a fraction of a day, so seconds are not exact
            return (value + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
