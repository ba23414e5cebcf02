"""What an import made of every row and cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
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


FATES = ("read", "ignored", "unread", "superseded", "left out", "refused")
"""What happens to cells that are not empty."""


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


Imported = tuple[tuple[Record, ...], tuple[Outcome, ...]]
"""The records to write, and an outcome for each row that could be read."""


def refused(row: int, problems: Iterable[Problem]) -> Outcome:
    """The outcome of a refused row, with all its problems."""
    return Outcome(row=row, verdict=Verdict.REFUSED, problems=tuple(problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A column (from 1) with cells that were not read, and in which rows.

    `asked` is whether the column belongs to a question, asked only of the other role.
    """

    column: int
    heading: str
    rows: tuple[int, ...]
    asked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """The records to write, every row's outcome in order, and the number of cells of each fate.

    `unread` are the columns that were not read, `open_days` those with ambiguous days.
    """

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...]
    cells: Mapping[str, int]
    unread: tuple[Unread, ...]
    open_days: tuple[int, ...] = ()

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
    def refused(self) -> frozenset[int]:
        """The rows that were refused."""
        rows = (outcome.row for outcome in self.outcomes if outcome.verdict is Verdict.REFUSED)
        return frozenset(rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every row."""
        return tuple(problem for outcome in self.outcomes for problem in outcome.problems)

    def on_trial(self, known: Container[str]) -> ImportResult:
        """The same result for a dry run, where people not in `known` have no id yet."""
        outcomes = (
            outcome if outcome.id in known else replace(outcome, id=None)
            for outcome in self.outcomes
        )
        return replace(self, outcomes=tuple(outcomes))
