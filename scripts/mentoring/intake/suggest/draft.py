"""Drafts a mapping for an unknown form, for a person to complete.

The draft extends the shipped mapping that matches most headings. Each question without a column is
compared with each unmatched heading, by wording and by the content of the cells. A consent is never
guessed. Comments above the draft list what it still cannot read in its own file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from mentoring.errors import DataError, MentoringError
from mentoring.files.yaml.emit import dump
from mentoring.intake.forms.library import build, find, shipped
from mentoring.intake.forms.mapping import Mapping, Source
from mentoring.intake.reading import headings
from mentoring.intake.reading.answers import Reader
from mentoring.intake.reading.export import read
from mentoring.intake.reading.table import Table
from mentoring.intake.suggest.hints import HEADINGS, SURNAME, told
from mentoring.intake.suggest.meanings import meanings, separator
from mentoring.intake.suggest.similarity import Column, likeness, reads
from mentoring.intake.suggest.timestamp_formats import formats
from mentoring.people.normalized_words import bare

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
    draft = _Draft(table, base, _columns(table, base.source.column))
    plain = draft.mapping()
    remarks = [*draft.remarks(), *_trial(plain, table, root)]
    return "".join(f"# {line}\n" for line in remarks) + dump(plain)


def _likeliest(path: Path, root: Path) -> tuple[Mapping, Table]:
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
    _, tool, table = max(found, key=lambda one: one[0])
    others = [find(f"{tool.mapping}:{one}", root) for one in QUESTIONNAIRES[1:]]
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


def _writes_so(table: Table, tool: Mapping) -> bool:
    """Whether the file heads columns of choices in the way of the tool."""
    patterns = (name for name in PATTERNS if len(_columns(table, name)) < len(table.headers) - 1)
    pattern = next(patterns, None)
    if pattern is None:
        return tool.source.choices == "joined" or bool(headings.find(table.headers, tool).choices)
    return tool.source.choices == "columns" and tool.source.column == pattern


def _columns(table: Table, pattern: str) -> list[Column]:
    """The columns; those of one question's choices are merged, with the ticked choices as cells."""
    found: dict[str, Column] = {}
    choices = (
        [PATTERNS[pattern].fullmatch(header.strip()) for header in table.headers]
        if (pattern in PATTERNS)
        else [None] * len(table.headers)
    )
    repeated = Counter(one["ask"] for one in choices if one)
    for at, heading in enumerate(table.headers):
        cells = [row.cells[at].strip() for row in table.rows[:SAMPLE] if at < len(row.cells)]
        choice = choices[at]
        choice = choice if choice and repeated[choice["ask"]] > 1 else None
        name = choice["ask"] if choice else f"{heading}\n{at}"
        filled = (choice["caption"],) * 2 if choice else tuple(filter(None, cells))
        before = found[name].cells if choice and name in found else ()
        text = choice["ask"] if choice else heading
        place = found[name].at if name in found else at
        found[name] = Column(heading=text.strip(), at=place, cells=(*before, *filled))
    return [one for one in found.values() if one.heading]


def _reads(table: Table, tool: Mapping) -> tuple[int, float, int]:
    """A score: how many questions a mapping finds, how well it reads them, what it ignores."""
    found = headings.find(table.headers, tool)
    by_place = {column.at: column.cells for column in _columns(table, tool.source.column)}
    shares = (
        sum(reads(cell, tool.questions[name], tool) for cell in by_place[at]) / len(by_place[at])
        for name, places in found.columns.items()
        for at in places
        if by_place.get(at)
    )
    return len({*found.columns, *found.choices}), round(sum(shares), 6), len(found.ignored)


def _answers(table: Table, form: Mapping) -> tuple[float, int]:
    """A score: columns that answer a form's questions (possible ones by half), and what lacks."""
    found = headings.find(table.headers, form)
    columns = _columns(table, form.source.column)
    missing = {name: one for name, one in form.questions.items() if not found.asks(name)}
    known = len(table.headers) - len(found.unread)
    likely = sum(
        any(likeness(column, name, one, form) >= LIKELY for name, one in missing.items())
        for column in columns
        if column.at in found.unread
    )
    return known + likely / 2, -sum(one.required for one in missing.values())


def _trial(plain: dict[str, Any], table: Table, root: Path) -> Iterator[str]:
    """What the draft cannot read in the file that it was made from."""
    try:
        mapping = build(plain, root)
    except DataError as error:
        yield from (f"It cannot be used as it stands: {one.message}" for one in error.problems)
        return
    found = headings.find(table.headers, mapping)
    reader = Reader(table, found, mapping, "")
    problems = [
        problem
        for row in table.rows
        if not row.blank and not reader.left_out(row)
        for answers in reader.answers(row)
        for problem in answers.problems
    ]
    rows = {problem.line for problem in problems}
    if rows:
        yield f"With it, {len(rows)} of {len(table.rows)} rows cannot be read:"
    for (column, message), count in Counter((one.column, one.message) for one in problems).items():
        yield f"  {count} in column {column}: {message}."


