"""What is published: the figures of a stage, in the fields of `release.json`, and quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import to_builtins

FOLDER = "docs/statistics"


class Range(NamedTuple):
    """The numbers from `low` to `high`, both included; empty if `low` is above `high`."""

    low: int
    high: int

    def __str__(self) -> str:
        if self.width == 0:
            return str(self.low)
        return f"{self.low} to {self.high}" if self.low else f"at most {self.high}"

    @property
    def width(self) -> int:
        """One less than the numbers in the range; negative if it is empty."""
        return self.high - self.low

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.low <= number <= self.high

    def meet(self, other: Range) -> Range:
        """The intersection of both ranges."""
        return Range(max(self.low, other.low), min(self.high, other.high))

    def minus(self, other: Range) -> Range:
        """The differences of a number from this range and one from the other."""
        return Range(self.low - other.high, self.high - other.low)

    def at_least(self, number: int) -> Range:
        """The numbers of this range from `number` on."""
        return Range(max(self.low, number), self.high)


def exactly(number: int) -> Range:
    """The range that holds one number."""
    return Range(number, number)


def total(ranges: Collection[Range]) -> Range:
    """The sums of one number from each of the ranges."""
    return Range(sum(part.low for part in ranges), sum(part.high for part in ranges))


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
        shown = (table for table in self.tables if not table.withheld)
        return next((table for table in shown if table.name == name), None)

    def total(self, population: Population) -> int | None:
        """The size of a population if the release states it exactly; otherwise None."""
        counted = (headcount for headcount in self.headcounts if headcount.population is population)
        return next((headcount.exact for headcount in counted), None)

    @property
    def order(self) -> tuple[str, int]:
        """The sort key among all releases: by edition, then by stage."""
        return self.cohort, list(ReleaseStage).index(self.stage)


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """Releases in chronological order."""

    releases: tuple[Release, ...] = ()

    def of(self, cohort: str) -> tuple[Release, ...]:
        """The releases of one edition, by stage."""
        return tuple(release for release in self.releases if release.cohort == cohort)

    def before(self, cohort: str, stage: ReleaseStage) -> History:
        """Everything public when a stage was released: all earlier releases."""
        place = cohort, list(ReleaseStage).index(stage)
        return History(releases=tuple(each for each in self.releases if each.order < place))

    def table(self, cohort: str, name: str) -> Table | None:
        """A table of an edition; None if it was withheld or not released."""
        found = (release.table(name) for release in self.of(cohort))
        return next((table for table in found if table), None)

    def total(self, cohort: str, population: Population) -> int | None:
        """The exact size of a population of an edition; None if it was not published."""
        totals = (release.total(population) for release in self.of(cohort))
        return next((total for total in totals if total is not None), None)

    def earlier(self, cohort: str, name: str) -> list[tuple[int, str]]:
        """The year and classification of the table in each earlier edition, the latest first."""
        releases = (release for release in reversed(self.releases) if release.cohort < cohort)
        shown = ((release, release.table(name)) for release in releases)
        return [(int(each.cohort[:4]), table.classification) for each, table in shown if table]


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
