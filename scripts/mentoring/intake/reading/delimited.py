"""Reading delimited text (CSV, RFC 4180), with any line ends, in any encoding that is declared."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from mentoring.errors import MentoringError
from mentoring.files.cells import unguard
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading.encoding import decoded
from mentoring.intake.reading.table import Cells, Table, table_of

_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?[\r\n]', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read_delimited(data: bytes, name: str, source: Source) -> Table | None:
    """The table in a text file; None where it has no headings.

    It is separated as its line `sep=` says, else by whichever declared delimiter makes most
    headings.

    Raises:
        MentoringError: if it is not read by any declared encoding, or for the line in which a quote
            opens that is not closed.
    """
    text, encoding = decoded(data, name, source.encodings)
    stated = _SEPARATOR.match(text)
    headings = {delimiter: _headings(text, delimiter) for delimiter in source.delimiters}
    delimiter = stated[1] if stated else max(headings, key=lambda tried: len(headings[tried]))
    records = _records(text, name, delimiter)
    answers = islice(records, 1, None) if stated else records  # Excel takes that line for no row
    return table_of(answers, source, encoding=encoding, delimiter=delimiter)


def _headings(text: str, delimiter: str) -> list[str]:
    """The headings as they would be with this delimiter, which may be the wrong one."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(text: str, name: str, delimiter: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    done = 0
    try:
        for record in reader:
            done = reader.line_num
            yield tuple(map(unguard, record))
    except csv.Error as error:
        lines = list(io.StringIO(text, newline=""))
        row = "".join(lines[done : reader.line_num])
        line = done + 1 + _before_open_quote(row, delimiter)
        raise MentoringError(
            f"{name}, line {line}: a quote opens here that is not closed as in a CSV file "
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
