"""From a file to records: reads an export by its mapping and accounts for every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.intake import headings as columns
from mentoring.intake.answers import Answers, Reader
from mentoring.intake.outcome import Outcome, Summary, Verdict, refused
from mentoring.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mentoring.intake.headings import Headings
    from mentoring.intake.mapping import Mapping as FormMapping
    from mentoring.intake.table import Row, Table
    from mentoring.store.kinds import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """The rows of an export: those that could be read, and the outcomes of those that could not."""

    answers: tuple[Answers, ...]
    outcomes: tuple[Outcome, ...]
    headings: Headings


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import comes to: the records that change, and every row's outcome."""

    records: tuple[Record, ...]
    summary: Summary
    unread: tuple[str, ...] = ()


def read_rows(
    table: Table, mapping: FormMapping, path: str, advance: Callable[[int], None]
) -> Read:
    """The answers in a table's rows; `advance` hears of each row that is done.

    Raises:
        DataError: if questions that must be answered have no column.
    """
    headings = columns.find(table.headers, mapping)
    missing = tuple(columns.missing(headings, mapping, path))
    if missing:
        raise DataError(missing)
    reader = Reader(table, headings, mapping, path)
    answers: list[Answers] = []
    outcomes: list[Outcome] = []
    for row in table.rows:
        advance(1)
        found = _read(reader, row)
        (answers if isinstance(found, Answers) else outcomes).append(found)  # type: ignore[arg-type]
    return Read(answers=tuple(answers), outcomes=tuple(outcomes), headings=headings)


def _read(reader: Reader, row: Row) -> Answers | Outcome:
    if row.blank:
        return Outcome(row=row.number, verdict=Verdict.BLANK)
    found = reader.answers(row)
    return found if isinstance(found, Answers) else refused(row.number, found)


def against_schema(
    mapping: FormMapping, headings: Headings, path: str
) -> Callable[[int, str, Mapping[str, Any]], tuple[Problem, ...]]:
    """A check of a row's record by a schema, which points at the column of the culprit."""

    def check(row: int, schema: str, plain: Mapping[str, Any]) -> tuple[Problem, ...]:
        return tuple(_problem(one, row) for one in schemas.validate(schema, plain))

    def _problem(violation: schemas.Violation, row: int) -> Problem:
        name = _question(mapping, violation.steps)
        ask = f"“{mapping.questions[name].ask}”: " if name else ""
        return Problem(
            path=path,
            line=row,
            column=headings.columns.get(name, -1) + 1 if name else 0,
            code=violation.code,
            message=f"{ask}{violation.message}",
            hint=violation.hint,
        )

    return check


def _question(mapping: FormMapping, steps: Iterable[str | int]) -> str | None:
    """The question whose field is at these steps, or around them."""
    place = ".".join(map(str, steps))
    for name, question in mapping.questions.items():
        if place and f"{place}.".startswith(f"{question.field}."):
            return name
    return None
