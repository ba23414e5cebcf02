"""A release: what one stage of one edition makes public. It can hold nothing about a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReleaseStage(StrEnum):
    """The four times a year at which figures go public, in their order."""

    APPLICATIONS = "applications"
    MATCHING = "matching"
    MIDTERM = "midterm"
    OUTCOME = "outcome"


class Population(StrEnum):
    """Whom a table counts: everybody who applied on one side, or the pairs that were announced."""

    MENTEES = "mentees"
    MENTORS = "mentors"
    PAIRS = "pairs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Headcount:
    """How many there are in a population: exactly where `low` equals `high`."""

    population: Population
    low: int
    high: int

    @property
    def exact(self) -> int | None:
        """The number, where it is published exactly."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One category of a table: the true count is one of `low` to `high`, both included."""

    category: str
    low: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """How a population falls into the categories of one classification.

    A table without cells is withheld whole. In a multiple-choice table a member of the population
    may be counted in several categories, in any other in exactly one.
    """

    name: str
    population: Population
    classification: str
    multiple: bool = False
    cells: tuple[Cell, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether nothing of it is published."""
        return not self.cells

    def cell(self, category: str) -> Cell | None:
        """The cell of that category, if there is one."""
        return next((cell for cell in self.cells if cell.category == category), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """Everything one stage of one edition publishes. `month` is YYYY-MM, and the finest date."""

    cohort: str
    stage: ReleaseStage
    month: str
    synthetic: bool = False
    headcounts: tuple[Headcount, ...]
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table | None:
        """The table of that name, if this stage has it and it is not withheld."""
        return next(
            (table for table in self.tables if table.name == name and not table.withheld), None
        )

    def total(self, population: Population) -> int | None:
        """The size of a population, where this release states it exactly."""
        counted = (headcount for headcount in self.headcounts if headcount.population is population)
        return next((one.exact for one in counted), None)

    @property
    def order(self) -> tuple[str, int]:
        """Where it stands among all releases: by edition, then by stage."""
        return self.cohort, list(ReleaseStage).index(self.stage)
