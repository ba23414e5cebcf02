"""What became of every row of an export: nobody is lost, and the numbers add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentoring.problems import Problem
from mentoring.store.record_kinds import Record


class Verdict(StrEnum):
    """What a row did."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    LEFT_OUT = "left out"
    BLANK = "blank"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One row: the record it speaks of, the fields it changed, and why it was not taken.

    `reason` says what a person should know of an accepted row: why an application is not
    eligible, or which row supersedes this one.
    """

    row: int
    verdict: Verdict
    id: str | None = None
    fields: tuple[str, ...] = ()
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Every row's outcome, in the order of the rows."""

    outcomes: tuple[Outcome, ...]

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return len({outcome.row for outcome in self.outcomes})

    @property
    def twofold(self) -> int:
        """How many rows are two applications, of somebody who signs up in both roles."""
        return len(self.outcomes) - self.rows

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows had each verdict; they sum to the rows of the file and the twofold."""
        found = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The rows that were not taken."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is Verdict.REFUSED)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every row."""
        return tuple(problem for outcome in self.outcomes for problem in outcome.problems)


def refused(row: int, problems: Iterable[Problem]) -> Outcome:
    """A row that is not taken, with all that is wrong with it."""
    return Outcome(row=row, verdict=Verdict.REFUSED, problems=tuple(problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """The records to write, and an outcome for each row that could be read."""

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...]
