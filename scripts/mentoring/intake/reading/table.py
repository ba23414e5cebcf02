"""An export as a table: its headings and its rows, whatever file it came in."""

from __future__ import annotations

from dataclasses import dataclass


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
