"""What an import made of every row and cell, and the problems of refused rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from mentoring import schemas
from mentoring.files.messages import described
from mentoring.intake.forms.fields import asked_field, nested, part
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.reading.answers import Answers
from mentoring.problems import Problem
from mentoring.programme.config import Vocabulary
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


Fate = Literal["read", "ignored", "unread", "superseded", "left out", "refused"]
"""What happened to a cell that is not empty."""


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
    cells: Mapping[Fate, int]
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


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblems:
    """Makes problems of the export `path`; `columns` has the first column (from 0) by question."""

    path: str
    mapping: FormMapping
    columns: Mapping[str, int]
    words: Vocabulary | None = None

    def about(self, row: int, field: str, code: str, **facts: object) -> Problem:
        """The problem of a readable row that cannot be imported because of this field."""
        return self._at(row, field, described("mentoring.intake", code, **facts))

    def of_record(
        self, row: int, schema: str, plain: Mapping[str, Any], fields: Iterable[str] = ()
    ) -> tuple[Problem, ...]:
        """What the schema refuses in the record from a row; one problem for each field.

        `fields` are those that the row answers, as named on the form.
        """
        violations = schemas.validate(schema, plain, self.words)
        found = {violation.steps: violation for violation in reversed(violations)}
        return tuple(self._of_schema(row, found[steps], fields) for steps in sorted(found, key=str))

    def of_answers(self, answers: Answers) -> Iterator[Problem]:
        """The problems of a row; what the schema refuses in an unreadable row is included.

        So that all problems of the row can be corrected at once.
        """
        yield from answers.problems
        schema = self.mapping.record
        if not answers.problems or schema not in schemas.names():
            return
        known = {
            field: value
            for field, value in answers.values.items()
            if part(schema, field) and not isinstance(value, date)
        }
        for violation in schemas.validate(schema, nested(known), self.words):
            asked = self._question(asked_field(violation.steps, known))
            if asked and violation.code != "schema-required":
                yield self._of_schema(answers.row, violation, known)

    def _of_schema(self, row: int, violation: schemas.Violation, fields: Iterable[str]) -> Problem:
        field = asked_field(violation.steps, fields)
        name = self._question(field)
        ask = f"“{self.mapping.questions[name].ask}”: " if name else ""
        return self._at(
            row,
            field,
            {
                "code": violation.code,
                "message": f"{ask}{violation.message}",
                "hint": violation.hint,
            },
        )

    def _at(self, row: int, field: str, described: Mapping[str, Any]) -> Problem:
        column = self.columns.get(self._question(field), -1) + 1
        return Problem(path=self.path, line=row, column=column, **described)

    def _question(self, field: str) -> str:
        """The question that fills this field, or a list or block around it; empty for none.

        One that is asked counts before others.
        """
        found = [
            name
            for name, question in self.mapping.questions.items()
            if field and f"{field}.".startswith(f"{question.field}.")
        ]
        return next((name for name in found if name in self.columns), next(iter(found), ""))