class _Draft:
    """The guesses about one form, on top of the mapping that fits it best."""

    def __init__(self, table: Table, mapping: Mapping, every: list[Column]) -> None:
        self._table, self._base = table, mapping
        self._found = headings.find(table.headers, mapping)
        asked = (*self._found.columns, *self._found.choices)
        known = {at for name in asked for at in self._found.of(name)}
        known |= {at for at, _ in self._found.rules}
        self._unread = [one for one in every if one.at not in known]
        self._guessed = self._guess()
        self._between = self._separator()
        self._unknown: dict[str, list[str]] = {}
        self._questions = {name: self._question(name) for name in self._guessed}
        self._surname = self._name_in_two()
        self._moments = self._formats()

    def mapping(self) -> dict[str, Any]:
        """The mapping as plain data."""
        taken = {one.at for one in self._guessed.values()}
        taken |= {self._surname.at} if self._surname else set()
        taken |= {one.at for one in self._unread if _is_consent(one)}
        ignored = [one.heading for one in self._unread if one.at not in taken]
        drafted = {
            "mapping": "my-form",
            "title": f"Drafted from {len(self._table.rows)} answers",
            "extends": self._base.mapping,
            "source": self._source(),
            "clock": {"moment": self._moments[0]} if self._moments else {},
            "questions": {**self._questions, **self._with_surname()},
            "ignore": [one for one in ignored if one not in self._base.ignore],
        }
        return {key: value for key, value in drafted.items() if value}

    def remarks(self) -> Iterator[str]:
        """What a person has to check before using the draft."""
        yield "A draft. Look at every line: each was guessed from headings and answers."
        zone = self._base.clock.zone
        if self._moments:
            yield f"Moments are read as {' or '.join(self._moments)}: keep what is right, and state"
            yield f"its `zone` under `clock`, unless it is {zone}."
        else:
            yield f"Moments are read as in {self._base.mapping}; state `clock` if yours differ."
        for name, question in self._base.questions.items():
            if question.required and not self._found.asks(name) and name not in self._guessed:
                yield f"Not found: {name} (“{question.ask}”), which must be answered."
        yield from self._about_consent()
        for name, texts in self._unknown.items():
            yield f"Say under `accepts` of {name} what these mean: {'; '.join(texts)}."
        if self._guessed:
            yield f"Check the headings and `accepts` of: {', '.join(self._guessed)}."

    def _about_consent(self) -> Iterator[str]:
        """Remarks on consent, which a person must map: its column, and the notice of each text."""
        asked = [one.heading for one in self._unread if _is_consent(one)]
        if asked and not self._found.asks("consent"):
            columns = "”, “".join(asked)
            yield f"“{columns}” may be the consent, which is never guessed: state its heading and,"
            yield "under `accepts`, the notice that each answer agrees to, such as 2026-1."

    def _guess(self) -> dict[str, Column]:
        """A column for each question that the mapping does not find, assigned by likelihood."""
        asked = self._base.questions.items()
        missing = {
            name: one
            for name, one in asked
            if not (self._found.asks(name) or one.field.startswith("consent") or name in OF_THE_ROW)
        }
        ranked = sorted(
            (-likeness(column, name, question, self._base), place, name, column.at, column)
            for place, (name, question) in enumerate(missing.items())
            for column in self._unread
            if not _is_consent(column)
        )
        guessed: dict[str, Column] = {}
        for unlikeness, _, name, _, column in ranked:
            if -unlikeness >= LIKELY and name not in guessed and column not in guessed.values():
                guessed[name] = column
        return {name: guessed[name] for name in missing if name in guessed}

    def _separator(self) -> str:
        usual = self._base.source.separator
        if self._base.source.choices == "columns":
            return usual
        questions = {name: self._base.questions[name] for name in self._guessed}
        several = {name: one for name, one in questions.items() if one.kind == "choices"}
        answers = ((cell, several[name]) for name in several for cell in self._guessed[name].cells)
        return separator(answers, usual)

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

    def _name_in_two(self) -> Column | None:
        """The column of the surname, if the name is asked for in two columns."""
        taken = {one.at for one in self._guessed.values()}
        free = (one for one in self._unread if one.at not in taken)
        named = (one for one in free if one.cells and told(_plain(one), SURNAME))
        return next(named, None) if "name" in self._guessed else None

    def _with_surname(self) -> dict[str, Any]:
        if self._surname is None:
            return {}
        ask = self._surname.heading
        return {"surname": {"field": "person.name", "ask": ask, "kind": "line", "required": True}}

    def _formats(self) -> tuple[str, ...]:
        column = self._guessed.get("submitted")
        return formats(column.cells) if column else ()


def _is_consent(column: Column) -> bool:
    return told(_plain(column), HEADINGS["consent"]) > 0


def _plain(column: Column) -> str:
    return bare(headings.heading(column.heading))
