"""Locates problems in an export: the row, and the column of the question concerned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring import schemas
from mentoring.intake.forms.fields import asked_field, nested, part
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.reading.answers import Answers
from mentoring.problems import Problem
from mentoring.programme.config import Vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The export's name, its mapping, the column of each question (from 0), and the vocabulary."""

    path: str
    mapping: FormMapping
    columns: Mapping[str, int]
    words: Vocabulary | None = None

    def fault(self, row: int, field: str, code: str, message: str, hint: str = "") -> Problem:
        """The problem of a readable row that cannot be imported because of this field."""
        return self._problem(row, self._question(field), code, message, hint)

    def refused(
        self, row: int, schema: str, plain: Mapping[str, Any], fields: Iterable[str] = ()
    ) -> tuple[Problem, ...]:
        """What the schema refuses in the record from a row; one problem for each field.

        `fields` are those that the row answers, as named on the form.
        """
        violations = schemas.validate(schema, plain, self.words)
        found = {violation.steps: violation for violation in reversed(violations)}
        return tuple(self._of_schema(row, found[steps], fields) for steps in sorted(found, key=str))

    def all_problems(self, answers: Answers) -> Iterator[Problem]:
        """The problems of a row; what the schema refuses in an unreadable row is included.

        So that all problems of the row can be corrected at once.
        """
        yield from answers.problems
        schema, values = self.mapping.record, answers.values
        if not answers.problems or schema not in schemas.names():
            return
        known = [
            field
            for field, value in values.items()
            if part(schema, field) and not isinstance(value, date)
        ]
        plain = nested({field: values[field] for field in known})
        for violation in schemas.validate(schema, plain, self.words):
            told = self._question(asked_field(violation.steps, known))
            if told and violation.code != "schema-required":
                yield self._of_schema(answers.row, violation, known)

    def _of_schema(self, row: int, violation: schemas.Violation, fields: Iterable[str]) -> Problem:
        name = self._question(asked_field(violation.steps, fields))
        ask = f"“{self.mapping.questions[name].ask}”: " if name else ""
        return self._problem(row, name, violation.code, f"{ask}{violation.message}", violation.hint)

    def _problem(self, row: int, name: str | None, code: str, message: str, hint: str) -> Problem:
        column = self.columns.get(name, -1) + 1 if name else 0
        return Problem(
            path=self.path, line=row, column=column, code=code, message=message, hint=hint
        )

    def _question(self, field: str) -> str | None:
        """The question asked that fills this field, or a list or block around it."""
        found = [
            name
            for name, question in self.mapping.questions.items()
            if field and f"{field}.".startswith(f"{question.field}.")
        ]
        return next((name for name in found if name in self.columns), next(iter(found), None))
