"""Reading an export, told by its first bytes: a workbook or delimited text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.files.inputs import read_input
from mentoring.intake.reading.delimited import read_delimited
from mentoring.intake.reading.table import Row, Table

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.forms.mapping import Source

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path, source: Source) -> Table:
    """The table in a CSV file or an .xlsx workbook.

    Raises:
        MentoringError: if the file cannot be read as either, saying what to do.
    """
    data = read_input(path)
    if data.startswith(OLD_WORKBOOK):
        raise MentoringError(f"{path.name} is a workbook of an old kind. Save it as .xlsx or CSV.")
    if data.startswith(WORKBOOK):
        return _workbook(data, path.name, source)
    return read_delimited(data, path.name, source)


def _workbook(data: bytes, name: str, source: Source) -> Table:
    """The sheet that `source` names, or the first; each row as wide as the headings at least."""
    from mentoring.files.workbook import read_sheet

    records = read_sheet(data, name, source.sheet)
    if not records or not any(records[0]):
        raise MentoringError(f"{name} is empty: it has no headings in its first row.")
    width = len(records[0])
    rows = tuple(
        Row(number=number, cells=(*cells, *[""] * (width - len(cells))))
        for number, cells in enumerate(records[1:], start=2)
    )
    return Table(headers=records[0], rows=rows)
