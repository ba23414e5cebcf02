"""What importers share: what an import changes, what becomes of each row, and its problems."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from mentoring import schemas
from mentoring.intake import describe
from mentoring.intake.forms.fields import asked_field, nested, part
from mentoring.intake.forms.mapping import FormMapping
from mentoring.intake.reading.answers import Answers, Reader
from mentoring.intake.reading.export import Table
from mentoring.people.institute import Institutes
from mentoring.people.pair import Pair, PairAnswer
from mentoring.problems import Problem
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import Record

Verdict = Literal[
    "new", "updated", "unchanged", "superseded", "withdrawn", "refused", "left out", "blank"
]
"""What happened to a row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a row: a record with the fields it changed and remarks on it, or problems."""

    row: int
    verdict: Verdict
    id: str | None = None
    fields: tuple[str, ...] = ()
    reason: str = ""
    problems: tuple[Problem, ...] = ()


Imported = tuple[Iterable[Record], Iterable[Outcome]]
"""The records to write, and an outcome for each row that could be read."""


def refused(row: int, problems: Iterable[Problem]) -> Outcome:
    """The outcome of a refused row, with all its problems."""
    return Outcome(row=row, verdict="refused", problems=tuple(problems))


@dataclass(frozen=True, kw_only=True)
class Import:
    """One import: an export, its mapping with the edition's own parts, and what it changes.

    `notices` are the privacy notices published so far, `institutes` the registered spellings, and
    `ids` gives new ids. `record` adds what a side of a pair sent to the pair's file, or raises
    MentoringError.
    """

    table: Table
    mapping: FormMapping
    edition: Edition
    notices: frozenset[str]
    ids: Iterator[str]
    record: Callable[[Pair, PairAnswer], Pair]
    institutes: Institutes = field(default_factory=Institutes)

    @cached_property
    def reader(self) -> Reader:
        """What reads the rows of the table."""
        return Reader(self.table, self.mapping)

    def problem(self, row: int, field: str, code: str, /, **facts: object) -> Problem:
        """The problem of a readable row that cannot be imported because of this field."""
        return self._problem(row, self._question(field), describe(code, **facts))

    def of_record(
        self, row: int, schema: str, plain: Mapping[str, Any], fields: Iterable[str] = ()
    ) -> list[Problem]:
        """What the schema refuses in a record from the answers `fields`; one problem a field."""
        first = {found.steps: found for found in reversed(self._violations(schema, plain))}
        return [self._of_schema(row, first[steps], fields) for steps in sorted(first, key=str)]

    def of_answers(self, answers: Answers, needed: Iterable[str]) -> Iterator[Problem]:
        """The problems of a row, readable or not, so that all of them can be corrected at once."""
        yield from answers.problems
        row, schema, values = answers.row, self.mapping.record, answers.values
        if not answers.problems:
            for field in needed:
                if values.get(field) is None:
                    yield self.problem(row, field, "answer-needed", field=field)
        elif schema in schemas.names():
            fields = [name for name in values if part(schema, name)]
            known = {name: values[name] for name in fields if not isinstance(values[name], date)}
            for found in self._violations(schema, nested(known)):
                asked = self._question(asked_field(found.steps, known))
                if asked and found.code != "schema-required":
                    yield self._of_schema(row, found, known)

    def _violations(self, schema: str, plain: Mapping[str, Any]) -> Sequence[schemas.Violation]:
        return schemas.validate(schema, plain, self.edition.config.vocabulary)

    def _of_schema(self, row: int, found: schemas.Violation, fields: Iterable[str]) -> Problem:
        question = self._question(asked_field(found.steps, fields))
        ask = f"“{self.mapping.questions[question].ask}”: " if question else ""
        said = {"code": found.code, "message": f"{ask}{found.message}", "hint": found.hint}
        return self._problem(row, question, said)

    def _problem(self, row: int, question: str, said: Mapping[str, Any]) -> Problem:
        column, *_ = (*self.reader.claims.columns(question), -1)
        return Problem(path=self.table.name, line=row, column=column + 1, **said)

    def _question(self, field: str) -> str:
        """The question for this field or one around it, rather an asked one; empty for none."""
        questions = self.mapping.questions.items()
        names = [name for name, each in questions if f"{field}.".startswith(f"{each.field}.")]
        asked = [name for name in names if name in self.reader.claims.questions]
        return next(iter((*asked, *names)), "")
