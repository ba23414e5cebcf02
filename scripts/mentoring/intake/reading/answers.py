"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from mentoring.intake import describe, said
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import Question
from mentoring.intake.reading.cells import OtherText, Ranked, UnreadableError, cleaned
from mentoring.intake.reading.claims import Claim, find
from mentoring.intake.reading.export import Row, Table
from mentoring.intake.reading.times import other_order
from mentoring.intake.reading.zone_names import is_reversed
from mentoring.problems import Problem

ROLE = "role"
ROLES = ("mentee", "mentor")
LISTS = frozenset({"lines", "people", "choices"})


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


class _Answer(NamedTuple):
    """What a row answers to one question; `columns` are those that are not empty."""

    question: Question
    columns: set[int]
    values: Mapping[str, Any] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    notes: Sequence[str] = ()


class Reader:
    """Reads the rows of one table as its mapping says."""

    def __init__(self, table: Table, mapping: FormMapping) -> None:
        self.claims = find(table.headers, mapping)
        self._table, self._mapping = table, mapping
        claimed = self.claims.questions
        self._asked = [(mapping.questions[name], claimed[name]) for name in claimed]
        forms = {"day": mapping.clock.day, "moment": mapping.clock.moment}
        self._orders: dict[int, tuple[bool, str]] = {}
        for question, claims in self._asked:
            for claim in claims if question.kind in forms else ():
                cells = (row.text(claim.column) for row in table.rows)
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
        read = [self._read(row, question, claims) for question, claims in self._asked]
        stated, problems = self._role(row, read)
        if problems:  # without a role, it is unknown which questions were asked
            values = dict(self._mapping.constants)
            return (Answers(row=row.number, values=values, problems=problems),)
        roles = ROLES if stated == "both" else (stated if stated in ROLES else None,)
        return tuple(self._of_role(row, role, read) for role in roles)

    def _role(self, row: Row, read: Sequence[_Answer]) -> tuple[Any, tuple[Problem, ...]]:
        """The role in the row, or “both”, which decides which questions were asked."""
        constant = self._mapping.constants.get(ROLE)
        for answer in read:
            if answer.question.field == ROLE and (answer.columns or constant is None):
                stated = answer.values.get(ROLE)
                if isinstance(stated, list):
                    stated = "both" if len(set(stated)) > 1 else stated[0]
                if answer.problems or constant in {None, stated}:
                    return stated, answer.problems
                facts = {"ask": answer.question.ask, "stated": stated, "role": constant}
                return stated, (self._problem(row, min(answer.columns), "role-differs", **facts),)
        return constant, ()

    def _of_role(self, row: Row, role: str | None, read: Sequence[_Answer]) -> Answers:
        """The answers to the questions asked of this role; all of them if the role is unknown."""
        values: dict[str, list[Any]] = defaultdict(list)
        asked, columns = set[str](), {at for at, _ in self.claims.rules}
        answers: list[_Answer] = []
        for answer in read:
            if role is None or answer.question.role in {None, role}:
                asked.add(answer.question.field)
                columns |= answer.columns
                answers += [answer] if answer.question.field != ROLE else []
            elif not (answer.values or {"unreadable"} & {each.code for each in answer.problems}):
                columns |= answer.columns
        for answer in answers:
            for name, value in answer.values.items():
                values[name].append(value)
        found = {name: self._combined(name, parts) for name, parts in values.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **found, **({ROLE: role} if role else {})},
            asked=frozenset(asked),
            problems=tuple(problem for answer in answers for problem in answer.problems),
            columns=frozenset(columns),
            notes=tuple(note for answer in answers for note in answer.notes),
        )

    def _read(self, row: Row, question: Question, claims: Sequence[Claim]) -> _Answer:
        """What the row's cells say about one question, by field, and what is wrong with them."""
        filled = {claim.column for claim in claims if row.cells[claim.column].strip()}
        if not (filled or question.required):
            return _Answer(question, filled)
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
            answers = {claim.column: text for claim, text in texts if not claim.part}
            if len(answers) > 1 and len(set(map(plain, answers.values()))) > 1:
                at, columns = next(iter(answers)), " and ".join(str(at + 1) for at in answers)
                notes.append(_two_answers(question, columns))
            for claim, text in texts:
                at = claim.column
                values.append((claim, claim.read(text)))
        except UnreadableError as error:
            facts = {"ask": question.ask, **error.facts}
            problem = self._problem(row, at, f"unreadable/{error.code}", **facts)
            return _Answer(question, filled, problems=(problem,))
        found = _by_field(question, values)
        problems: tuple[Problem, ...] = ()
        if question.required and all(claim.part and value is None for claim, value in values):
            problems = (self._problem(row, claims[0].column, "unanswered", ask=question.ask),)
        zone = found.get(question.field) if question.kind == "zone" else None
        if zone and is_reversed(zone):
            side = "behind" if "+" in zone else "ahead of"
            notes.append(said("zone-reversed", zone=zone, side=side))
        return _Answer(question, filled, found, problems, notes)

    def _combined(self, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
        """The value of a field from its questions' values: lists and texts are joined."""
        several = part(self._mapping.record, field).get("type") == "array"
        if several or any(isinstance(value, list) for value in values):
            lists = (value if isinstance(value, list) else [value] for value in values)
            return list(dict.fromkeys(entry for entries in lists for entry in entries))
        return values[0] if len(values) == 1 else " ".join(map(str, values))

    def _problem(self, row: Row, at: int, code: str, **facts: object) -> Problem:
        found = describe(code, **facts)
        if form := self._orders.get(at, (False, ""))[1]:
            found["hint"] = said("clock", form=form)
        return Problem(path=self._table.name, line=row.number, column=at + 1, **found)


def _two_answers(question: Question, columns: str) -> str:
    """A note that a list is answered in several columns; other answers must agree."""
    if question.kind not in LISTS:
        raise UnreadableError("two", columns=columns)
    return said("several", ask=question.ask, columns=columns)


def _by_field(question: Question, values: Sequence[tuple[Claim, Any]]) -> dict[str, Any]:
    """What the cells of a question say, by its field and its field for other text.

    Choices are in the order of their ranks, then of their columns; lists are joined.
    """
    ranked = [(*value, claim.column) for claim, value in values if isinstance(value, Ranked)]
    entries: list[Any] = [value for _, value, _ in sorted(ranked, key=itemgetter(0, 2))]
    for _, value in values:
        if not isinstance(value, Ranked):
            entries += value if isinstance(value, list) else [value]
    other = [entry for entry in entries if isinstance(entry, OtherText)]
    known = [entry for entry in entries if entry is not None and not isinstance(entry, OtherText)]
    found = {question.field: known if question.kind in LISTS else known[0]} if known else {}
    if other:
        ask = question.ask.rstrip(" :?*")
        found[str(question.other)] = " ".join(f"{ask}: {text}" for text in other)
    return found
