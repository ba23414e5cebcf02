"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from mentoring.files.messages import described, message
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question
from mentoring.intake.reading.cells import OtherText, UnreadableError, cleaned
from mentoring.intake.reading.claims import Claim, find
from mentoring.intake.reading.export import Row, Table
from mentoring.intake.reading.times import other_order
from mentoring.intake.reading.zone_names import is_reversed
from mentoring.problems import Problem

ROLE = "role"
ROLES = ("mentee", "mentor")
LISTS = frozenset({"lines", "people", "choices"})
Asked = tuple[Question, tuple[Claim, ...]]
"""A question and its columns."""

said = partial(message, "mentoring.intake")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What a row answers, by field. `asked` are the fields that the export has at all.

    If there are problems, only the readable values are included. `columns` are those (from 0) that
    were read; `notes` are remarks on how they were read.
    """

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


class Reader:
    """Reads the rows of one table as its mapping says."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.claims = find(table.headers, mapping)
        self._table, self._mapping = table, mapping
        asked = [(mapping.questions[name], found) for name, found in self.claims.questions.items()]
        self._role = next((each for each in asked if each[0].field == ROLE), None)
        self._asked = [each for each in asked if each is not self._role]
        forms = {"day": mapping.clock.day, "moment": mapping.clock.moment}
        self._orders: dict[int, tuple[bool, str]] = {}
        for question, found in self._asked:
            for claim in found if question.kind in forms else ():
                cells = [row.text(claim.column) for row in table.rows]
                texts = [cell for cell in cells if cell and cell not in mapping.source.empty]
                order = other_order(texts, forms[question.kind], mapping.clock)
                self._orders[claim.column] = order

    @property
    def open_days(self) -> tuple[int, ...]:
        """The columns (from 0) whose days could also be read with day and month swapped."""
        return tuple(at for at, (is_open, _) in self._orders.items() if is_open)

    def left_out(self, row: Row) -> str | None:
        """The rule by which the row is not an answer; None for an answer."""
        for at, rule in self.claims.rules:
            text = row.text(at)
            if text in rule.texts or not (text or rule.texts):
                return f"“{rule.heading}” is {f'“{text}”' if text else 'empty'}"
        return None

    def answers(self, row: Row) -> tuple[Answers, ...]:
        """The row's answers and every problem; two results for a person in both roles."""
        width = len(self._table.headers)
        if len(row.cells) < width or any(map(str.strip, row.cells[width:])):
            ragged = self._problem(row, -1, "ragged", cells=len(row.cells), headings=width)
            return (Answers(row=row.number, problems=(ragged,)),)
        role = self._role_of(row)
        if role.problems:  # without a role, it is unknown which questions were asked
            return (replace(role, values=dict(self._mapping.constants)),)
        stated = role.values.get(ROLE)
        roles = ROLES if stated == "both" else (stated if stated in ROLES else None,)
        return tuple(self._answers(row, each) for each in roles)

    def _role_of(self, row: Row) -> Answers:
        """The role in the row, which decides which questions were asked; or “both”."""
        constant: Any = self._mapping.constants.get(ROLE)
        if not self._role or (constant is not None and not _filled(row, self._role[1])):
            return Answers(row=row.number, values={ROLE: constant})
        answer, question = self._read(row, self._role), self._role[0]
        stated = answer.values.get(ROLE)
        if isinstance(stated, list):
            stated = "both" if len(set(stated)) > 1 else stated[0]
        if constant not in {None, stated} and not answer.problems:
            facts = {"ask": question.ask, "stated": stated, "role": constant}
            differs = self._problem(row, self._role[1][0].column, "role-differs", **facts)
            return replace(answer, problems=(differs,))
        return replace(answer, values={ROLE: stated})

    def _answers(self, row: Row, role: str | None) -> Answers:
        """The answers to the questions asked of this role; all of them if the role is unknown."""
        values: dict[str, list[Any]] = defaultdict(list)
        fields, read = {ROLE} if self._role else set(), {at for at, _ in self.claims.rules}
        read |= _filled(row, self._role[1]) if self._role else set()
        answers: list[Answers] = []
        for question, claims in self._asked:
            filled = _filled(row, claims)
            answer = Answers(row=row.number)
            if filled or question.required:
                answer = self._read(row, (question, claims))
            if role is None or question.role in {None, role}:
                fields.add(question.field)
                read |= filled
                answers.append(answer)
            elif not (answer.values or {"unreadable"} & {each.code for each in answer.problems}):
                read |= filled
        for answer in answers:
            for name, value in answer.values.items():
                values[name].append(value)
        if role is not None:
            values[ROLE] = [role]
        found = {name: self._combined(name, parts) for name, parts in values.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **found},
            asked=frozenset(fields),
            problems=tuple(problem for answer in answers for problem in answer.problems),
            columns=frozenset(read),
            notes=tuple(note for answer in answers for note in answer.notes),
        )

    def _read(self, row: Row, asked: Asked) -> Answers:
        """What the row's cells say about one question, by field, and what is wrong with them."""
        question, claims = asked
        texts: list[tuple[Claim, str]] = []
        values: list[tuple[Claim, Any]] = []
        notes: list[str] = []
        at = claims[0].column
        try:
            for claim in claims:
                at = claim.column
                text = cleaned(row.cells[at]) if row.cells[at] else ""
                if text and text not in self._mapping.source.empty:
                    texts.append((claim, text))
            answers = {claim.column: plain(text) for claim, text in texts if claim.use == "answer"}
            if len(set(answers.values())) > 1:  # a list may have several answers
                at, columns = (
                    next(iter(answers)),
                    " and ".join(str(column + 1) for column in answers),
                )
                notes.append(_two_answers(question, columns))
            for claim, text in texts:
                at = claim.column
                values.append((claim, claim.read(text)))
        except UnreadableError as error:
            facts = {"ask": question.ask, **error.facts}
            problem = self._problem(row, at, f"unreadable/{error.code}", **facts)
            return Answers(row=row.number, problems=(problem,))
        found, problems = _by_field(question, values), tuple[Problem, ...]()
        if question.required and not any(claim.use != "choice" or rank for claim, rank in values):
            problems = (self._problem(row, claims[0].column, "unanswered", ask=question.ask),)
        zone = found.get(question.field) if question.kind == "zone" else None
        if zone and is_reversed(zone):
            side = "behind" if "+" in zone else "ahead of"
            notes.append(said("zone-reversed", zone=zone, side=side))
        return Answers(row=row.number, values=found, problems=problems, notes=tuple(notes))

    def _combined(self, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
        """The value of a field from its questions' values: lists and texts are joined."""
        several = part(self._mapping.record, field).get("type") == "array"
        if several or any(isinstance(value, list) for value in values):
            lists = (value if isinstance(value, list) else [value] for value in values)
            return list(dict.fromkeys(entry for entries in lists for entry in entries))
        return values[0] if len(values) == 1 else " ".join(map(str, values))

    def _problem(self, row: Row, at: int, code: str, **facts: object) -> Problem:
        found = described("mentoring.intake", code, **facts)
        if form := self._orders.get(at, (False, ""))[1]:
            found["hint"] = said("clock", form=form)
        return Problem(path=self._table.name, line=row.number, column=at + 1, **found)


def _filled(row: Row, claims: Sequence[Claim]) -> set[int]:
    """The question's columns that are not empty in the row."""
    return {claim.column for claim in claims if row.cells[claim.column].strip()}


def _two_answers(question: Question, columns: str) -> str:
    """A note that a list is answered in several columns; other answers must agree."""
    if question.kind not in LISTS:
        raise UnreadableError("two", columns=columns)
    return said("several", ask=question.ask, columns=columns)


def _by_field(question: Question, values: Sequence[tuple[Claim, Any]]) -> dict[str, Any]:
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
    found = {question.field: known if question.kind in LISTS else known[0]} if known else {}
    if other:
        ask = question.ask.rstrip(" :?*")
        found[str(question.other)] = " ".join(f"{ask}: {text}" for text in other)
    return found
