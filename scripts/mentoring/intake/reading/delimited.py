"""Reading delimited text (CSV, RFC 4180), with any line ends, in any encoding that is declared."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from mentoring.errors import MentoringError
from mentoring.files.cells import unguard
from mentoring.files.text import decoded_strictly
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading.table import Cells, Table, table_of

_MARKS = (
    (codecs.BOM_UTF32_LE, None),  # before UTF-16, as it begins with the same mark
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, name: str, declared: Iterable[str]) -> tuple[str, str]:
    """The text of a file, and the name of the codec that reads it, its mark included.

    Raises:
        MentoringError: if no declared encoding reads every byte.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data, name, codec)
    if b"\0" in data[:4096]:
        raise MentoringError(
            f"{name} is UTF-16 or UTF-32 without a byte order mark, or no text at all. "
            "Save it as UTF-8."
        )
    tried = tuple(declared)
    for codec in tried:
        text = decoded_strictly(data, codec)
        if text is not None:
            return text, codec
    raise MentoringError(
        f"{name} is not {' and not '.join(tried)} throughout. Save it as UTF-8, or declare "
        "its encoding in the mapping (source, encodings)."
    )


def _marked(data: bytes, name: str, codec: str | None) -> tuple[str, str]:
    if codec is None:
        raise MentoringError(f"{name} is UTF-32, which is not read. Save it as UTF-8.")
    text = decoded_strictly(data, codec)
    if text is None:
        raise MentoringError(f"{name} is marked as {codec} and is damaged. Export it again.")
    return text, codec


_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?[\r\n]', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read_delimited(data: bytes, name: str, source: Source) -> Table | None:
    """The table in a text file; None where it has no headings.

    The delimiter is the one in a line `sep=`, else the declared one that gives the most headings.

    Raises:
        MentoringError: if no declared encoding reads the file, or if a quote is not closed, with
            its line.
    """
    text, encoding = decoded(data, name, source.encodings)
    stated = _SEPARATOR.match(text)
    headings = {delimiter: _headings(text, delimiter) for delimiter in source.delimiters}
    delimiter = stated[1] if stated else max(headings, key=lambda tried: len(headings[tried]))
    records = _records(text, name, delimiter)
    answers = islice(records, 1, None) if stated else records  # to Excel that line is no row
    return table_of(answers, source, encoding=encoding, delimiter=delimiter)


def _headings(text: str, delimiter: str) -> list[str]:
    """The headings that this delimiter, which may be wrong, would give."""
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
    """The number of line ends before the cell whose quote is not closed, or has text after it."""
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
