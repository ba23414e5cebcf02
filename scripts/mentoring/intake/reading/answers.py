"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import is_list
from mentoring.intake.forms.mapping import Mapping
from mentoring.intake.reading.cells import OtherText, UnreadableError
from mentoring.intake.reading.columns import LISTS, UNANSWERED, Column, columns
from mentoring.intake.reading.day_order import better, is_open
from mentoring.intake.reading.headings import Headings
from mentoring.intake.reading.table import Row, Table
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
    asked: frozenset[str]
    problems: tuple[Problem, ...] = ()
    places: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


class Reader:
    """Reads the rows of one table as its mapping says. `path` only names it in problems."""

    def __init__(self, table: Table, headings: Headings, mapping: Mapping, path: str) -> None:
        self._width = len(table.headers)
        self._mapping = mapping
        self._path = path
        self._rules = headings.rules
        self._table = table
        self._better: dict[int, str | None] = {}
        every = columns(headings, mapping)
        self._columns = {role: _put_to(role, every) for role in (*ROLES, None)}
        self._others = {
            role: tuple(one for one in every if one.question.role not in {None, role})
            for role in ROLES
        }
        self._role = next((one for one in every if one.question.field == ROLE), None)

    def left_out(self, row: Row) -> str | None:
        """The rule by which the row is not an answer; None for an answer."""
        for at, rule in self._rules:
            text = row.cells[at].strip() if at < len(row.cells) else ""
            if text in rule.texts or not (text or rule.texts):
                return f"“{rule.heading}” is {'empty' if not text else f'“{text}”'}"
        return None

    def answers(self, row: Row) -> tuple[Answers, ...]:
        """The row's answers and every problem; two results for a person in both roles."""
        if not self._fits(row):
            return (self._refused(row, [self._ragged(row)]),)
        problems: list[Problem] = []
        stated = self._stated_role(row, problems)
        if stated == BOTH:
            return tuple(self._in_role(row, role, []) for role in ROLES)
        return (self._in_role(row, stated if stated in ROLES else None, problems),)

    def _stated_role(self, row: Row, problems: list[Problem]) -> Any:  # noqa: ANN401 (as mapped)
        """The role in the row, which decides which questions were asked."""
        constant = self._mapping.constants.get(ROLE)
        if self._role is None:
            return constant
        if constant is not None and not self._role.filled(row.cells):
            return constant
        stated = self._value(row, self._role, problems)
        if isinstance(stated, list):
            stated = BOTH if len(set(stated)) > 1 else next(iter(stated), None)
        if constant not in {None, stated} and not problems:
            other = UnreadableError(f"says {stated}, and everybody here is to be a {constant}")
            problems.append(self._problem(row, self._role, "role-differs", other))
        return stated

    def _in_role(self, row: Row, role: str | None, problems: list[Problem]) -> Answers:
        found: dict[str, list[Any]] = defaultdict(list)
        notes: list[str] = []
        # without a role, it is unknown which questions were asked
        asked = self._columns[role] if not problems else ()
        for column in asked:
            if column is self._role:
                continue
            value = self._value(row, column, problems)
            if column.question.kind in NOTED:
                notes += _told(column, row, value)
            for field, part in _parts(column, value) if value is not None else ():
                found[field].append(part)
        if role is not None:
            found[ROLE] = [role]
        saying_nothing = self._saying_nothing(row, role) if asked and role else ()
        return self._combined(row, found, asked, problems, notes, saying_nothing)

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

    def _combined(
        self,
        row: Row,
        found: dict[str, list[Any]],
        asked: tuple[Column, ...],
        problems: list[Problem],
        notes: list[str],
        saying_nothing: Iterable[int] = (),
    ) -> Answers:
        record = self._mapping.record
        values = {field: _joined(record, field, every) for field, every in found.items()}
        read = {at for column in asked for at in column.filled(row.cells)}
        read |= {at for at, _ in self._rules} | set(saying_nothing)
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **values},
            asked=frozenset(column.question.field for column in asked),
            problems=tuple(problems),
            places=frozenset(read),
            notes=tuple(notes),
        )

    def _saying_nothing(self, row: Row, role: str) -> Iterator[int]:
        """The columns not asked of this role whose cells carry no other information."""
        for column in self._others[role]:
            filled = column.filled(row.cells)
            if filled and _is_unanswered(column, row):
                yield from filled

    def _refused(self, row: Row, problems: list[Problem]) -> Answers:
        return self._combined(row, {}, (), problems, [])

    def _fits(self, row: Row) -> bool:
        """Whether the row has exactly one cell for each heading."""
        return len(row.cells) >= self._width and not any(map(str.strip, row.cells[self._width :]))

    def _ragged(self, row: Row) -> Problem:
        """The problem of a row of another width: its cells may be under the wrong headings."""
        return Problem(
            path=self._path,
            line=row.number,
            code="ragged",
            message=f"{len(row.cells)} cells under {self._width} headings",
            hint="A quote or a line break was lost. Export the answers again.",
        )

    def open_days(self) -> Iterator[int]:
        """The columns (from 0) whose days could also be read with day and month swapped."""
        for column in self._columns[None]:
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

    def _turned(self, column: Column, at: int) -> str:
        """What to do if every day can be read with day and month swapped."""
        form = self._form_of(column)
        if form and at not in self._better:
            self._better[at] = better(self._texts(at), form, self._mapping.clock)
        found = self._better.get(at)
        return f"Every answer reads as {found}: state that under `clock`." if found else ""

    def _problem(self, row: Row, column: Column, code: str, error: UnreadableError) -> Problem:
        at = column.places[0] if error.at is None else error.at
        return Problem(
            path=self._path,
            line=row.number,
            column=at + 1,
            code=code,
            message=f"“{column.question.ask}” {error.message}",
            hint=self._turned(column, at) or error.hint,
        )


