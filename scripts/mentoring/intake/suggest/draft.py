"""Drafts a mapping for an unknown form, for a person to complete.

The draft extends the shipped mapping that matches most headings. Each question without a column is
compared with each unmatched heading, by wording and by the content of the cells. A consent is never
guessed. It comes with what it still cannot read in its own file.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mentoring.errors import DataError, MentoringError
from mentoring.intake.forms.library import build, find, shipped
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import Question, Source
from mentoring.intake.reading import claims
from mentoring.intake.reading.answers import Reader
from mentoring.intake.reading.export import Table, read
from mentoring.intake.reading.times import formats
from mentoring.intake.suggest.likeness import (
    WORDS,
    Column,
    likely_separator,
    likeness,
    meanings,
    reads,
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

    `moments` are the possible formats of moments, `guessed` the questions whose column was guessed,
    `missing` those without a column that must be answered, `consents` the headings that may be the
    consent, and `unknown` the texts without a meaning by question. `faults` make the draft
    unusable; of `rows` rows, `refused` cannot be read, for these reasons and how often each.
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


def suggest(path: Path, root: Path) -> Suggestion:
    """A draft of the mapping that reads the file."""
    base, table = _likeliest(path, root)
    found = claims.find(table.headers, base)
    known = {at for name in found.questions for at in found.columns(name)}
    known |= {at for at, _ in found.rules}
    unread = [column for column in _columns(table, base) if column.at not in known]
    consents = [column for column in unread if column.names(WORDS["headings"]["consent"])]
    free = [column for column in unread if column not in consents]
    missing = {name: base.questions[name] for name in base.questions if name not in found.questions}
    guessed = _guessed(free, missing, base)
    moments = formats(guessed["submitted"].cells) if "submitted" in guessed else ()
    rest = [column for column in free if column not in guessed.values()]
    mapping, unknown = _drafted(base, table, guessed, moments, rest)
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


def _likeliest(path: Path, root: Path) -> tuple[FormMapping, Table]:
    """The mapping of tool and questionnaire that fits the file best, and the file read by it."""
    tables: dict[Source, Table | None] = {}
    fits: list[tuple[tuple[int, float, int], FormMapping, Table]] = []
    for tool in (find(name, root) for name in shipped() if name not in QUESTIONNAIRES):
        source = replace(tool.source, encodings=ENCODINGS, delimiters=DELIMITERS)
        if source not in tables:
            tables[source] = _read(path, source)
        table = tables[source]
        if table and _writes_so(table, tool):
            fits.append((_score(table, tool), tool, table))
    _, tool, table = max(fits, key=lambda fit: fit[0])
    others = [find(f"{tool.mapping}:{name}", root) for name in QUESTIONNAIRES[1:]]
    answered = {form.mapping: _answered(table, form) for form in (tool, *others)}
    other = max(others, key=lambda form: answered[form.mapping])
    return (other if answered[other.mapping][0] > answered[tool.mapping][0] else tool), table


def _read(path: Path, source: Source) -> Table | None:
    """The file read in a tool's format; None if it has fewer heading rows than that format."""
    try:
        return read(path, source)
    except MentoringError:
        if source.header_rows == 1:
            raise
        return None


def _writes_so(table: Table, tool: FormMapping) -> bool:
    """Whether the file heads columns of choices in the way of the tool."""
    matched = (
        pattern
        for pattern, shape in PATTERNS.items()
        if len(_merged(table, shape)) < len(table.headers) - 1
    )
    if pattern := next(matched, None):
        return tool.source.choices == "columns" and tool.source.column == pattern
    questions = claims.find(table.headers, tool).questions.values()
    in_columns = any(claim.use == "choice" for found in questions for claim in found)
    return tool.source.choices == "joined" or in_columns


def _columns(table: Table, form: FormMapping) -> list[Column]:
    return _merged(table, PATTERNS.get(form.source.column))


