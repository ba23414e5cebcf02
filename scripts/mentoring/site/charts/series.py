"""The data of a chart: named ranges, each of a known whole."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.aggregates.release import Table
from mentoring.programme.config import ProgrammeConfig
from mentoring.site.labels import category


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One count, between `low` and `high` of at most `whole`."""

    label: str
    low: int
    high: int
    whole: int

    @property
    def gathers(self) -> bool:
        """Whether the category is the remainder beside the named ones."""
        return "not stated" in self.label

    @property
    def words(self) -> str:
        """The range in words."""
        if self.low == self.high:
            return str(self.low)
        if self.low == 0:
            return f"at most {self.high}"
        if self.high >= self.whole:
            return f"at least {self.low} of {self.whole}"
        return f"{self.low} to {self.high}"

    @property
    def short(self) -> str:
        """The range in short form."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Bars of one series; `tone` is the side of the mentorship that sets their colour."""

    name: str
    tone: str
    bars: tuple[Bar, ...]


def bars(table: Table, whole: int, config: ProgrammeConfig) -> tuple[Bar, ...]:
    """The cells of a table as ranges of its population's size, with the programme's labels."""
    return tuple(
        Bar(label=category(cell.category, config), low=cell.low, high=cell.high, whole=whole)
        for cell in table.cells
    )