def _parts(column: Column, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (an answer)
    """An answer's values for the question's field and for its free-text field."""
    question = column.question
    several = isinstance(value, list)
    texts = [one for one in (value if several else [value]) if isinstance(one, OtherText)]
    for text in texts:
        yield str(question.other), f"{question.ask.rstrip(' :?*')}: {text}"
    if several:
        known = [one for one in value if not isinstance(one, OtherText)]
        if known or not texts:
            yield question.field, known[0] if question.kind == "choice" else known
    elif not texts:
        yield question.field, value


def _is_unanswered(column: Column, row: Row) -> bool:
    try:
        value = column.value(row.cells)
    except UnreadableError:
        return False
    return value is UNANSWERED or value is None


def _told(column: Column, row: Row, value: Any) -> Iterator[str]:  # noqa: ANN401
    """Notes: a list answered in several columns, or a time zone that may be misunderstood."""
    if column.question.kind == "zone" and isinstance(value, str) and is_reversed(value):
        side = "behind" if "+" in value else "ahead of"
        yield f"{value} is {side} UTC, contrary to its sign; a city would say what is meant"
    filled = column.filled(row.cells)
    repeated = column.question.kind in LISTS and not column.choices
    if repeated and len({plain(row.cells[at]) for at in filled}) > 1:
        numbers = " and ".join(str(at + 1) for at in filled)
        yield f"“{column.question.ask}” is answered in columns {numbers}; all of it is read"


def _put_to(role: str | None, every: tuple[Column, ...]) -> tuple[Column, ...]:
    """The questions asked of this role; all of them if the role is unknown."""
    return tuple(one for one in every if role is None or one.question.role in {None, role})


def _joined(record: str, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
    """The value of a field from its questions' values: lists and texts are joined."""
    if is_list(record, field) or any(isinstance(value, list) for value in values):
        every = (one for value in values for one in (value if isinstance(value, list) else [value]))
        return list(dict.fromkeys(every))
    return values[0] if len(values) == 1 else " ".join(map(str, values))
