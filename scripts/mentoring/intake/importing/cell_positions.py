"""Where in an export a problem is: the row, and the column of the question that is about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.intake.forms.fields import nested, part
from mentoring.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentoring.intake.forms.mapping import Mapping as FormMapping
    from mentoring.intake.reading.answers import Answers


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The export's name, its mapping, and the column of each question (from 0)."""

    path: str
    mapping: FormMapping
    columns: Mapping[str, int]

    def fault(self, row: int, field: str, code: str, message: str, hint: str = "") -> Problem:
        """The problem of a row that reads well and yet cannot be taken, because of this field."""
        return self._problem(row, self._question(field), code, message, hint)

    def refused(self, row: int, schema: str, plain: Mapping[str, Any]) -> tuple[Problem, ...]:
        """What the schema refuses of the record that a row would make; one problem a field."""
        found = {one.steps: one for one in reversed(schemas.validate(schema, plain))}
        return tuple(self._of_schema(row, found[steps]) for steps in sorted(found, key=str))

    def doubtful(self, answers: Answers) -> Iterator[Problem]:
        """What the schema refuses of the answers of a row that could be read only in part.

        So that whoever corrects the row corrects it once.
        """
        schema = self.mapping.record
        if schema not in schemas.names():
            return
        values = answers.values
        known = [one for one in values if part(schema, one) and not isinstance(values[one], date)]
        plain = nested({one: values[one] for one in known})
        for violation in schemas.validate(schema, plain):
            told = self._question(".".join(map(str, violation.steps)))
            if told and violation.code != "schema-required":
                yield self._of_schema(answers.row, violation)

    def _of_schema(self, row: int, violation: schemas.Violation) -> Problem:
        name = self._question(".".join(map(str, violation.steps)))
        ask = f"“{self.mapping.questions[name].ask}”: " if name else ""
        return self._problem(row, name, violation.code, f"{ask}{violation.message}", violation.hint)

    def _problem(self, row: int, name: str | None, code: str, message: str, hint: str) -> Problem:
        column = self.columns.get(name, -1) + 1 if name else 0
        return Problem(
            path=self.path, line=row, column=column, code=code, message=message, hint=hint
        )

    def _question(self, field: str) -> str | None:
        """The question that fills this field, or a list or block around it."""
        for name, question in self.mapping.questions.items():
            if field and f"{field}.".startswith(f"{question.field}."):
                return name
        return None
