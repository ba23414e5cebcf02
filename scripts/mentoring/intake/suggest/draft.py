"""A first draft of a mapping for a form that no mapping knows, for a person to finish.

The shipped mapping that knows most of the headings is taken over. Each question that it does not
find is compared with each heading that it does not know, by wording and by what the cells hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mentoring.files.yaml.emit import dump
from mentoring.intake.forms.library import find, shipped
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading import headings
from mentoring.intake.reading.export import read
from mentoring.intake.suggest.hints import HEADINGS, SURNAME, told
from mentoring.intake.suggest.meanings import meanings, notices, separator
from mentoring.intake.suggest.similarity import Column, likeness, reads
from mentoring.intake.suggest.timestamp_formats import formats
from mentoring.people.normalized_words import bare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentoring.intake.forms.mapping import Mapping
    from mentoring.intake.reading.table import Table

ANY = Source(encodings=("utf-8", "windows-1252"), delimiters=(",", ";", "\t"))
LIKELY = 0.5
SAMPLE = 200  # rows that are looked at
CHOICE = re.compile(r"(?P<ask>.*\S)\s*\[(?P<caption>.+)\]")


def suggest(path: Path, root: Path) -> str:
    """A mapping as YAML, with what has to be looked at in comments above it."""
    table = read(path, ANY)
    every = _columns(table)
    mapping = max(_tools(root, several=len(every) < len(table.headers)), key=_knows(table, every))
    draft = _Draft(table, mapping, every)
    remarks = "".join(f"# {line}\n" for line in draft.remarks())
    return remarks + dump(draft.mapping())


def _columns(table: Table) -> list[Column]:
    """The columns; those of one question's choices as one, whose cells are what was ticked."""
    found: dict[str, Column] = {}
    for at, heading in enumerate(table.headers):
        cells = [row.cells[at].strip() for row in table.rows[:SAMPLE] if at < len(row.cells)]
        choice = CHOICE.fullmatch(heading.strip())
        name = choice["ask"] if choice else f"{heading}\n{at}"
        filled = (choice["caption"],) * 2 if choice else tuple(filter(None, cells))
        before = found[name].cells if choice and name in found else ()
        text = choice["ask"] if choice else heading
        place = found[name].at if name in found else at
        found[name] = Column(heading=text.strip(), at=place, cells=(*before, *filled))
    return [one for one in found.values() if one.heading]


def _tools(root: Path, *, several: bool) -> Iterator[Mapping]:
    """The shipped mappings of tools; a questionnaire alone knows no tool."""
    for name in shipped():
        mapping = find(name, root)
        fits = (mapping.source.choices == "columns") == several
        if mapping.record == "application" and name != "application" and fits:
            yield mapping


def _knows(table: Table, every: list[Column]) -> Any:  # noqa: ANN401 (a sorting key)
    """How many of the headings a mapping knows, and how well it reads what stands below them."""
    by_place = {one.at: one for one in every}

    def key(mapping: Mapping) -> tuple[int, float]:
        known = headings.find(table.headers, mapping).columns
        questions = mapping.questions
        cells = {one: by_place[at[0]].cells for one, at in known.items() if at[0] in by_place}
        shares = (
            sum(reads(cell, questions[one], mapping) for cell in found) / len(found)
            for one, found in cells.items()
            if found
        )
        return len(known), sum(shares)

    return key


class _Draft:
    """What is guessed of one form, over the mapping that knows it best."""

    def __init__(self, table: Table, mapping: Mapping, every: list[Column]) -> None:
        self._table, self._base = table, mapping
        self._found = headings.find(table.headers, mapping)
        asked = (*self._found.columns, *self._found.choices)
        known = {min(self._found.of(name)) for name in asked}
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
        """What a person has to look at before the draft is used."""
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
        """A consent that does not say to which version of the notice cannot be recorded."""
        asked = [one.heading for one in self._unread if told(_plain(one), HEADINGS["consent"])]
        if asked and "consent" not in self._guessed:
            yield f"“{asked[0]}” may be the consent, but its answers do not say to which notice:"
            yield "have them say it, as in “I have read privacy notice 2026-1 and agree to it”."

    def _guess(self) -> dict[str, Column]:
        """The column of each question that the mapping does not find, the likeliest first."""
        asked = self._base.questions.items()
        missing = {name: one for name, one in asked if not self._found.asks(name)}
        ranked = sorted(
            (-likeness(column, name, question, self._base), place, name, column.at, column)
            for place, (name, question) in enumerate(missing.items())
            for column in self._unread
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
        """How the file is written, where that is not as the mapping says."""
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
        """The question with its heading, and captions that the mapping has not."""
        question, column = self._base.questions[name], self._guessed[name]
        drafted: dict[str, Any] = {"headers": [column.heading]}
        if question.kind in {"choice", "choices"}:
            accepts, unknown = meanings(column.cells, question, self._between)
            drafted |= {"accepts": accepts} if accepts else {}
            self._unknown |= {name: unknown} if unknown else {}
        if question.kind == "notice" and (captions := notices(column.cells)):
            drafted["accepts"] = captions
        return drafted

    def _name_in_two(self) -> Column | None:
        """The column of the surname, where the name is asked for in two."""
        taken = {one.at for one in self._guessed.values()}
        free = (one for one in self._unread if one.at not in taken)
        named = (one for one in free if told(_plain(one), SURNAME))
        return next(named, None)

    def _with_surname(self) -> dict[str, Any]:
        if self._surname is None:
            return {}
        ask = self._surname.heading
        return {"surname": {"field": "person.name", "ask": ask, "kind": "line", "required": True}}

    def _formats(self) -> tuple[str, ...]:
        column = self._guessed.get("submitted")
        return formats(column.cells) if column else ()


def _plain(column: Column) -> str:
    return bare(headings.heading(column.heading))
