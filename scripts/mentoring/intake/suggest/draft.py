"""Drafts a mapping for an unknown form, for a person to complete.

The draft extends the shipped mapping that matches most headings. Each question without a column is
compared with each unmatched heading, by wording and by the content of the cells. A consent is never
guessed. It comes with what it still cannot read in its own file.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from mentoring.errors import DataError, MentoringError
from mentoring.intake.forms.library import build, find, shipped
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import Question
from mentoring.intake.reading.answers import Reader
from mentoring.intake.reading.cells import OtherText
from mentoring.intake.reading.claims import Claims
from mentoring.intake.reading.claims import find as find_claims
from mentoring.intake.reading.export import Table, read
from mentoring.intake.reading.times import formats
from mentoring.intake.suggest.likeness import (
    WORDS,
    Column,
    likely_separator,
    likeness,
    meanings,
    share_read,
)
from mentoring.problems import Problem

ENCODINGS = ("utf-8", "windows-1252")
QUESTIONNAIRES = ("application", "check-in", "terms", "signature", "review")
RARELY_EXPORTED = frozenset({"modified", "state"})
DELIMITERS = (",", ";", "\t")
LIKELY = 0.5
SAMPLE = 200  # rows that are examined
PATTERNS = {
    "{ask} [{caption}]": re.compile(r"(?P<ask>.*\S)\s*\[(?P<caption>.+)\]"),
    "{ask}/{caption}": re.compile(r"(?P<ask>[^/]*\S)/(?P<caption>[^/]+)"),
    "{ask} - {caption}": re.compile(r"(?P<ask>.*\S) - (?P<caption>.+)"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A draft of a mapping as plain data, which extends `base`, and what a person has to check.

    `moments` are the possible formats, `missing` required questions without a column, `consents`
    headings that may be the consent, and `unknown` the texts without a meaning by question.
    `faults` make the draft unusable; `reasons` say how often a cell of a column is refused.
    """

    mapping: dict[str, Any]
    base: FormMapping
    moments: tuple[str, ...]
    guessed: tuple[str, ...]
    missing: Mapping[str, Question]
    consents: tuple[str, ...]
    unknown: Mapping[str, list[str]]
    faults: tuple[str, ...]
    rows: int
    refused: int
    reasons: Mapping[tuple[int, str], int]


