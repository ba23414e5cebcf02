"""From a file to records: reads an export by its mapping and accounts for every row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.intake.forms.rubric import with_rubric
from mentoring.intake.reading import headings
from mentoring.intake.reading.answers import Answers, Reader
from mentoring.intake.taking import applications, pair_answers, scores
from mentoring.intake.taking.outcome import Outcome, Summary, Verdict, refused
from mentoring.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mentoring.intake.forms.mapping import Mapping as FormMapping
    from mentoring.intake.reading.headings import Headings
    from mentoring.intake.reading.table import Row, Table
    from mentoring.intake.taking.applications import Ids
    from mentoring.intake.taking.pair_answers import Record as RecordSent
    from mentoring.intake.taking.taken import Check, Taken
    from mentoring.store.edition import Edition
    from mentoring.store.kinds import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import comes to. `unread` are headings that no question of the mapping knows."""

    records: tuple[Record, ...]
    summary: Summary
    unread: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A table that was read from the file `path`, and the mapping that explains it."""

    table: Table
    mapping: FormMapping
    path: str


def bring(
    export: Export,
    edition: Edition,
    ids: Ids,
    record: RecordSent,
    advance: Callable[[int], None],
) -> Imported:
    """The records that the rows make or change; `advance` hears of each row that is read.

    `ids` gives new ids, `record` puts what a pair sent into the pair's file.

    Raises:
        DataError: if questions that must be answered have no column.
    """
    if export.mapping.record == "review":
        mapping = with_rubric(export.mapping, edition.cohort.record)
        export = replace(export, mapping=mapping)
    found = headings.find(export.table.headers, export.mapping)
    missing = tuple(headings.missing(found, export.mapping, export.path))
    if missing:
        raise DataError(missing)
    answers, outcomes = _read(export, found, advance)
    taken = _take(export, answers, edition, ids, record, _check(export, found))
    outcomes += [_placed(one, export.path) for one in taken.outcomes]
    summary = Summary(outcomes=tuple(sorted(outcomes, key=lambda one: one.row)))
    return Imported(records=taken.records, summary=summary, unread=found.unread)


def _take(
    export: Export,
    answers: Iterable[Answers],
    edition: Edition,
    ids: Ids,
    record: RecordSent,
    check: Check,
) -> Taken:
    match export.mapping.record:
        case "application":
            return applications.take(answers, edition, ids, check)
        case "review":
            return scores.take(answers, edition, check)
        case _:
            return pair_answers.take(answers, edition, check, record)


def _read(
    export: Export, found: Headings, advance: Callable[[int], None]
) -> tuple[list[Answers], list[Outcome]]:
    """The rows that can be read, and the outcomes of those that cannot, or are blank."""
    reader = Reader(export.table, found, export.mapping, export.path)
    answers: list[Answers] = []
    outcomes: list[Outcome] = []
    for row in export.table.rows:
        advance(1)
        read = _read_row(reader, row)
        if isinstance(read, Answers):
            answers.append(read)
        else:
            outcomes.append(read)
    return answers, outcomes


def _read_row(reader: Reader, row: Row) -> Answers | Outcome:
    if row.blank:
        return Outcome(row=row.number, verdict=Verdict.BLANK)
    read = reader.answers(row)
    return read if isinstance(read, Answers) else refused(row.number, read)


def _check(export: Export, found: Headings) -> Check:
    """A check of a row's record by a schema, which points at the column of the culprit."""
    mapping = export.mapping

    def problem(violation: schemas.Violation, row: int) -> Problem:
        name = _question(mapping, violation.steps)
        ask = f"“{mapping.questions[name].ask}”: " if name else ""
        return Problem(
            path=export.path,
            line=row,
            column=found.columns.get(name, -1) + 1 if name else 0,
            code=violation.code,
            message=f"{ask}{violation.message}",
            hint=violation.hint,
        )

    def check(row: int, schema: str, plain: Mapping[str, Any]) -> tuple[Problem, ...]:
        places = {one.steps: one for one in reversed(schemas.validate(schema, plain))}
        return tuple(problem(places[steps], row) for steps in sorted(places, key=str))

    return check


def _question(mapping: FormMapping, steps: Iterable[str | int]) -> str | None:
    """The question whose field is at these steps, or around them."""
    place = ".".join(map(str, steps))
    for name, question in mapping.questions.items():
        if place and f"{place}.".startswith(f"{question.field}."):
            return name
    return None


def _placed(outcome: Outcome, path: str) -> Outcome:
    """The outcome with the file's name in its problems."""
    problems = tuple(replace(one, path=one.path or path) for one in outcome.problems)
    return replace(outcome, problems=problems)
