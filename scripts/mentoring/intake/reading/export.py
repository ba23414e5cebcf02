"""Reads an export; its first bytes tell a workbook from delimited text."""

from __future__ import annotations

from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files.inputs import read_input
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading.delimited import read_delimited
from mentoring.intake.reading.table import Table, table_of

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path, source: Source) -> Table:
    """The table in a CSV file or in a workbook (.xlsx, .ods).

    Raises:
        MentoringError: if the file cannot be read as either; the message says what to do.
    """
    data = read_input(path)
    if data.startswith(OLD_WORKBOOK):
        raise MentoringError(f"{path.name} is a workbook of an old kind. Save it as .xlsx or CSV.")
    read_as = _workbook if data.startswith(WORKBOOK) else read_delimited
    table = read_as(data, path.name, source)
    if table is None:
        place = "first row" if source.header_rows == 1 else f"first {source.header_rows} rows"
        raise MentoringError(f"{path.name} is empty: it has no headings in its {place}.")
    return table


def _workbook(data: bytes, name: str, source: Source) -> Table | None:
    """The sheet that `source` names, or the first; each row is padded to the headings' width."""
    from mentoring.files.workbook import read_sheet

    records = read_sheet(data, name, source.sheet)
    width = max(map(len, records[: source.header_rows]), default=0)
    padded = ((*cells, *[""] * (width - len(cells))) for cells in records)
    return table_of(padded, source, delimiter=source.delimiters[0])