@dataclass(frozen=True, kw_only=True)
class _Fit:
    """A file read by a mapping: which columns answer which questions, and what is left over."""

    table: Table
    form: FormMapping

    @cached_property
    def claims(self) -> Claims:
        return find_claims(self.table.headers, self.form)

    @cached_property
    def columns(self) -> list[Column]:
        return _merged(self.table, PATTERNS.get(self.form.source.column))

    def score(self) -> tuple[int, float, int]:
        """How many questions have a column, how well their cells are read, and what is ignored."""
        cells = {column.at: column.cells for column in self.columns}
        shares = (
            share_read(cells.get(claim.column, ()), self.form.questions[name], self.form)
            for name, found in self.claims.questions.items()
            for claim in found
            if not claim.part
        )
        return len(self.claims.questions), round(sum(shares), 6), len(self.claims.ignored)

    def answered(self) -> tuple[float, int]:
        """How many columns answer questions (possible ones by half), and how many are lacking."""
        unread, missing = self.claims.unread, self.claims.missing
        likely = sum(
            any(likeness(column, name, missing[name], self.form) >= LIKELY for name in missing)
            for column in self.columns
            if column.at in unread
        )
        lacking = sum(question.required for question in missing.values())
        return len(self.table.headers) - len(unread) + likely / 2, -lacking

    def writes_so(self) -> bool:
        """Whether the file heads columns of choices in the way of the mapping's tool."""
        source = self.form.source
        for pattern, shape in PATTERNS.items():
            if len(_merged(self.table, shape)) < len(self.table.headers) - 1:
                return source.choices == "columns" and source.column == pattern
        claims = (claim for found in self.claims.questions.values() for claim in found)
        ticks = [claim for claim in claims if claim.part and claim.read is not OtherText]
        return source.choices == "joined" or bool(ticks)

    def guessed(self, free: Sequence[Column]) -> dict[str, Column]:
        """A column for each question that the mapping does not find, assigned by likelihood."""
        wanted = {
            name: question
            for name, question in self.claims.missing.items()
            if not question.field.startswith("consent") and name not in RARELY_EXPORTED
        }
        ranked = sorted(
            (-likeness(column, name, question, self.form), place, column.at, name, column)
            for place, (name, question) in enumerate(wanted.items())
            for column in free
        )
        guessed: dict[str, Column] = {}
        for unlikeness, _, _, name, column in ranked:
            if -unlikeness >= LIKELY and name not in guessed and column not in guessed.values():
                guessed[name] = column
        return {name: guessed[name] for name in wanted if name in guessed}

    def drafted(
        self, guessed: Mapping[str, Column], moments: Sequence[str], rest: Sequence[Column]
    ) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The mapping as plain data, and the texts without a meaning by question."""
        base, source, table = self.form, self.form.source, self.table
        questions, unknown = dict[str, Any](), dict[str, list[str]]()
        asked = [(base.questions[name], column.cells) for name, column in guessed.items()]
        cells = [(cell, each) for each, cells in asked if each.kind == "choices" for cell in cells]
        in_columns = source.choices == "columns"
        separator = source.separator if in_columns else likely_separator(cells, source.separator)
        for name, column in guessed.items():
            question = base.questions[name]
            questions[name] = {"headers": [column.heading]}
            if question.kind in {"choice", "choices"}:
                accepts, texts = meanings(column.cells, question, separator)
                questions[name] |= {"accepts": accepts} if accepts else {}
                unknown |= {name: texts} if texts else {}
        surnames = [column for column in rest if column.cells and column.names(WORDS["surname"])]
        if surnames and "name" in guessed:
            rest = [column for column in rest if column is not surnames[0]]
            surname = {"field": "person.name", "ask": surnames[0].heading, "kind": "line"}
            questions["surname"] = {**surname, "required": True}
        stated: dict[str, Any] = {}
        if table.delimiter not in source.delimiters:
            stated["delimiters"] = [table.delimiter]
        if table.encoding == "windows-1252" and table.encoding not in source.encodings:
            stated["encodings"] = [table.encoding]
        if separator != source.separator:
            stated["separator"] = separator
        mapping = {
            "mapping": "my-form",
            "title": f"Drafted from {len(table.rows)} answers",
            "extends": base.mapping,
            "source": stated,
            "clock": {"moment": moments[0]} if moments else {},
            "questions": questions,
            "ignore": [column.heading for column in rest if column.heading not in base.ignore],
        }
        return {key: value for key, value in mapping.items() if value}, unknown


def suggest(path: Path, root: Path) -> Suggestion:
    """A draft of the mapping that reads the file."""
    fit = _likeliest(path, root)
    base, table, missing = fit.form, fit.table, fit.claims.missing
    known = {claim.column for found in fit.claims.questions.values() for claim in found}
    known |= {at for at, _ in fit.claims.rules}
    unread = [column for column in fit.columns if column.at not in known]
    consents = [column for column in unread if column.names(WORDS["headings"]["consent"])]
    free = [column for column in unread if column not in consents]
    guessed = fit.guessed(free)
    moments = formats(guessed["submitted"].cells) if "submitted" in guessed else ()
    rest = [column for column in free if column not in guessed.values()]
    mapping, unknown = fit.drafted(guessed, moments, rest)
    faults, problems = _trial(mapping, table, root)
    return Suggestion(
        mapping=mapping,
        base=base,
        moments=moments,
        guessed=tuple(guessed),
        missing={
            name: question
            for name, question in missing.items()
            if question.required and name not in guessed
        },
        consents=tuple(each.heading for each in consents if "consent" in missing),
        unknown=unknown,
        faults=faults,
        rows=len(table.rows),
        refused=len({problem.line for problem in problems}),
        reasons=Counter((problem.column, problem.message) for problem in problems),
    )


def _likeliest(path: Path, root: Path) -> _Fit:
    """The file read by the mapping of tool and questionnaire that fits it best."""
    fits: list[_Fit] = []
    read_once = cache(partial(read, path))  # several tools write their files alike
    for tool in (find(name, root) for name in shipped() if name not in QUESTIONNAIRES):
        source = replace(tool.source, encodings=ENCODINGS, delimiters=DELIMITERS)
        try:
            fit = _Fit(table=read_once(source), form=tool)
        except MentoringError:  # it may have fewer rows of headings than the tool writes
            if source.header_rows == 1:
                raise
            continue
        fits += [fit] if fit.writes_so() else []
    best = max(fits, key=_Fit.score)
    names = (f"{best.form.mapping}:{name}" for name in QUESTIONNAIRES[1:])
    others = (_Fit(table=best.table, form=find(name, root)) for name in names)
    other = max(others, key=_Fit.answered)
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


def _trial(
    mapping: dict[str, Any], table: Table, root: Path
) -> tuple[tuple[str, ...], list[Problem]]:
    """The faults of the draft, and the problems in the file that it was made from."""
    try:
        form = build(mapping, root)
    except DataError as error:
        return tuple(problem.message for problem in error.problems), []
    reader = Reader(table, form)
    rows = (row for row in table.rows if row.filled and not reader.left_out(row))
    answers = (answers for row in rows for answers in reader.answers(row))
    return (), [problem for each in answers for problem in each.problems]
