"""The answers of one row, by field of the record, or what cannot be read in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.intake.cells import UnreadableError, cleaned, reader
from mentoring.intake.fields import is_list
from mentoring.intake.mapping import Question
from mentoring.problems import Problem

if TYPE_CHECKING:
    from mentoring.intake.headings import Headings
    from mentoring.intake.mapping import Mapping
    from mentoring.intake.table import Row, Table

ROLE = "role"
UNANSWERED = object()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A row that could be read: values by field. `asked` are the fields the export has at all."""

    row: int
    values: dict[str, Any]
    asked: frozenset[str]


class Reader:
    """Reads the rows of one table as its mapping says. `path` only names it in problems."""

    def __init__(self, table: Table, headings: Headings, mapping: Mapping, path: str) -> None:
        self._width = len(table.headers)
        self._headings = headings
        self._mapping = mapping
        self._path = path
        self._empty = frozenset(mapping.source.empty)
        self._read = {name: reader(one, mapping) for name, one in mapping.questions.items()}
        self._asking = {role: self._of(role) for role in ("mentee", "mentor", None)}
        self._yes = reader(Question(field="", ask="", kind="yes-no"), mapping)

    def answers(self, row: Row) -> Answers | tuple[Problem, ...]:
        """What the row says, or every problem with it."""
        ragged = self._ragged(row)
        if ragged:
            return (ragged,)
        problems: list[Problem] = []
        role = self._role(row, problems)
        if problems:  # without a role, nobody knows which questions were put
            return tuple(problems)
        found: dict[str, list[Any]] = defaultdict(list)
        for name, question in self._asking[role].items():
            value = self._value(row, name, problems)
            if value is UNANSWERED and question.required:
                problems.append(self._problem(row, name, "unanswered", "has no answer"))
            elif value not in (UNANSWERED, None):
                found[question.field].append(value)
        if problems:
            return tuple(problems)
        values = {
            field: _combined(self._mapping.record, field, every) for field, every in found.items()
        }
        asked = frozenset(one.field for one in self._asking[role].values())
        return Answers(row=row.number, values={**self._mapping.constants, **values}, asked=asked)

    def _of(self, role: str | None) -> dict[str, Question]:
        about = self._mapping.about(role)
        return {name: one for name, one in about.items() if self._headings.asks(name)}

    def _role(self, row: Row, problems: list[Problem]) -> str | None:
        """The role the row is about: it decides which questions were put."""
        stated = self._mapping.constants.get(ROLE)
        for name, question in self._asking[None].items():
            if question.field == ROLE and stated is None:
                stated = self._value(row, name, problems)
        return stated if isinstance(stated, str) and stated in self._asking else None

    def _value(self, row: Row, name: str, problems: list[Problem]) -> Any:  # noqa: ANN401 (any kind)
        """What the cell means, None included where a caption says so; UNANSWERED for no answer."""
        try:
            if name in self._headings.choices:
                return self._ticked(row, name) or UNANSWERED
            text = cleaned(row.cells[self._headings.columns[name]])
            if not text or text in self._empty:
                return UNANSWERED
            return self._read[name](text)
        except UnreadableError as error:
            problems.append(self._problem(row, name, "unreadable", error.message, error.hint))
            return None

    def _ticked(self, row: Row, name: str) -> list[Any]:
        """The choices whose columns say yes."""
        texts = {at: cleaned(row.cells[at]) for at in self._headings.choices[name]}
        ticked = [
            value
            for at, value in self._headings.choices[name].items()
            if texts[at] and texts[at] not in self._empty and self._yes(texts[at])
        ]
        return [value for value in ticked if value is not None]

    def _ragged(self, row: Row) -> Problem | None:
        """A row of another width: its cells may stand under the wrong headings."""
        extra = [cell for cell in row.cells[self._width :] if cell.strip()]
        if len(row.cells) >= self._width and not extra:
            return None
        return Problem(
            path=self._path,
            line=row.number,
            code="ragged",
            message=f"{len(row.cells)} cells under {self._width} headings",
            hint="A quote or a line break was lost. Export the answers again.",
        )

    def _problem(self, row: Row, name: str, code: str, message: str, hint: str = "") -> Problem:
        question = self._mapping.questions[name]
        columns = self._headings.choices.get(name, ())
        at = self._headings.columns.get(name, min(columns, default=0))
        return Problem(
            path=self._path,
            line=row.number,
            column=at + 1,
            code=code,
            message=f"“{question.ask}” {message}",
            hint=hint,
        )


def _combined(record: str, field: str, values: list[Any]) -> Any:  # noqa: ANN401
    """The value of a field from those of its questions: lists are joined, texts too."""
    if is_list(record, field) or any(isinstance(value, list) for value in values):
        every = (one for value in values for one in (value if isinstance(value, list) else [value]))
        return list(dict.fromkeys(every))
    return values[0] if len(values) == 1 else " ".join(map(str, values))
