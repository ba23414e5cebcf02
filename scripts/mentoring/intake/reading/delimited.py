"""Reading delimited text (CSV, RFC 4180), with any line ends, in any encoding that is declared."""

from __future__ import annotations

import csv
import re
from itertools import islice
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.files.cells import unguard
from mentoring.intake.reading.encoding import encoding_of
from mentoring.intake.reading.table import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentoring.intake.forms.mapping import Source

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read_delimited(path: Path, source: Source) -> Table:
    """The table in a text file, separated by whichever declared delimiter makes most headings.

    Raises:
        MentoringError: if it is empty or not read by any declared encoding, or for the line in
            which a quote opens that is not closed.
    """
    encoding = encoding_of(path, source.encodings)
    headings = {one: _headings(path, encoding, one) for one in source.delimiters}
    delimiter = max(headings, key=lambda one: len(headings[one]))
    records = _records(path, encoding, delimiter)
    headers = next(records, ())
    if not any(heading.strip() for heading in headers):
        raise MentoringError(f"{path.name} is empty: it has no headings in its first row.")
    rows = tuple(Row(number=number, cells=cells) for number, cells in enumerate(records, start=2))
    return Table(headers=headers, rows=rows, encoding=encoding, delimiter=delimiter)


def _headings(path: Path, encoding: str, delimiter: str) -> list[str]:
    """The headings as they would be with this delimiter, which may be the wrong one."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            return next(csv.reader(file, delimiter=delimiter), [])
        except csv.Error:
            return []


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        done = 0
        try:
            for record in reader:
                done = reader.line_num
                yield tuple(map(unguard, record))
        except csv.Error as error:
            with path.open(encoding=encoding, newline="") as again:
                row = "".join(islice(again, done, reader.line_num))
            line = done + 1 + _before_open_quote(row, delimiter)
            raise MentoringError(
                f"{path.name}, line {line}: a quote opens here that is not closed as in a CSV file "
                f"({error}, line {reader.line_num}). Export it again, or close the quote."
            ) from None


def _before_open_quote(row: str, delimiter: str) -> int:
    """How many line ends stand before the cell whose quote is not closed, or has text behind it."""
    at = 0
    while at < len(row):
        quoted = _QUOTED.match(row, at)
        end = quoted.end() if quoted else at
        if row[at] == '"' and (not quoted or row[end : end + 1] not in {delimiter, "\r", "\n", ""}):
            break
        after = row.find(delimiter, end)
        if after < 0:
            break
        at = after + 1
    return len(re.findall(r"\r\n|\r|\n", row[:at]))
