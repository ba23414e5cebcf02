"""Reading an export, told by its first bytes: a workbook or delimited text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.intake.reading.delimited import read_delimited

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.forms.mapping import Source
    from mentoring.intake.reading.table import Table

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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
    return read_delimited(path, source)
