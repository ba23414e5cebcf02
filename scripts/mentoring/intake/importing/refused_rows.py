"""Writes refused rows in the form's own layout, to correct and import again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from mentoring.files import atomic
from mentoring.files.cells import as_csv
from mentoring.intake.importing.row_outcomes import Summary
from mentoring.intake.reading.table import Table


def write_beside(path: Path, rows: bytes) -> Path:
    """Write refused rows beside their export, without overwriting a file that is being corrected.

    Returns the file's path: `NAME.refused.csv`, else `NAME.2.refused.csv` and so on.
    """
    beside = next(name for name in _names(path) if atomic.content(name) in {None, rows})
    atomic.write(beside, rows, private=True)
    return beside


def _names(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}.refused.csv")
    yield from (path.with_name(f"{path.stem}.{number}.refused.csv") for number in count(2))


def refused_rows(table: Table, summary: Summary) -> bytes:
    """The headings and the refused rows, cell for cell, in the export's encoding and delimiter.

    Cells that a spreadsheet would run as formulas are guarded; reading removes the guard.
    """
    numbers = {one.row for one in summary.refused}
    rows = (row.cells for row in table.rows if row.number in numbers)
    return as_csv(chain(table.above, rows), delimiter=table.delimiter).encode(table.encoding)
