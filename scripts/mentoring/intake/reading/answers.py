"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question
from mentoring.intake.reading.cells import OtherText, UnreadableError, cleaned
from mentoring.intake.reading.claims import Claim, Claims
from mentoring.intake.reading.export import Row, Table
from mentoring.intake.reading.times import other_order
from mentoring.intake.reading.zone_names import is_reversed
from mentoring.problems import Problem

ROLE = "role"
ROLES = ("mentee", "mentor")
LISTS = frozenset({"lines", "people", "choices"})
UNANSWERED = UnreadableError("has no answer", "Ask for it, and fill the cell in.")
Asked = tuple[Question, tuple[Claim, ...]]
"""A question and its columns."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A row's values by field. `asked` are the fields that the export has at all.

    If there are problems, only the readable values are included. `columns` are those (from 0) that
    were read; `notes` are remarks on how they were read.
    """

    row: int
    values: dict[str, Any]
    asked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


class Reader:
    """Reads the rows of one table as its mapping says."""

    def __init__(self, table: Table, claims: Claims, mapping: Mapping) -> None:
        self._path, self._width = table.name, len(table.headers)
        self._mapping, self._rules = mapping, claims.rules
        asked = [(mapping.questions[name], found) for name, found in claims.questions.items()]
        self._role = next((each for each in asked if each[0].field == ROLE), None)
        self._asked = [each for each in asked if each is not self._role]
        forms = {"day": mapping.clock.day, "moment": mapping.clock.moment}
        self._orders: dict[int, tuple[bool, str]] = {}
        for question, found in self._asked:
            for claim in found if question.kind in forms else ():
                at, form = claim.column, forms[question.kind]
                cells = [row.cells[at].strip() for row in table.rows if at < len(row.cells)]
                texts = [cell for cell in cells if cell and cell not in mapping.source.empty]
                self._orders[at] = other_order(texts, form, mapping.clock)

    @property
    def open_days(self) -> tuple[int, ...]:
        """The columns (from 0) whose days could also be read with day and month swapped."""
        return tuple(at for at, (is_open, _) in self._orders.items() if is_open)

    def left_out(self, row: Row) -> str | None:
        """The rule by which the row is not an answer; None for an answer."""
        for at, rule in self._rules:
            text = row.cells[at].strip() if at < len(row.cells) else ""
            if text in rule.texts or not (text or rule.texts):
                return f"“{rule.heading}” is {'empty' if not text else f'“{text}”'}"
        return None

    def answers(self, row: Row) -> tuple[Answers, ...]:
        """The row's answers and every problem; two results for a person in both roles."""
        if len(row.cells) < self._width or any(map(str.strip, row.cells[self._width :])):
            ragged = Problem(
                path=self._path,
                line=row.number,
                code="ragged",
                message=f"{len(row.cells)} cells under {self._width} headings",
                hint="A quote or a line break was lost. Export the answers again.",
            )
            return (Answers(row=row.number, values={}, problems=(ragged,)),)
        problems: list[Problem] = []
        roles = self._roles(row, problems)
        if problems:  # without a role, it is unknown which questions were asked
            return (self._answers(row, None, (), problems),)
        return tuple(self._answers(row, role, self._asked, []) for role in roles)

    def _roles(self, row: Row, problems: list[Problem]) -> tuple[str | None, ...]:
        """The roles in the row, which decide which questions were asked."""
        constant: Any = self._mapping.constants.get(ROLE)
        stated = constant
        if self._role and (constant is None or _filled(row, self._role[1])):
            stated = self._values(row, self._role, problems, []).get(ROLE)
        if isinstance(stated, list):
            stated = "both" if len(set(stated)) > 1 else stated[0]
        if self._role and constant not in {None, stated} and not problems:
            question, (claim, *_) = self._role
            differs = UnreadableError(f"says {stated}, but everyone in this import is a {constant}")
            problems.append(self._problem(row, claim.column, question, "role-differs", differs))
        return ROLES if stated == "both" else (stated if stated in ROLES else None,)

    def _answers(
        self, row: Row, role: str | None, asked: Sequence[Asked], problems: list[Problem]
    ) -> Answers:
        """The answers to the questions asked of this role; all of them if the role is unknown."""
        found: dict[str, list[Any]] = defaultdict(list)
        fields = {ROLE} if self._role and asked else set()
        notes: list[str] = []
        read = {at for at, _ in self._rules}
        read |= _filled(row, self._role[1]) if self._role and asked else set()
        for question, claims in asked:
            filled = _filled(row, claims)
            if role is not None and question.role not in {None, role}:
                ignored: list[Problem] = []
                said = filled and self._values(row, (question, claims), ignored, [])
                read |= set() if said or "unreadable" in {each.code for each in ignored} else filled
                continue
            fields.add(question.field)
            read |= filled
            if filled or question.required:
                for field, value in self._values(row, (question, claims), problems, notes).items():
                    found[field].append(value)
        if role is not None:
            found[ROLE] = [role]
        values = {field: self._combined(field, parts) for field, parts in found.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **values},
            asked=frozenset(fields),
            problems=tuple(problems),
            columns=frozenset(read),
            notes=tuple(notes),
        )

    def _values(
        self, row: Row, asked: Asked, problems: list[Problem], notes: list[str]
    ) -> dict[str, Any]:
        """What the row's cells say, by field; what is wrong with them is added to `problems`."""
        question, claims = asked
        texts: list[tuple[Claim, str]] = []
        values: list[tuple[Claim, Any]] = []
        at = claims[0].column
        try:
            for claim in claims:
                at = claim.column
                text = cleaned(row.cells[at]) if row.cells[at] else ""
                if text and text not in self._mapping.source.empty:
                    texts.append((claim, text))
            answers = [each for each in texts if each[0].use == "answer"]
            if len(answers) > 1 and len({plain(text) for _, text in answers}) > 1:
                at = answers[0][0].column
                columns = " and ".join(str(claim.column + 1) for claim, _ in answers)
                notes.append(_two_answers(question, columns))
            for claim, text in texts:
                at = claim.column
                values.append((claim, claim.read(text)))
        except UnreadableError as error:
            problems.append(self._problem(row, at, question, "unreadable", error))
            return {}
        if question.required and not any(claim.use != "choice" or rank for claim, rank in values):
            at = claims[0].column
            problems.append(self._problem(row, at, question, "unanswered", UNANSWERED))
        return _by_field(question, values, notes)

    def _combined(self, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
        """The value of a field from its questions' values: lists and texts are joined."""
        several = part(self._mapping.record, field).get("type") == "array"
        if several or any(isinstance(value, list) for value in values):
            lists = (value if isinstance(value, list) else [value] for value in values)
            return list(dict.fromkeys(entry for entries in lists for entry in entries))
        return values[0] if len(values) == 1 else " ".join(map(str, values))

    def _problem(
        self, row: Row, at: int, question: Question, code: str, error: UnreadableError
    ) -> Problem:
        _, better = self._orders.get(at, (False, ""))
        hint = f"Every answer reads as {better}: state that under `clock`." if better else ""
        return Problem(
            path=self._path,
            line=row.number,
            column=at + 1,
            code=code,
            message=f"“{question.ask}” {error.message}",
            hint=hint or error.hint,
        )


def _filled(row: Row, claims: Sequence[Claim]) -> set[int]:
    """The question's columns that are not empty in the row."""
    return {claim.column for claim in claims if row.cells[claim.column].strip()}


def _two_answers(question: Question, columns: str) -> str:
    """A note that a list is answered in several columns; other answers must agree."""
    if question.kind in LISTS:
        return f"“{question.ask}” is answered in columns {columns}; all of it is read"
    raise UnreadableError(
        f"is answered in two ways, in columns {columns}",
        "Empty the cell that does not count; or say in the mapping which column does, with `nth`.",
    )


def _by_field(
    question: Question, values: Sequence[tuple[Claim, Any]], notes: list[str]
) -> dict[str, Any]:
    """What the cells of a question say, by its field and its field for other text.

    Choices are in the order of their ranks, and lists are joined.
    """
    chosen = [(rank, claim.column, claim.value) for claim, rank in values if claim.use == "choice"]
    entries: list[Any] = [value for rank, _, value in sorted(chosen) if rank]
    for claim, value in values:
        if claim.use != "choice":
            entries += value if isinstance(value, list) else [value]
    other = [entry for entry in entries if isinstance(entry, OtherText)]
    known = [entry for entry in entries if entry is not None and not isinstance(entry, OtherText)]
    if question.kind == "zone" and known and is_reversed(known[0]):
        side = "behind" if "+" in known[0] else "ahead of"
        notes.append(
            f"{known[0]} is {side} UTC, contrary to its sign; a city would say what is meant"
        )
    found = {question.field: known if question.kind in LISTS else known[0]} if known else {}
    if other:
        ask = question.ask.rstrip(" :?*")
        found[str(question.other)] = " ".join(f"{ask}: {text}" for text in other)
    return found
