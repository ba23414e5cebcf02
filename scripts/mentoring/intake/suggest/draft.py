"""Drafts a mapping for an unknown form, for a person to complete.

The draft extends the shipped mapping that matches most headings. Each question without a column is
compared with each unmatched heading, by its words and by the cells. A consent is never guessed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from mentoring.errors import DataError, MentoringError
from mentoring.intake.forms import library
from mentoring.intake.forms.mapping import FormMapping, Question
from mentoring.intake.reading.answers import Reader
from mentoring.intake.reading.cells import OtherText
from mentoring.intake.reading.claims import Claim, Claims, find
from mentoring.intake.reading.export import Table, read
from mentoring.intake.reading.times import formats
from mentoring.intake.suggest import likeness as rate
from mentoring.intake.suggest.likeness import WORDS, Column
from mentoring.store.entry import pruned

ENCODINGS = ("utf-8", "windows-1252")
QUESTIONNAIRES = ("application", "check-in", "terms", "signature", "review")
RARELY_EXPORTED = frozenset({"modified", "state"})
DELIMITERS = (",", ";", "\t")
LIKELY = 0.5
SAMPLE = 200  # rows that are examined
PATTERNS = {pattern: re.compile(shape) for pattern, shape in WORDS["patterns"].items()}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A file as read by the mapping `base`, and what a mapping over it would have to say."""

    table: Table
    base: FormMapping
    root: Path

    @cached_property
    def claims(self) -> Claims:
        """What the base says each column is for."""
        return find(self.table.headers, self.base)

    @cached_property
    def _columns(self) -> list[Column]:
        return _merged(self.table, PATTERNS.get(self.base.source.column))

    @property
    def _known(self) -> list[tuple[Question, Claim]]:
        asked = self.claims.questions
        return [(self.base.questions[name], claim) for name in asked for claim in asked[name]]

    def score(self) -> tuple[int, float, int]:
        """How many questions have a column, how well their cells are read, and what is ignored."""
        cells = {column.at: column.cells for column in self._columns}
        shares = (
            rate.share_read(cells.get(claim.column, ()), question, self.base)
            for question, claim in self._known
            if not claim.part
        )
        return len(self.claims.questions), round(sum(shares), 6), len(self.claims.ignored)

    def answered(self) -> tuple[float, int]:
        """How many columns answer questions (possible ones by half), and how many are lacking."""
        unread, missing = self.claims.unread, self.claims.missing
        likely = sum(
            any(rate.likeness(column, name, self.base) >= LIKELY for name in missing)
            for column in self._columns
            if column.at in unread
        )
        lacking = sum(question.required for question in missing.values())
        return len(self.table.headers) - len(unread) + likely / 2, -lacking

    def writes_so(self) -> bool:
        """Whether the file heads columns of choices in the way of the base's tool."""
        source = self.base.source
        for pattern, shape in PATTERNS.items():
            if len(_merged(self.table, shape)) < len(self.table.headers) - 1:
                return source.choices == "columns" and source.column == pattern
        ticks = (claim.part and claim.read is not OtherText for _, claim in self._known)
        return source.choices == "joined" or any(ticks)

    @cached_property
    def _unread(self) -> list[Column]:
        known = {claim.column for _, claim in self._known} | {at for at, _ in self.claims.rules}
        return [column for column in self._columns if column.at not in known]

    @cached_property
    def consents(self) -> list[Column]:
        """The unread columns that may hold the consent."""
        return [column for column in self._unread if column.names(WORDS["headings"]["consent"])]

    @cached_property
    def guessed(self) -> dict[str, Column]:
        """A column for each question that the base does not find, assigned by likelihood."""
        wanted = [
            name
            for name, question in self.claims.missing.items()
            if not question.field.startswith("consent") and name not in RARELY_EXPORTED
        ]
        ranked = sorted(
            (-rate.likeness(column, name, self.base), place, column.at, name, column)
            for place, name in enumerate(wanted)
            for column in self._unread
            if column not in self.consents
        )
        guessed: dict[str, Column] = {}
        for unlikeness, _, _, name, column in ranked:
            if -unlikeness >= LIKELY and name not in guessed and column not in guessed.values():
                guessed[name] = column
        return {name: guessed[name] for name in wanted if name in guessed}

    @property
    def moments(self) -> tuple[str, ...]:
        """The possible formats of the moment when a row was sent."""
        return formats(self.guessed["submitted"].cells) if "submitted" in self.guessed else ()

    @cached_property
    def _separator(self) -> str:
        usual = self.base.source.separator
        asked = [(column, self.base.questions[name]) for name, column in self.guessed.items()]
        several = [(column, question) for column, question in asked if question.kind == "choices"]
        cells = [(cell, question) for column, question in several for cell in column.cells]
        in_columns = self.base.source.choices == "columns"
        return usual if in_columns else rate.likely_separator(cells, usual)

    @cached_property
    def meanings(self) -> dict[str, tuple[dict[str, Any], list[str]]]:
        """By question of choices, the meanings of its new texts, and the texts without one."""
        return {
            name: rate.meanings(column.cells, self.base.questions[name], self._separator)
            for name, column in self.guessed.items()
            if self.base.questions[name].kind in {"choice", "choices"}
        }

    @cached_property
    def mapping(self) -> dict[str, Any]:
        """The draft as plain data, which extends the base."""
        source, table = self.base.source, self.table
        questions: dict[str, Any] = {
            name: {"headers": [column.heading], "accepts": self.meanings.get(name, [{}])[0]}
            for name, column in self.guessed.items()
        }
        taken = [*self.consents, *self.guessed.values()]
        rest = [column for column in self._unread if column not in taken]
        surnames = [column for column in rest if column.cells and column.names(WORDS["surname"])]
        if surnames and "name" in self.guessed:
            rest.remove(surnames[0])
            surname = {"field": "person.name", "ask": surnames[0].heading, "kind": "line"}
            questions["surname"] = {**surname, "required": True}
        known = {*source.encodings, "utf-8-sig", "utf-16"}  # marked files are read anyway
        mapping: dict[str, Any] = pruned(
            {
                "mapping": "my-form",
                "title": f"Drafted from {len(table.rows)} answers",
                "extends": self.base.mapping,
                "source": {
                    "delimiters": [] if table.delimiter in source.delimiters else [table.delimiter],
                    "encodings": [] if table.encoding in known else [table.encoding],
                    "separator": None if self._separator == source.separator else self._separator,
                },
                "clock": {"moment": next(iter(self.moments), None)},
                "questions": questions,
                "ignore": [each.heading for each in rest if each.heading not in self.base.ignore],
            }
        )
        return mapping

    @cached_property
    def trial(self) -> tuple[Sequence[str], int, Mapping[tuple[int, str], int]]:
        """The draft's faults; or how many rows of its file it refuses, and why and how often."""
        try:
            reader = Reader(self.table, library.build(self.mapping, self.root))
        except DataError as error:
            return [problem.message for problem in error.problems], 0, {}
        rows = (row for row in self.table.rows if row.filled and not reader.left_out(row))
        answers = (answers for row in rows for answers in reader.answers(row))
        problems = [problem for each in answers for problem in each.problems]
        reasons = Counter((problem.column, problem.message) for problem in problems)
        return [], len({problem.line for problem in problems}), reasons


