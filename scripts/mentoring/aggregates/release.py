"""What is published: the figures of a stage, in the fields of `release.json`, and quotes."""

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import to_builtins

from mentoring.aggregates.ranges import Range

FOLDER = "docs/statistics"
"""The folder of released files, from the repository's root."""


class ReleaseStage(StrEnum):
    """The four stages of a year at which figures are published, in order."""

    APPLICATIONS = "applications"
    MATCHING = "matching"
    MIDTERM = "midterm"
    OUTCOME = "outcome"


class Population(StrEnum):
    """The population of a table: all applicants of one side, or the announced pairs."""

    MENTEES = "mentees"
    MENTORS = "mentors"
    PAIRS = "pairs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Headcount:
    """The size of a population, from `low` to `high`; exact if they are equal."""

    population: Population
    low: int
    high: int

    @property
    def exact(self) -> int | None:
        """The number if it is published exactly; otherwise None."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One category of a table: the true count is from `low` to `high`."""

    category: str
    low: int
    high: int

    @property
    def range(self) -> Range:
        """The possible counts."""
        return Range(self.low, self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The counts of a population by the categories of one classification.

    A `multiple` table may count a member in several categories; any other counts each exactly once.
    """

    name: str
    population: Population
    classification: str
    multiple: bool = False
    cells: tuple[Cell, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether the table is withheld as a whole, and so has no cells."""
        return not self.cells

    def cell(self, category: str) -> Cell | None:
        """The cell of that category, or None."""
        return next((cell for cell in self.cells if cell.category == category), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """All figures that one stage publishes. `month` (YYYY-MM) is the only date."""

    cohort: str
    stage: ReleaseStage
    month: str
    synthetic: bool = False
    headcounts: tuple[Headcount, ...]
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table | None:
        """The table of that name; None if this stage lacks it or it is withheld."""
        return next(
            (table for table in self.tables if table.name == name and not table.withheld), None
        )

    def total(self, population: Population) -> int | None:
        """The size of a population if the release states it exactly; otherwise None."""
        counted = (headcount for headcount in self.headcounts if headcount.population is population)
        return next((headcount.exact for headcount in counted), None)

    @property
    def order(self) -> tuple[str, int]:
        """The sort key among all releases: by edition, then by stage."""
        return self.cohort, list(ReleaseStage).index(self.stage)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A participant's words and the name to show them under, from the day `given` to `until`."""

    words: str
    name: str
    given: date
    until: date


def to_text(release: Release) -> str:
    """The release as the text of its file, with one line per category for readable diffs."""
    text = json.dumps(to_builtins(release), indent=2)
    innermost = re.compile(r"\{\s+([^{}[\]]*?)\s+\}")
    return innermost.sub(lambda found: f"{{{' '.join(found[1].split())}}}", text) + "\n"
