"""Drafts a mapping for an unknown form, for a person to complete.

The draft extends the shipped mapping that matches most headings. Each question without a column is
compared with each unmatched heading, by wording and by the content of the cells. A consent is never
guessed. Comments above the draft list what it still cannot read in its own file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mentoring.errors import DataError, MentoringError
from mentoring.files.yaml.emit import dump
from mentoring.intake.forms.library import build, find, shipped
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading import claims
from mentoring.intake.reading.answers import Reader
from mentoring.intake.reading.export import Table, read
from mentoring.intake.reading.times import formats
from mentoring.intake.suggest.likeness import (
    HEADINGS,
    SURNAME,
    Column,
    likeness,
    meanings,
    reads,
    separator,
)

ENCODINGS = ("utf-8", "windows-1252")
QUESTIONNAIRES = ("application", "check-in", "terms", "signature", "review")
OF_THE_ROW = frozenset({"modified", "state"})  # which few tools export
DELIMITERS = (",", ";", "\t")
LIKELY = 0.5
SAMPLE = 200  # rows that are examined
PATTERNS = {
    "{ask} [{caption}]": re.compile(r"(?P<ask>.*\S)\s*\[(?P<caption>.+)\]"),
    "{ask}/{caption}": re.compile(r"(?P<ask>[^/]*\S)/(?P<caption>[^/]+)"),
    "{ask} - {caption}": re.compile(r"(?P<ask>.*\S) - (?P<caption>.+)"),
}


def suggest(path: Path, root: Path) -> str:
    """A mapping as YAML, with points to check in comments above it."""
    base, table = _likeliest(path, root)
    draft = _Draft(table, base)
    plain = draft.mapping()
    remarks = [*draft.remarks(), *_trial(plain, table, root)]
    return "".join(f"# {line}\n" for line in remarks) + dump(plain)


def _likeliest(path: Path, root: Path) -> tuple[FormMapping, Table]:
    """The mapping of tool and questionnaire that fits the file best, and the file read by it."""
    tables: dict[Source, Table | None] = {}
    found = []
    for tool in (find(name, root) for name in shipped() if name not in QUESTIONNAIRES):
        source = replace(tool.source, encodings=ENCODINGS, delimiters=DELIMITERS)
        if source not in tables:
            tables[source] = _read(path, source)
        table = tables[source]
        if table and _writes_so(table, tool):
            found.append((_reads(table, tool), tool, table))
    _, tool, table = max(found, key=lambda fit: fit[0])
    others = [find(f"{tool.mapping}:{name}", root) for name in QUESTIONNAIRES[1:]]
    other = max(others, key=lambda form: _answers(table, form))
    return (other if _answers(table, other)[0] > _answers(table, tool)[0] else tool), table


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
    patterns = (name for name in PATTERNS if len(_columns(table, name)) < len(table.headers) - 1)
    pattern = next(patterns, None)
    if pattern is None:
        return tool.source.choices == "joined" or _in_columns(claims.find(table.headers, tool))
    return tool.source.choices == "columns" and tool.source.column == pattern


def _in_columns(found: claims.Claims) -> bool:
    return any(claim.use == "choice" for each in found.questions.values() for claim in each)


def _columns(table: Table, pattern: str) -> list[Column]:
    """The columns; those of one question's choices are merged, with the ticked choices as cells."""
    found: dict[str, Column] = {}
    shape = PATTERNS.get(pattern)
    choices = [shape and shape.fullmatch(header.strip()) for header in table.headers]
    repeated = Counter(choice["ask"] for choice in choices if choice)
    for at, (text, choice) in enumerate(zip(table.headers, choices, strict=True)):
        cells = (row.cells[at].strip() for row in table.rows[:SAMPLE] if at < len(row.cells))
        filled = tuple(filter(None, cells))
        if choice and repeated[choice["ask"]] > 1:
            ask = choice["ask"].strip()
            before = found.get(ask, Column(heading=ask, at=at, cells=()))
            found[ask] = replace(before, cells=(*before.cells, *(choice["caption"],) * 2))
        elif text.strip():
            found[f"{text}\n{at}"] = Column(heading=text.strip(), at=at, cells=filled)
    return list(found.values())


def _reads(table: Table, tool: FormMapping) -> tuple[int, float, int]:
    """A score: how many questions a mapping finds, how well it reads them, what it ignores."""
    found = claims.find(table.headers, tool)
    cells = {column.at: column.cells for column in _columns(table, tool.source.column)}
    shares = (
        sum(reads(cell, tool.questions[name], tool) for cell in cells[at]) / len(cells[at])
        for name, columns in found.questions.items()
        for at in (column.column for column in columns if column.use == "answer")
        if cells.get(at)
    )
    return len(found.questions), round(sum(shares), 6), len(found.ignored)


def _answers(table: Table, form: FormMapping) -> tuple[float, int]:
    """A score: columns that answer a form's questions (possible ones by half), and what lacks."""
    found = claims.find(table.headers, form)
    missing = {
        name: question for name, question in form.questions.items() if name not in found.questions
    }
    likely = sum(
        any(likeness(column, name, missing[name], form) >= LIKELY for name in missing)
        for column in _columns(table, form.source.column)
        if column.at in found.unread
    )
    known = len(table.headers) - len(found.unread)
    return known + likely / 2, -sum(question.required for question in missing.values())


