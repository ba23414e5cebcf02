"""The rows that were refused, in the form's own shape: to be corrected and imported again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from mentoring.files import atomic
from mentoring.files.cells import as_csv
from mentoring.intake.importing.row_outcomes import Summary
from mentoring.intake.reading.table import Table


def write_beside(path: Path, rows: bytes) -> Path:
    """Write refused rows beside their export, where no other file stands that somebody corrects.

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

    Cells that a spreadsheet would run as formulas are guarded; reading takes that off again.
    """
    numbers = {one.row for one in summary.refused}
    rows = (row.cells for row in table.rows if row.number in numbers)
    return as_csv(chain(table.above, rows), delimiter=table.delimiter).encode(table.encoding)
