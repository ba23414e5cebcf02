"""The rows that were refused, in the form's own shape: to be corrected and imported again."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mentoring.files.cells import as_csv

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.importing.row_outcomes import Summary
    from mentoring.intake.reading.table import Table


def path_beside(path: Path) -> Path:
    """Where the refused rows of an export go."""
    return path.with_name(f"{path.stem}.refused.csv")


def refused_rows(table: Table, summary: Summary) -> bytes:
    """The headings and the refused rows, cell for cell, in the export's encoding and delimiter.

    Cells that a spreadsheet would run as formulas are guarded; reading takes that off again.
    """
    numbers = {one.row for one in summary.refused}
    rows = (row.cells for row in table.rows if row.number in numbers)
    return as_csv(chain([table.headers], rows), delimiter=table.delimiter).encode(table.encoding)
