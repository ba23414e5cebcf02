"""Accounts for every cell of an export: none is lost, and the numbers add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentoring.intake.importing.row_outcomes import Summary, Verdict
from mentoring.intake.reading.export import Row, Table
from mentoring.intake.reading.headings import Headings


class Fate(StrEnum):
    """What happened to a cell that is not empty."""

    READ = "read"
    IGNORED = "ignored"
    UNREAD = "unread"
    SUPERSEDED = "superseded"
    LEFT_OUT = "left out"
    REFUSED = "refused"


_OF_THE_ROW = {
    Verdict.REFUSED: Fate.REFUSED,
    Verdict.LEFT_OUT: Fate.LEFT_OUT,
    Verdict.SUPERSEDED: Fate.SUPERSEDED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A column (from 1) with cells that were not read: how many, and in which rows.

    `asked` is whether the column belongs to a question, asked only of the other role.
    """

    column: int
    heading: str
    rows: tuple[int, ...]
    asked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """The cells of an export by their fate, and every column that was not read."""

    cells: Mapping[Fate, int]
    unread: tuple[Unread, ...]

    @property
    def total(self) -> int:
        """The number of cells that are not empty."""
        return sum(self.cells.values())


def account(
    table: Table, headings: Headings, read: Mapping[int, frozenset[int]], summary: Summary
) -> Accounts:
    """The fate of each cell; `read` has the columns that were read in each row."""
    verdicts = {outcome.row: outcome.verdict for outcome in summary.outcomes}
    verdicts |= {outcome.row: outcome.verdict for outcome in summary.refused}
    cells: Counter[Fate] = Counter()
    unread: dict[int, list[int]] = {at: [] for at in headings.unread}
    for row in table.rows:
        for at, fate in _fates(row, headings, read, _OF_THE_ROW.get(verdicts[row.number])):
            cells[fate] += 1
            if fate is Fate.UNREAD:
                unread.setdefault(at, []).append(row.number)
    columns = (
        Unread(
            column=at + 1,
            heading=table.headers[at],
            rows=tuple(rows),
            asked=at not in headings.unread,
        )
        for at, rows in sorted(unread.items())
        if rows or table.headers[at].strip()
    )
    return Accounts(
        cells={fate: cells[fate] for fate in Fate if cells[fate]}, unread=tuple(columns)
    )


def _fates(
    row: Row, headings: Headings, read: Mapping[int, frozenset[int]], whole: Fate | None
) -> Iterator[tuple[int, Fate]]:
    """The fate of each cell in a row, decided by the row as a whole or by its column."""
    for at in row.filled:
        if whole is not None:
            yield at, whole
        elif at in headings.ignored:
            yield at, Fate.IGNORED
        else:
            yield at, Fate.READ if at in read.get(row.number, ()) else Fate.UNREAD
