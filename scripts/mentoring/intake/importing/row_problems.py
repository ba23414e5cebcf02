"""Problems of a row: at its number, and at the column of the question concerned."""

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
class RowProblems:
    """Makes problems of the export `path`; `columns` has the first column (from 0) by question."""

    path: str
    mapping: FormMapping
    columns: Mapping[str, int]
    words: Vocabulary | None = None

    def about(self, row: int, field: str, code: str, message: str, hint: str = "") -> Problem:
        """The problem of a readable row that cannot be imported because of this field."""
        column = self.columns.get(self._question(field), -1) + 1
        return Problem(
            path=self.path, line=row, column=column, code=code, message=message, hint=hint
        )

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
        schema, values = self.mapping.record, answers.values
        if not answers.problems or schema not in schemas.names():
            return
        known = {
            field: value
            for field, value in values.items()
            if part(schema, field) and not isinstance(value, date)
        }
        for violation in schemas.validate(schema, nested(known), self.words):
            if violation.code != "schema-required" and self._question(
                asked_field(violation.steps, known)
            ):
                yield self._of_schema(answers.row, violation, known)

    def _of_schema(self, row: int, violation: schemas.Violation, fields: Iterable[str]) -> Problem:
        field = asked_field(violation.steps, fields)
        name = self._question(field)
        ask = f"“{self.mapping.questions[name].ask}”: " if name else ""
        return self.about(row, field, violation.code, f"{ask}{violation.message}", violation.hint)

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
