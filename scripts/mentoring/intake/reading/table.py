"""An export as a table of headings and rows, whatever its file format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mentoring.intake.forms.mapping import Source

Cells = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One answer: its row number as in a spreadsheet (the headings are row 1), and its cells."""

    number: int
    cells: Cells

    @property
    def blank(self) -> bool:
        """Whether all cells are empty."""
        return not any(cell.strip() for cell in self.cells)

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns (from 0) that are not empty."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Headings and rows; `encoding` and `delimiter` are those for writing a similar file.

    `above` are the heading rows, as they are in the file.
    """

    headers: Cells
    rows: tuple[Row, ...]
    above: tuple[Cells, ...]
    encoding: str = "utf-8-sig"
    delimiter: str = ","


def table_of(
    records: Iterable[Cells], source: Source, *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> Table | None:
    """The table made from these records; None if they have no headings."""
    remaining = iter(records)
    above = tuple(islice(remaining, source.header_rows))
    headers = _headers(above, source)
    if not any(heading.strip() for heading in headers):
        return None
    numbered = enumerate(remaining, start=source.header_rows + 1)
    rows = tuple(Row(number=number, cells=cells) for number, cells in numbered)
    return Table(headers=headers, rows=rows, above=above, encoding=encoding, delimiter=delimiter)


def _headers(above: Sequence[Cells], source: Source) -> Cells:
    """One heading for each column, from the rows with the questions and their choices."""
    if len(above) < source.header_rows:
        return ()
    asked = above[source.question_row - 1]
    if source.caption_row is None:
        return asked
    captions = above[source.caption_row - 1]
    width = max(len(asked), len(captions))
    questions = _to_the_right((*asked, *[""] * (width - len(asked))))
    padded = (*captions, *[""] * (width - len(captions)))
    return tuple(_heading(*both, source) for both in zip(questions, padded, strict=True))


def _to_the_right(cells: Iterable[str]) -> Iterator[str]:
    """Repeat a question's heading, written over its first column, over its other columns."""
    last = ""
    for cell in cells:
        last = cell if cell.strip() else last
        yield last


def _heading(question: str, caption: str, source: Source) -> str:
    if not caption.strip() or caption.strip() in source.plain:
        return question
    return source.column.format(ask=question, caption=caption)
