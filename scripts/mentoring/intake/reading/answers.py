"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import is_list
from mentoring.intake.forms.mapping import Mapping
from mentoring.intake.reading.cells import OtherText, UnreadableError
from mentoring.intake.reading.columns import LISTS, UNANSWERED, Column, columns
from mentoring.intake.reading.export import Row, Table
from mentoring.intake.reading.headings import Headings
from mentoring.intake.reading.times import better, is_open
from mentoring.intake.reading.zone_names import is_reversed
from mentoring.problems import Problem

ROLE = "role"
BOTH = "both"
ROLES = ("mentee", "mentor")
NOTED = LISTS | {"zone"}
"""Kinds of question whose answers may need a note."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A row's values by field. `asked` are the fields that the export has at all.

    If there are problems, only the readable values are included. `places` are the columns (from 0)
    that were read; `notes` are remarks on how they were read.
    """

    row: int
    values: dict[str, Any]
    asked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    places: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


class Reader:
    """Reads the rows of one table as its mapping says. `path` only names it in problems."""

    def __init__(self, table: Table, headings: Headings, mapping: Mapping, path: str) -> None:
        self._table, self._rules, self._mapping, self._path = table, headings.rules, mapping, path
        self._better: dict[int, str] = {}
        every = columns(headings, mapping)
        self._role = next((column for column in every if column.question.field == ROLE), None)
        self._every = tuple(column for column in every if column is not self._role)
        self._asked = {
            role: frozenset(
                column.question.field
                for column in every
                if column is self._role or role is None or column.question.role in {None, role}
            )
            for role in (*ROLES, None)
        }

    def left_out(self, row: Row) -> str | None:
        """The rule by which the row is not an answer; None for an answer."""
        for at, rule in self._rules:
            text = row.cells[at].strip() if at < len(row.cells) else ""
            if text in rule.texts or not (text or rule.texts):
                return f"“{rule.heading}” is {'empty' if not text else f'“{text}”'}"
        return None

    def answers(self, row: Row) -> tuple[Answers, ...]:
        """The row's answers and every problem; two results for a person in both roles."""
        width = len(self._table.headers)
        if len(row.cells) < width or any(map(str.strip, row.cells[width:])):
            ragged = Problem(
                path=self._path,
                line=row.number,
                code="ragged",
                message=f"{len(row.cells)} cells under {width} headings",
                hint="A quote or a line break was lost. Export the answers again.",
            )
            return (Answers(row=row.number, values={}, problems=(ragged,)),)
        problems: list[Problem] = []
        roles = self._roles(row, problems)
        if problems:  # without a role, it is unknown which questions were asked
            return (self._in_role(row, None, (), problems),)
        return tuple(self._in_role(row, role, self._every, []) for role in roles)

    def _roles(self, row: Row, problems: list[Problem]) -> tuple[str | None, ...]:
        """The roles in the row, which decide which questions were asked."""
        constant = self._mapping.constants.get(ROLE)
        stated: Any = constant
        if self._role and (constant is None or self._role.filled(row.cells)):
            stated = self._value(row, self._role, problems)
        if isinstance(stated, list):
            stated = BOTH if len(set(stated)) > 1 else next(iter(stated), None)
        if self._role and constant not in {None, stated} and not problems:
            message = f"says {stated}, but everyone in this import is a {constant}"
            differs = UnreadableError(message)
            problems.append(self._problem(row, self._role, "role-differs", differs))
        return ROLES if stated == BOTH else (stated if stated in ROLES else None,)

    def _in_role(
        self, row: Row, role: str | None, asked: tuple[Column, ...], problems: list[Problem]
    ) -> Answers:
        """The answers to the questions asked of this role; all of them if the role is unknown."""
        found: dict[str, list[Any]] = defaultdict(list)
        notes: list[str] = []
        read = {at for at, _ in self._rules}
        read |= set(self._role.filled(row.cells)) if self._role and asked else set()
        for column in asked:
            filled = column.filled(row.cells)
            if role is not None and column.question.role not in {None, role}:
                read.update(filled if filled and _is_unanswered(column, row) else ())
                continue
            read.update(filled)
            value = self._value(row, column, problems)
            notes += _notes(column, row, value) if column.question.kind in NOTED else ()
            if isinstance(value, list | OtherText):
                for field, part in _parts(column, value):
                    found[field].append(part)
            elif value is not None:
                found[column.question.field].append(value)
        if role is not None:
            found[ROLE] = [role]
        values = {field: self._combined(field, parts) for field, parts in found.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **values},
            asked=self._asked[role] if asked else frozenset(),
            problems=tuple(problems),
            places=frozenset(read),
            notes=tuple(notes),
        )

    def _value(self, row: Row, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401
        """The row's answer, or None; problems are added to `problems`."""
        try:
            value = column.value(row.cells)
        except UnreadableError as error:
            problems.append(self._problem(row, column, "unreadable", error))
            return None
        if value is not UNANSWERED:
            return value
        if column.question.required:
            unanswered = UnreadableError("has no answer", "Ask for it, and fill the cell in.")
            problems.append(self._problem(row, column, "unanswered", unanswered))
        return None

    def _combined(self, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
        """The value of a field from its questions' values: lists and texts are joined."""
        several = is_list(self._mapping.record, field)
        if several or any(isinstance(value, list) for value in values):
            lists = (value if isinstance(value, list) else [value] for value in values)
            return list(dict.fromkeys(entry for entries in lists for entry in entries))
        return values[0] if len(values) == 1 else " ".join(map(str, values))

    def open_days(self) -> Iterator[int]:
        """The columns (from 0) whose days could also be read with day and month swapped."""
        for column in self._every:
            form = self._form_of(column)
            for at in column.places if form else ():
                if is_open(self._texts(at), form, self._mapping.clock):
                    yield at

    def _form_of(self, column: Column) -> str:
        """The format of the question's days; empty for other kinds."""
        clock = self._mapping.clock
        return {"day": clock.day, "moment": clock.moment}.get(column.question.kind, "")

    def _texts(self, at: int) -> list[str]:
        cells = (row.cells[at].strip() for row in self._table.rows if at < len(row.cells))
        return [cell for cell in cells if cell and cell not in self._mapping.source.empty]

    def _problem(self, row: Row, column: Column, code: str, error: UnreadableError) -> Problem:
        at = column.places[0] if error.at is None else error.at
        form = self._form_of(column)
        if form and at not in self._better:
            self._better[at] = better(self._texts(at), form, self._mapping.clock) or ""
        turned = self._better.get(at)
        hint = f"Every answer reads as {turned}: state that under `clock`." if turned else ""
        return Problem(
            path=self._path,
            line=row.number,
            column=at + 1,
            code=code,
            message=f"“{column.question.ask}” {error.message}",
            hint=hint or error.hint,
        )


def _parts(column: Column, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (an answer)
    """An answer's values for the question's field and for its free-text field."""
    question = column.question
    several = value if isinstance(value, list) else [value]
    texts = [text for text in several if isinstance(text, OtherText)]
    for text in texts:
        yield str(question.other), f"{question.ask.rstrip(' :?*')}: {text}"
    known = [entry for entry in several if not isinstance(entry, OtherText)]
    if known or not texts:
        single = question.kind == "choice" or not isinstance(value, list)
        yield question.field, known[0] if single else known


def _is_unanswered(column: Column, row: Row) -> bool:
    """Whether the cells of a question that was not asked carry no other information."""
    try:
        return column.value(row.cells) in (UNANSWERED, None)
    except UnreadableError:
        return False


def _notes(column: Column, row: Row, value: Any) -> Iterator[str]:  # noqa: ANN401 (an answer)
    """Notes: a list answered in several columns, or a time zone that may be misunderstood."""
    if column.question.kind == "zone" and isinstance(value, str) and is_reversed(value):
        side = "behind" if "+" in value else "ahead of"
        yield f"{value} is {side} UTC, contrary to its sign; a city would say what is meant"
    if column.question.kind != "zone" and column.choices is None:
        filled = column.filled(row.cells)
        if len({plain(row.cells[at]) for at in filled}) > 1:
            numbers = " and ".join(str(at + 1) for at in filled)
            yield f"“{column.question.ask}” is answered in columns {numbers}; all of it is read"
