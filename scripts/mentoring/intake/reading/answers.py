"""The answers of one row, by field of the record, or what cannot be read in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.intake.forms.fields import is_list
from mentoring.intake.reading.cells import UnreadableError
from mentoring.intake.reading.columns import UNANSWERED, Column, columns
from mentoring.problems import Problem

if TYPE_CHECKING:
    from mentoring.intake.forms.mapping import Mapping
    from mentoring.intake.reading.headings import Headings
    from mentoring.intake.reading.table import Row, Table

ROLE = "role"
ROLES = ("mentee", "mentor", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What a row says: values by field. `asked` are the fields the export has at all.

    Where there are problems, the values are those that could be read.
    """

    row: int
    values: dict[str, Any]
    asked: frozenset[str]
    problems: tuple[Problem, ...] = ()


class Reader:
    """Reads the rows of one table as its mapping says. `path` only names it in problems."""

    def __init__(self, table: Table, headings: Headings, mapping: Mapping, path: str) -> None:
        self._width = len(table.headers)
        self._mapping = mapping
        self._path = path
        every = columns(headings, mapping)
        self._columns = {role: _put_to(role, every) for role in ROLES}
        self._role = next((one for one in every if one.question.field == ROLE), None)

    def answers(self, row: Row) -> Answers:
        """What the row says, and every problem with it."""
        problems: list[Problem] = [] if self._fits(row) else [self._ragged(row)]
        role = None if problems else self._stated_role(row, problems)
        found: dict[str, list[Any]] = defaultdict(list)
        # without a role, nobody knows which questions were put
        for column in () if problems else self._columns[role]:
            value = self._value(row, column, problems)
            if value is not None:
                found[column.question.field].append(value)
        return self._combined(row, role, found, problems)

    def _stated_role(self, row: Row, problems: list[Problem]) -> str | None:
        """The role the row is about: it decides which questions were put."""
        stated = self._mapping.constants.get(ROLE)
        if stated is None and self._role is not None:
            stated = self._value(row, self._role, problems)
        return str(stated) if stated in ROLES and stated is not None else None

    def _value(self, row: Row, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401
        """What the row answers, None for nothing; what is wrong with it goes to `problems`."""
        try:
            value = column.value(row.cells)
        except UnreadableError as error:
            problems.append(self._problem(row, column, "unreadable", error.message, error.hint))
            return None
        if value is not UNANSWERED:
            return value
        if column.question.required:
            problems.append(self._problem(row, column, "unanswered", "has no answer"))
        return None

    def _combined(
        self, row: Row, role: str | None, found: dict[str, list[Any]], problems: list[Problem]
    ) -> Answers:
        record = self._mapping.record
        values = {field: _joined(record, field, every) for field, every in found.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **values},
            asked=frozenset(column.question.field for column in self._columns[role]),
            problems=tuple(problems),
        )

    def _fits(self, row: Row) -> bool:
        """Whether the row has a cell under each heading, and nothing beyond them."""
        return len(row.cells) >= self._width and not any(map(str.strip, row.cells[self._width :]))

    def _ragged(self, row: Row) -> Problem:
        """A row of another width: its cells may stand under the wrong headings."""
        return Problem(
            path=self._path,
            line=row.number,
            code="ragged",
            message=f"{len(row.cells)} cells under {self._width} headings",
            hint="A quote or a line break was lost. Export the answers again.",
        )

    def _problem(
        self, row: Row, column: Column, code: str, message: str, hint: str = ""
    ) -> Problem:
        return Problem(
            path=self._path,
            line=row.number,
            column=column.at + 1,
            code=code,
            message=f"“{column.question.ask}” {message}",
            hint=hint,
        )


def _put_to(role: str | None, every: tuple[Column, ...]) -> tuple[Column, ...]:
    """The questions that were put to this role; all of them where it is unknown."""
    return tuple(one for one in every if role is None or one.question.role in {None, role})


def _joined(record: str, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
    """The value of a field from those of its questions: lists are joined, texts too."""
    if is_list(record, field) or any(isinstance(value, list) for value in values):
        every = (one for value in values for one in (value if isinstance(value, list) else [value]))
        return list(dict.fromkeys(every))
    return values[0] if len(values) == 1 else " ".join(map(str, values))
