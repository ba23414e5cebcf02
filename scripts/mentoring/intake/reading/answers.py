"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question
from mentoring.intake.reading.cells import OtherText, UnreadableError, cleaned
from mentoring.intake.reading.claims import Claim, Claims
from mentoring.intake.reading.export import Cells, Row, Table
from mentoring.intake.reading.times import better, is_open
from mentoring.intake.reading.zone_names import is_reversed
from mentoring.problems import Problem

ROLE = "role"
ROLES = ("mentee", "mentor")
LISTS = frozenset({"lines", "people", "choices"})
UNANSWERED = object()
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
    """Reads the rows of one table as its mapping says. `path` only names it in problems."""

    def __init__(self, table: Table, claims: Claims, mapping: Mapping, path: str) -> None:
        self._table, self._claims, self._mapping, self._path = table, claims, mapping, path
        self._better: dict[int, str] = {}
        asked = [(mapping.questions[name], found) for name, found in claims.questions.items()]
        self._role = next((each for each in asked if each[0].field == ROLE), None)
        self._asked = [each for each in asked if each is not self._role]

    def left_out(self, row: Row) -> str | None:
        """The rule by which the row is not an answer; None for an answer."""
        for at, rule in self._claims.rules:
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
            return (self._answers(row, None, (), problems),)
        return tuple(self._answers(row, role, self._asked, []) for role in roles)

    def _roles(self, row: Row, problems: list[Problem]) -> tuple[str | None, ...]:
        """The roles in the row, which decide which questions were asked."""
        constant: Any = self._mapping.constants.get(ROLE)
        stated = constant
        if self._role and (constant is None or _filled(self._role[1], row.cells)):
            stated = self._value(row, *self._role, problems)
        if isinstance(stated, list):
            stated = "both" if len(set(stated)) > 1 else next(iter(stated), None)
        if self._role and constant not in {None, stated} and not problems:
            message = f"says {stated}, but everyone in this import is a {constant}"
            at, error = self._role[1][0].column, UnreadableError(message)
            problems.append(self._problem(row, at, self._role[0], "role-differs", error))
        return ROLES if stated == "both" else (stated if stated in ROLES else None,)

    def _answers(
        self, row: Row, role: str | None, asked: Sequence[Asked], problems: list[Problem]
    ) -> Answers:
        """The answers to the questions asked of this role; all of them if the role is unknown."""
        found: dict[str, list[Any]] = defaultdict(list)
        fields = {ROLE} if self._role and asked else set()
        notes: list[str] = []
        read = {at for at, _ in self._claims.rules}
        read |= _filled(self._role[1], row.cells) if self._role and asked else set()
        for question, claims in asked:
            filled = _filled(claims, row.cells)
            if role is not None and question.role not in {None, role}:
                read |= filled if self._says_nothing(row, question, claims) else set()
                continue
            fields.add(question.field)
            read |= filled
            value = self._value(row, question, claims, problems)
            notes += _notes(question, claims, row.cells, value)
            for field, entry in () if value is None else _by_field(question, value):
                found[field].append(entry)
        if role is not None:
            found[ROLE] = [role]
        values = {field: self._combined(field, entries) for field, entries in found.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **values},
            asked=frozenset(fields),
            problems=tuple(problems),
            columns=frozenset(read),
            notes=tuple(notes),
        )

    def _value(
        self, row: Row, question: Question, claims: Sequence[Claim], problems: list[Problem]
    ) -> Any:  # noqa: ANN401 (of the question's kind)
        """The row's answer, or None; what is wrong with it is added to `problems`.

        Lists in several cells are joined, other filled cells must agree.
        """
        at, texts, values = claims[0].column, [], []
        try:
            for claim in claims:
                at = claim.column
                text = cleaned(row.cells[at]) if row.cells[at] else ""
                if text and text not in self._mapping.source.empty:
                    texts.append((claim, text))
            answers = [(claim.column, text) for claim, text in texts if claim.use == "answer"]
            if len(answers) > 1 and question.kind not in LISTS:
                at = answers[0][0]
                _require_agreement(answers)
            for claim, text in texts:
                at = claim.column
                values.append((claim, claim.read(text)))
        except UnreadableError as error:
            problems.append(self._problem(row, at, question, "unreadable", error))
            return None
        value = _joined(values)
        if value is not UNANSWERED:
            return value
        if question.required:
            unanswered = UnreadableError("has no answer", "Ask for it, and fill the cell in.")
            at = claims[0].column
            problems.append(self._problem(row, at, question, "unanswered", unanswered))
        return None

    def _says_nothing(self, row: Row, question: Question, claims: Sequence[Claim]) -> bool:
        """Whether the cells of a question that was not asked are empty, or say no."""
        problems: list[Problem] = []
        value = self._value(row, question, claims, problems)
        return value is None and all(problem.code == "unanswered" for problem in problems)

    def _combined(self, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
        """The value of a field from its questions' values: lists and texts are joined."""
        several = part(self._mapping.record, field).get("type") == "array"
        if several or any(isinstance(value, list) for value in values):
            lists = (value if isinstance(value, list) else [value] for value in values)
            return list(dict.fromkeys(entry for entries in lists for entry in entries))
        return values[0] if len(values) == 1 else " ".join(map(str, values))

    def open_days(self) -> Iterator[int]:
        """The columns (from 0) whose days could also be read with day and month swapped."""
        for question, claims in self._asked:
            form = self._form_of(question)
            for claim in claims if form else ():
                if is_open(self._texts(claim.column), form, self._mapping.clock):
                    yield claim.column

    def _form_of(self, question: Question) -> str:
        """The format of the question's days; empty for other kinds."""
        clock = self._mapping.clock
        return {"day": clock.day, "moment": clock.moment}.get(question.kind, "")

    def _texts(self, at: int) -> list[str]:
        cells = (row.cells[at].strip() for row in self._table.rows if at < len(row.cells))
        return [cell for cell in cells if cell and cell not in self._mapping.source.empty]

    def _problem(
        self, row: Row, at: int, question: Question, code: str, error: UnreadableError
    ) -> Problem:
        form = self._form_of(question)
        if form and at not in self._better:
            self._better[at] = better(self._texts(at), form, self._mapping.clock) or ""
        turned = self._better.get(at)
        hint = f"Every answer reads as {turned}: state that under `clock`." if turned else ""
        return Problem(
            path=self._path,
            line=row.number,
            column=at + 1,
            code=code,
            message=f"“{question.ask}” {error.message}",
            hint=hint or error.hint,
        )


def _filled(claims: Sequence[Claim], cells: Cells) -> set[int]:
    """The question's columns that are not empty in the row."""
    return {claim.column for claim in claims if cells[claim.column].strip()}


def _require_agreement(answers: Sequence[tuple[int, str]]) -> None:
    """Refuse different texts in the columns of one answer."""
    if len({plain(text) for _, text in answers}) > 1:
        numbers = " and ".join(str(at + 1) for at, _ in answers)
        raise UnreadableError(
            f"is answered in two ways, in columns {numbers}",
            "Empty the cell that does not count; or say in the mapping which column does, "
            "with `nth`.",
        )


def _joined(values: Sequence[tuple[Claim, Any]]) -> Any:  # noqa: ANN401 (of the question's kind)
    """The answer in the cells that are filled in; choices are in the order of their ranks."""
    ranked = sorted(
        (rank, claim.column, claim.value) for claim, rank in values if claim.use == "choice"
    )
    chosen = dict.fromkeys(value for rank, _, value in ranked if rank and value is not None)
    answers = [value for claim, value in values if claim.use == "answer"]
    other = [text for claim, text in values if claim.use == "other"]
    answer = answers[0] if answers else list(chosen) or UNANSWERED
    if len(answers) > 1 and all(isinstance(entries, list) for entries in answers):
        answer = list(dict.fromkeys(entry for entries in answers for entry in entries))
    if not other:
        return answer
    return [
        *([] if answer is UNANSWERED else answer if isinstance(answer, list) else [answer]),
        *other,
    ]


def _by_field(question: Question, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """An answer's values for the question's field and for its free-text field."""
    several = value if isinstance(value, list) else [value]
    texts = [text for text in several if isinstance(text, OtherText)]
    for text in texts:
        yield str(question.other), f"{question.ask.rstrip(' :?*')}: {text}"
    known = [entry for entry in several if not isinstance(entry, OtherText)]
    if known or not texts:
        single = question.kind == "choice" or not isinstance(value, list)
        yield question.field, known[0] if single else known


def _notes(
    question: Question, claims: Sequence[Claim], cells: Cells, value: object
) -> Iterator[str]:
    """Notes: a list answered in several columns, or a time zone that may be misunderstood."""
    if question.kind == "zone" and isinstance(value, str) and is_reversed(value):
        side = "behind" if "+" in value else "ahead of"
        yield f"{value} is {side} UTC, contrary to its sign; a city would say what is meant"
    answers = [claim.column for claim in claims if claim.use != "choice"]
    if question.kind in LISTS and len(answers) == len(claims) > 1:
        filled = [at for at in answers if cells[at].strip()]
        if len({plain(cells[at]) for at in filled}) > 1:
            numbers = " and ".join(str(at + 1) for at in filled)
            yield f"“{question.ask}” is answered in columns {numbers}; all of it is read"
