"""CSV for spreadsheets: no cell is read as a formula, and no text is lost.

OWASP, "CSV Injection": a cell that begins with = + - @, a tab or a line break may be run as a
formula. Such a text gets an apostrophe in front, which marks it as text for a spreadsheet; our
own reader removes it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from mentoring.errors import DataError, MentoringError
from mentoring.files.text import LIMITS, decode
from mentoring.problems import Problem

# Some spreadsheets trim spaces, so these protect from nothing. Apostrophes count as well: what has
# one already gets another, so that taking one off always gives the text back.
_FORMULA = re.compile(r"[\s']*[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001 - full-width signs count too


def guard(text: str) -> str:
    """The cell for a text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text of a cell that `guard` made."""
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
    """The rows as CSV in UTF-8 with a byte order mark, by which spreadsheets recognise it.

    Raises MentoringError for a lone surrogate.
    """
    try:
        return as_csv(rows).encode("utf-8-sig")
    except UnicodeEncodeError:
        message = "text with half a surrogate pair cannot be written as UTF-8"
        raise MentoringError(message) from None


def read_table(data: bytes, path: str, *, size: int = LIMITS.size) -> list[list[str]]:
    """The cells of a table that `write_table` made; raises DataError for any other CSV."""
    text = decode(data, path, size).removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [[unguard(cell) for cell in row] for row in reader]
    except csv.Error as error:
        problem = Problem(
            path=path,
            line=reader.line_num,
            code="csv",
            message=f"not valid CSV: {error}",
            hint="Save it again as CSV in UTF-8.",
        )
        raise DataError([problem]) from None
