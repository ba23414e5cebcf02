"""What importers share: what an import changes, what becomes of each row, and its problems."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from mentoring import schemas
from mentoring.intake import describe
from mentoring.intake.forms.fields import asked_field, nested, part
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.reading.answers import Answers
from mentoring.people.institute import Institutes
from mentoring.people.pair import Pair, PairAnswer
from mentoring.problems import Problem
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import Record

NEEDED = {"application": ("submitted", "role", "person.email"), "review": ()}
"""The fields without which a row belongs to no record; `OF_A_PAIR` for what a pair sends.

Those of a review are required by its schema.
"""
OF_A_PAIR = ("submitted", "by", "email")


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


Imported = tuple[tuple[Record, ...], tuple[Outcome, ...]]
"""The records to write, and an outcome for each row that could be read."""


def refused(row: int, problems: Iterable[Problem]) -> Outcome:
    """The outcome of a refused row, with all its problems."""
    return Outcome(row=row, verdict=Verdict.REFUSED, problems=tuple(problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What an import changes: an edition, and the privacy notices published so far.

    `institutes` are the registered spellings, and `ids` gives new ids. `record` adds what a side of
    a pair sent to the pair's file, or raises MentoringError.
    """

    edition: Edition
    notices: frozenset[str]
    ids: Iterator[str]
    record: Callable[[Pair, PairAnswer], Pair]
    institutes: Institutes = field(default_factory=Institutes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """One import, for all its rows: the export at `path`, its mapping, and what it changes.

    `columns` has the first column (from 0) of each question that is asked.
    """

    path: str
    mapping: FormMapping
    columns: Mapping[str, int]
    target: Target

    def problem(self, row: int, field: str, code: str, /, **facts: object) -> Problem:
        """The problem of a readable row that cannot be imported because of this field."""
        return self._problem(row, field, describe(code, **facts))

    def of_record(
        self, row: int, schema: str, plain: Mapping[str, Any], fields: Iterable[str] = ()
    ) -> tuple[Problem, ...]:
        """What the schema refuses in the record from a row; one problem for each field.

        `fields` are those that the row answers, as named on the form.
        """
        found = {found.steps: found for found in reversed(self._violations(schema, plain))}
        return tuple(self._of_schema(row, found[steps], fields) for steps in sorted(found, key=str))

    def of_answers(self, answers: Answers) -> Iterator[Problem]:
        """The problems of a row; what the schema refuses in an unreadable row is included.

        So that all problems of the row can be corrected at once.
        """
        yield from answers.problems
        schema = self.mapping.record
        if not answers.problems:
            for field in NEEDED.get(schema, OF_A_PAIR):
                if answers.values.get(field) is None:
                    yield self.problem(answers.row, field, "answer-needed", field=field)
            return
        if schema not in schemas.names():
            return
        known = {
            field: value
            for field, value in answers.values.items()
            if part(schema, field) and not isinstance(value, date)
        }
        for violation in self._violations(schema, nested(known)):
            asked = self._question(asked_field(violation.steps, known))
            if asked and violation.code != "schema-required":
                yield self._of_schema(answers.row, violation, known)

    def _violations(self, schema: str, plain: Mapping[str, Any]) -> Sequence[schemas.Violation]:
        return schemas.validate(schema, plain, self.target.edition.config.vocabulary)

    def _of_schema(self, row: int, violation: schemas.Violation, fields: Iterable[str]) -> Problem:
        field = asked_field(violation.steps, fields)
        name = self._question(field)
        ask = f"“{self.mapping.questions[name].ask}”: " if name else ""
        said = {"code": violation.code, "message": f"{ask}{violation.message}"}
        return self._problem(row, field, {**said, "hint": violation.hint})

    def _problem(self, row: int, field: str, said: Mapping[str, Any]) -> Problem:
        column = self.columns.get(self._question(field), -1) + 1
        return Problem(path=self.path, line=row, column=column, **said)

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