def _merged(table: Table, shape: re.Pattern[str] | None) -> list[Column]:
    """The columns; those of one question's choices are merged, with the ticked choices as cells."""
    columns: dict[str, Column] = {}
    choices = [shape and shape.fullmatch(header.strip()) for header in table.headers]
    repeated = Counter(choice["ask"] for choice in choices if choice)
    for at, (text, choice) in enumerate(zip(table.headers, choices, strict=True)):
        cells = (row.cells[at].strip() for row in table.rows[:SAMPLE] if at < len(row.cells))
        if choice and repeated[choice["ask"]] > 1:
            ask = choice["ask"].strip()
            before = columns.get(ask, Column(heading=ask, at=at, cells=()))
            columns[ask] = replace(before, cells=(*before.cells, *(choice["caption"],) * 2))
        elif text.strip():
            filled = tuple(filter(None, cells))
            columns[f"{text}\n{at}"] = Column(heading=text.strip(), at=at, cells=filled)
    return list(columns.values())


def _score(table: Table, tool: FormMapping) -> tuple[int, float, int]:
    """How many questions a mapping finds, how well it reads them, and what it ignores."""
    found = claims.find(table.headers, tool)
    cells = {column.at: column.cells for column in _columns(table, tool)}
    shares = (
        sum(reads(cell, tool.questions[name], tool) for cell in cells[at]) / len(cells[at])
        for name, columns in found.questions.items()
        for at in (column.column for column in columns if column.use == "answer")
        if cells.get(at)
    )
    return len(found.questions), round(sum(shares), 6), len(found.ignored)


def _answered(table: Table, form: FormMapping) -> tuple[float, int]:
    """How many columns answer a form's questions (possible ones by half), and what it lacks."""
    found = claims.find(table.headers, form)
    missing = {name: form.questions[name] for name in form.questions if name not in found.questions}
    likely = sum(
        any(likeness(column, name, missing[name], form) >= LIKELY for name in missing)
        for column in _columns(table, form)
        if column.at in found.unread
    )
    known = len(table.headers) - len(found.unread)
    return known + likely / 2, -sum(question.required for question in missing.values())


def _guessed(
    free: Sequence[Column], missing: Mapping[str, Question], base: FormMapping
) -> dict[str, Column]:
    """A column for each question that the mapping does not find, assigned by likelihood."""
    wanted = {
        name: question
        for name, question in missing.items()
        if not question.field.startswith("consent") and name not in RARELY_EXPORTED
    }
    ranked = sorted(
        (-likeness(column, name, question, base), place, column.at, name, column)
        for place, (name, question) in enumerate(wanted.items())
        for column in free
    )
    guessed: dict[str, Column] = {}
    for unlikeness, _, _, name, column in ranked:
        if -unlikeness >= LIKELY and name not in guessed and column not in guessed.values():
            guessed[name] = column
    return {name: guessed[name] for name in wanted if name in guessed}


def _drafted(
    base: FormMapping,
    table: Table,
    guessed: Mapping[str, Column],
    moments: Sequence[str],
    rest: Sequence[Column],
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The mapping as plain data, and the texts without a meaning by question."""
    source, questions, unknown = base.source, dict[str, Any](), dict[str, list[str]]()
    choices = [name for name in guessed if base.questions[name].kind == "choices"]
    cells = ((cell, base.questions[name]) for name in choices for cell in guessed[name].cells)
    in_columns = source.choices == "columns"
    separator = source.separator if in_columns else likely_separator(cells, source.separator)
    for name, column in guessed.items():
        question = base.questions[name]
        questions[name] = {"headers": [column.heading]}
        if question.kind in {"choice", "choices"}:
            accepts, texts = meanings(column.cells, question, separator)
            questions[name] |= {"accepts": accepts} if accepts else {}
            unknown |= {name: texts} if texts else {}
    named = (column for column in rest if column.cells and column.names(WORDS["surname"]))
    if "name" in guessed and (surname := next(named, None)):
        ask, rest = surname.heading, [column for column in rest if column is not surname]
        questions["surname"] = {
            "field": "person.name",
            "ask": ask,
            "kind": "line",
            "required": True,
        }
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


def _trial(
    mapping: dict[str, Any], table: Table, root: Path
) -> tuple[tuple[str, ...], list[Problem]]:
    """The faults of the draft, and the problems in the file that it was made from."""
    try:
        form = build(mapping, root)
    except DataError as error:
        return tuple(problem.message for problem in error.problems), []
    reader = Reader(table, claims.find(table.headers, form), form)
    return (), [
        problem
        for row in table.rows
        if row.filled and not reader.left_out(row)
        for answers in reader.answers(row)
        for problem in answers.problems
    ]
