"""An export as a table: its headings, and its rows one by one, whatever file it came in."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.files.cells import unguard
from mentoring.intake.reading.encoding import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentoring.intake.forms.mapping import Source

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One answer: its row as a spreadsheet counts (the headings are row 1), and its cells."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Headings and rows; `encoding` and `delimiter` are those in which to write its like."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = "utf-8-sig"
    delimiter: str = ","


def read(path: Path, source: Source) -> Table:
    """The table in a CSV file or an .xlsx workbook.

    Raises:
        MentoringError: if the file cannot be read as either, saying what to do.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    if begin == OLD_WORKBOOK:
        raise MentoringError(f"{path.name} is a workbook of an old kind. Save it as .xlsx or CSV.")
    if begin == WORKBOOK:
        from mentoring.intake.reading.workbook import read_workbook  # openpyxl is slow to import

        return read_workbook(path, source)
    return _read_csv(path, source)


def _read_csv(path: Path, source: Source) -> Table:
    encoding = encoding_of(path, source.encodings)
    headings = {one: _headings(path, encoding, one) for one in source.delimiters}
    delimiter = max(headings, key=lambda one: len(headings[one]))
    if not any(heading.strip() for heading in headings[delimiter]):
        raise MentoringError(f"{path.name} is empty: it has no headings in its first row.")
    records = islice(_records(path, encoding, delimiter), 1, None)
    rows = tuple(Row(number=number, cells=cells) for number, cells in enumerate(records, start=2))
    return Table(headers=headings[delimiter], rows=rows, encoding=encoding, delimiter=delimiter)


def _headings(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    """The headings as they would be with this delimiter, which may be the wrong one."""
    with path.open(encoding=encoding, newline="") as file:
        return tuple(next(csv.reader(file, delimiter=delimiter), ()))


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The records of a CSV file (RFC 4180), with any line ends."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for record in reader:
                yield tuple(map(unguard, record))
        except csv.Error as error:
            raise MentoringError(
                f"{path.name}, line {reader.line_num}: not a CSV file ({error}). Export it again; "
                "a quote that is not closed, or text after one, is the usual cause."
            ) from None