def suggest(path: Path, root: Path) -> Draft:
    """The draft of a mapping over that of the tool and the questionnaire that fit the file best."""
    drafts: list[Draft] = []
    read_once = cache(partial(read, path))  # several tools write their files alike
    tools = (name for name in library.shipped() if name not in QUESTIONNAIRES)
    for tool in (library.find(name, root) for name in tools):
        source = replace(tool.source, encodings=ENCODINGS, delimiters=DELIMITERS)
        try:
            draft = Draft(table=read_once(source), base=tool, root=root)
        except MentoringError:  # it may have fewer rows of headings than the tool writes
            if source.header_rows == 1:
                raise
            continue
        drafts += [draft] if draft.writes_so() else []
    best = max(drafts, key=Draft.score)
    names = (f"{best.base.mapping}:{name}" for name in QUESTIONNAIRES[1:])
    others = (replace(best, base=library.find(name, root)) for name in names)
    other = max(others, key=Draft.answered)
    return other if other.answered()[0] > best.answered()[0] else best


def _merged(table: Table, shape: re.Pattern[str] | None) -> list[Column]:
    """The columns; those of one question's choices are merged, with the ticked choices as cells."""
    columns: dict[str, Column] = {}
    choices = [shape and shape.fullmatch(header.strip()) for header in table.headers]
    repeated = Counter(choice["ask"] for choice in choices if choice)
    for at, (text, choice) in enumerate(zip(table.headers, choices, strict=True)):
        if choice and repeated[choice["ask"]] > 1:
            ask = choice["ask"].strip()
            before = columns.get(ask, Column(heading=ask, at=at, cells=()))
            columns[ask] = replace(before, cells=(*before.cells, *(choice["caption"],) * 2))
        elif text.strip():
            cells = tuple(filter(None, (row.text(at) for row in table.rows[:SAMPLE])))
            columns[f"{text}\n{at}"] = Column(heading=text.strip(), at=at, cells=cells)
    return list(columns.values())
