"""Reads the answers of a row by field of the record, and reports unreadable cells."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from mentoring.intake import describe, said
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import FormMapping, Question
from mentoring.intake.reading import UnreadableError
from mentoring.intake.reading.cells import OtherText, Ranked, cleaned
from mentoring.intake.reading.claims import Claim, find
from mentoring.intake.reading.export import Row, Table
from mentoring.intake.reading.times import other_order, reversed_side
from mentoring.problems import Problem

ROLE = "role"
ROLES = ("mentee", "mentor")
LISTS = frozenset({"lines", "people", "choices"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What a row answers, by field; if there are problems, only what is readable.

    `asked` are the fields that the export has at all, `columns` those (from 0) that were read, and
    `notes` remarks on how.
    """

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


class _Answer(NamedTuple):
    """What a row answers to one question: filled columns, and values by field unless unreadable."""

    question: Question
    columns: frozenset[int]
    values: dict[str, Any] | None
    problem: Problem | None = None
    notes: Sequence[str] = ()


class Reader:
    """Reads the rows of one table as its mapping says.

    `open_days` are the columns (from 0) whose days could also be read with day and month swapped.
    """

    def __init__(self, table: Table, mapping: FormMapping) -> None:
        self.claims = find(table.headers, mapping)
        self._table, self._mapping = table, mapping
        self._rules = frozenset(at for at, _ in self.claims.rules)
        self._columns = {name: self.claims.columns(name) for name in self.claims.questions}
        self._answer = cache(self._read)  # most cells repeat those of an earlier row
        orders: dict[int, tuple[bool, str]] = {}
        for name, columns in self._columns.items():
            form = mapping.clock.forms.get(mapping.questions[name].kind)
            for at in columns if form else ():
                texts = {row.text(at) for row in table.rows} - {"", *mapping.source.empty}
                orders[at] = other_order(tuple(texts), str(form), mapping.clock)
        self.open_days = tuple(at for at, (is_open, _) in orders.items() if is_open)
        self._swapped = {at: form for at, (_, form) in orders.items()}

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
            ragged = self._problem(-1, "ragged", cells=len(row.cells), headings=width)
            return (Answers(row=row.number, problems=_in_row(row, [ragged])),)
        read = [
            self._answer(name, tuple(map(row.cells.__getitem__, columns)))
            for name, columns in self._columns.items()
        ]
        stated, problem = self._role(read)
        if problem:  # without a role, it is unknown which questions were asked
            values = dict(self._mapping.constants)
            return (Answers(row=row.number, values=values, problems=_in_row(row, [problem])),)
        roles = ROLES if stated == "both" else (stated if stated in ROLES else None,)
        return tuple(self._of_role(row, role, read) for role in roles)

    def _role(self, read: Sequence[_Answer]) -> tuple[Any, Problem | None]:
        """The role in the row, or “both”, which decides which questions were asked."""
        constant = self._mapping.constants.get(ROLE)
        for answer in read:
            if answer.question.field == ROLE and (answer.columns or constant is None):
                stated = (answer.values or {}).get(ROLE)
                if isinstance(stated, list):
                    stated = "both" if len(set(stated)) > 1 else stated[0]
                if answer.problem or constant in {None, stated}:
                    return stated, answer.problem
                facts = {"ask": answer.question.ask, "stated": stated, "role": constant}
                return stated, self._problem(min(answer.columns), "role-differs", **facts)
        return constant, None

    def _of_role(self, row: Row, role: str | None, read: Sequence[_Answer]) -> Answers:
        """The answers to the questions asked of this role; all of them if the role is unknown."""
        asked = [each for each in read if role is None or each.question.role in {None, role}]
        silent = [answer for answer in read if answer.values == {}]  # as boxes not ticked
        found: dict[str, list[Any]] = defaultdict(list)
        told = [answer for answer in asked if answer.question.field != ROLE]
        for answer in told:
            for name, value in (answer.values or {}).items():
                found[name].append(value)
        values = {name: self._combined(name, parts) for name, parts in found.items()}
        return Answers(
            row=row.number,
            values={**self._mapping.constants, **values, **({ROLE: role} if role else {})},
            asked=frozenset(answer.question.field for answer in asked),
            problems=_in_row(row, [answer.problem for answer in told if answer.problem]),
            columns=self._rules.union(*(answer.columns for answer in (*asked, *silent))),
            notes=tuple(note for answer in told for note in answer.notes),
        )

    def _combined(self, field: str, values: list[Any]) -> Any:  # noqa: ANN401 (a field's value)
        """The value of a field from its questions' values: lists and texts are joined."""
        several = part(self._mapping.record, field).get("type") == "array"
        if several or any(isinstance(value, list) for value in values):
            lists = (value if isinstance(value, list) else [value] for value in values)
            return list(dict.fromkeys(entry for entries in lists for entry in entries))
        return values[0] if len(values) == 1 else " ".join(map(str, values))

    def _read(self, name: str, cells: tuple[str, ...]) -> _Answer:
        """What the cells of a question say; its problems are in no row yet."""
        question, claims = self._mapping.questions[name], self.claims.questions[name]
        columns = frozenset(claims[at].column for at, cell in enumerate(cells) if cell.strip())
        if not (columns or question.required):
            return _Answer(question, columns, {})
        at, texts, values = claims[0].column, list[tuple[Claim, str]](), list[tuple[Claim, Any]]()
        try:
            for claim, cell in zip(claims, cells, strict=True):
                at = claim.column
                text = cleaned(cell)
                texts += [(claim, text)] if text and text not in self._mapping.source.empty else []
            whole = {claim.column: text for claim, text in texts if not claim.part}
            at = next(iter(whole), at)
            notes = _several(question, whole)
            for claim, text in texts:
                at = claim.column
                values.append((claim, claim.read(text)))
        except UnreadableError as error:
            facts = {"ask": question.ask, **error.facts}
            problem = self._problem(at, f"unreadable/{error.code}", **facts)
            return _Answer(question, columns, None, problem)
        found = _by_field(question, values)
        zone = str(found.get(question.field))
        if question.kind == "zone" and (side := reversed_side(zone)):
            notes = [*notes, said("zone-reversed", zone=zone, side=side)]
        unanswered = None
        if question.required and all(claim.part and value is None for claim, value in values):
            unanswered = self._problem(claims[0].column, "unanswered", ask=question.ask)
        return _Answer(question, columns, found, unanswered, notes)

    def _problem(self, at: int, code: str, **facts: object) -> Problem:
        """A problem in this column of a row that is not known yet."""
        found = describe(code, **facts)
        if form := self._swapped.get(at):
            found["hint"] = said("clock", form=form)
        return Problem(path=self._table.name, column=at + 1, **found)


def _several(question: Question, whole: dict[int, str]) -> Sequence[str]:
    """A note that a list is answered in several columns; other answers must agree."""
    if len(whole) <= 1 or len(set(map(plain, whole.values()))) == 1:
        return ()
    columns = " and ".join(str(at + 1) for at in whole)
    if question.kind not in LISTS:
        raise UnreadableError("two", columns=columns)
    return [said("several", ask=question.ask, columns=columns)]


def _by_field(question: Question, values: Sequence[tuple[Claim, Any]]) -> dict[str, Any]:
    """What a question's cells say, by field: choices by rank, then by column; lists are joined."""
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


def _in_row(row: Row, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(problem, line=row.number) for problem in problems)
