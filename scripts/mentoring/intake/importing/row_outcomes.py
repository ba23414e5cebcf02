"""Accounts for every row of an export: none is lost, and the numbers add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentoring.problems import Problem
from mentoring.store.record_kinds import Record


class Verdict(StrEnum):
    """What happened to a row."""

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
    """One row: the record it is about, the fields it changed, and why it was refused.

    `reason` explains an accepted row: why an application is not eligible, or which row supersedes
    this one.
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
        """How many rows are two applications, from people who sign up in both roles."""
        return len(self.outcomes) - self.rows

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows had each verdict; the sum is `rows` plus `twofold`."""
        found = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The rows that were refused."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is Verdict.REFUSED)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every row."""
        return tuple(problem for outcome in self.outcomes for problem in outcome.problems)


def refused(row: int, problems: Iterable[Problem]) -> Outcome:
    """The outcome of a refused row, with all its problems."""
    return Outcome(row=row, verdict=Verdict.REFUSED, problems=tuple(problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """The records to write, and an outcome for each row that could be read."""

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...]