def _trial(plain: dict[str, Any], table: Table, root: Path) -> Iterator[str]:
    """What the draft cannot read in the file that it was made from."""
    try:
        mapping = build(plain, root)
    except DataError as error:
        yield from (f"It cannot be used as it is: {problem.message}" for problem in error.problems)
        return
    reader = Reader(table, claims.find(table.headers, mapping), mapping, "")
    problems = [
        problem
        for row in table.rows
        if row.filled and not reader.left_out(row)
        for answers in reader.answers(row)
        for problem in answers.problems
    ]
    if problems:
        rows = len({problem.line for problem in problems})
        yield f"With it, {rows} of {len(table.rows)} rows cannot be read:"
    counts = Counter((problem.column, problem.message) for problem in problems)
    for (column, message), count in counts.items():
        yield f"  {count} in column {column}: {message}."


class _Draft:
    """The guesses about one form, on top of the mapping that fits it best."""

    def __init__(self, table: Table, base: FormMapping) -> None:
        self._table, self._base = table, base
        self._found = claims.find(table.headers, base)
        known = {at for name in self._found.questions for at in self._found.columns(name)}
        known |= {at for at, _ in self._found.rules}
        every = _columns(table, base.source.column)
        unread = [column for column in every if column.at not in known]
        self._consents = [column for column in unread if column.names(HEADINGS["consent"])]
        free = [column for column in unread if column not in self._consents]
        self._guessed = self._guess(free)
        taken = {column.at for column in self._guessed.values()}
        self._rest = [column for column in free if column.at not in taken]
        named = (column for column in self._rest if column.cells and column.names(SURNAME))
        self._surname = next(named, None) if "name" in self._guessed else None
        self._between = self._separator()
        self._unknown: dict[str, list[str]] = {}
        submitted = self._guessed.get("submitted")
        self._moments = formats(submitted.cells) if submitted else ()

    def _guess(self, free: list[Column]) -> Mapping[str, Column]:
        """A column for each question that the mapping does not find, assigned by likelihood."""
        missing = {
            name: question
            for name, question in self._base.questions.items()
            if name not in self._found.questions
            and not question.field.startswith("consent")
            and name not in OF_THE_ROW
        }
        ranked = sorted(
            (-likeness(column, name, question, self._base), place, column.at, name, column)
            for place, (name, question) in enumerate(missing.items())
            for column in free
        )
        guessed: dict[str, Column] = {}
        for unlikeness, _, _, name, column in ranked:
            if -unlikeness >= LIKELY and name not in guessed and column not in guessed.values():
                guessed[name] = column
        return {name: guessed[name] for name in missing if name in guessed}

    def _separator(self) -> str:
        usual = self._base.source.separator
        if self._base.source.choices == "columns":
            return usual
        questions = self._base.questions
        several = (
            (cell, questions[name])
            for name, column in self._guessed.items()
            if questions[name].kind == "choices"
            for cell in column.cells
        )
        return separator(several, usual)

    def mapping(self) -> dict[str, Any]:
        """The mapping as plain data."""
        questions = {name: self._question(name) for name in self._guessed}
        if self._surname:
            ask = self._surname.heading
            name = {"field": "person.name", "ask": ask, "kind": "line", "required": True}
            questions["surname"] = name
        ignored = [column.heading for column in self._rest if column is not self._surname]
        drafted = {
            "mapping": "my-form",
            "title": f"Drafted from {len(self._table.rows)} answers",
            "extends": self._base.mapping,
            "source": self._source(),
            "clock": {"moment": self._moments[0]} if self._moments else {},
            "questions": questions,
            "ignore": [text for text in ignored if text not in self._base.ignore],
        }
        return {key: value for key, value in drafted.items() if value}

    def _source(self) -> dict[str, Any]:
        """The format of the file, where it differs from the mapping."""
        source, table = self._base.source, self._table
        stated: dict[str, Any] = {}
        if table.delimiter not in source.delimiters:
            stated["delimiters"] = [table.delimiter]
        if table.encoding == "windows-1252" and table.encoding not in source.encodings:
            stated["encodings"] = [table.encoding]
        if self._between != source.separator:
            stated["separator"] = self._between
        return stated

    def _question(self, name: str) -> dict[str, Any]:
        """The question with its heading, and captions that the mapping lacks."""
        question, column = self._base.questions[name], self._guessed[name]
        drafted: dict[str, Any] = {"headers": [column.heading]}
        if question.kind in {"choice", "choices"}:
            accepts, unknown = meanings(column.cells, question, self._between)
            drafted |= {"accepts": accepts} if accepts else {}
            self._unknown |= {name: unknown} if unknown else {}
        return drafted

    def remarks(self) -> Iterator[str]:
        """What a person has to check before using the draft."""
        yield "A draft. Check every line: each was guessed from headings and answers."
        if self._moments:
            yield f"Moments are read as {' or '.join(self._moments)}: keep the right one, and state"
            yield f"its `zone` under `clock`, unless it is {self._base.clock.zone}."
        else:
            yield f"Moments are read as in {self._base.mapping}; state `clock` if yours differ."
        for name, question in self._base.questions.items():
            if (
                question.required
                and name not in self._found.questions
                and name not in self._guessed
            ):
                yield f"Not found: {name} (“{question.ask}”), which must be answered."
        if self._consents and "consent" not in self._found.questions:
            columns = "”, “".join(column.heading for column in self._consents)
            yield f"“{columns}” may be the consent, which is never guessed: state its heading and,"
            yield "under `accepts`, the notice that each answer agrees to, such as 2026-1."
        for name, texts in self._unknown.items():
            yield f"Say under `accepts` of {name} what these mean: {'; '.join(texts)}."
        if self._guessed:
            yield f"Check the headings and `accepts` of: {', '.join(self._guessed)}."
