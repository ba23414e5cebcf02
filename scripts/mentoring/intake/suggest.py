"""A first draft of a mapping for a form that no mapping knows, for a person to finish.

The shipped mapping that knows most of the headings is taken over. Each question that it does not
find is compared with each heading that it does not know, by wording and by what the cells hold.
"""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Any

from mentoring.files.yaml.emit import dump
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.library import find, shipped
from mentoring.intake.forms.mapping import Source
from mentoring.intake.reading import headings
from mentoring.intake.reading.cells import UnreadableError, cleaned, reader
from mentoring.intake.reading.export import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentoring.intake.forms.mapping import Mapping, Question
    from mentoring.intake.reading.headings import Headings
    from mentoring.intake.reading.table import Table

ANY = Source(encodings=("utf-8", "windows-1252"), delimiters=(",", ";", "\t"))
TELLING = frozenset({"email", "choice", "choices", "notice", "moment"})  # kinds few cells are of
LIKELY = 0.5
SAMPLE = 200  # rows that are looked at
SEEN = 2  # times that a text must be there to be taken for a caption rather than for words


def suggest(path: Path, root: Path) -> str:
    """A mapping as YAML, with what has to be looked at in comments above it."""
    table = read(path, ANY)
    mapping = max(_tools(root), key=lambda one: _knows(table, one))
    found = headings.find(table.headers, mapping)
    guessed = _guessed(table, mapping, found)
    questions = {name: _question(table, mapping, name, at) for name, at in guessed.items()}
    taken = {table.headers[at] for at in guessed.values()}
    drafted = {
        "mapping": "my-form",
        "title": f"Drafted from {len(table.rows)} answers",
        "extends": mapping.mapping,
        "questions": questions,
        "ignore": [heading for heading in found.unread if heading not in taken],
    }
    remarks = "".join(f"# {line}\n" for line in _remarks(mapping, found, guessed))
    return remarks + dump({key: value for key, value in drafted.items() if value})


def _tools(root: Path) -> Iterator[Mapping]:
    """The shipped mappings of tools; a questionnaire alone knows no tool."""
    mappings = (find(name, root) for name in shipped())
    return (one for one in mappings if one.record == "application" and one.mapping != "application")


def _knows(table: Table, mapping: Mapping) -> tuple[int, float]:
    """How many of the headings the mapping knows, and how well it reads what stands below them."""
    columns = headings.find(table.headers, mapping).columns
    questions = mapping.questions
    shares = (_fitting(_cells(table, at), questions[one], mapping) for one, at in columns.items())
    return len(columns), sum(shares)


def _guessed(table: Table, mapping: Mapping, found: Headings) -> dict[str, int]:
    """The column of each question that the mapping does not find, the likeliest first."""
    unread = [at for at, text in enumerate(table.headers) if text in found.unread]
    missing = {name: one for name, one in mapping.questions.items() if not found.asks(name)}
    ranked = sorted(
        (-_likeness(table, mapping, question, at), name, at)
        for name, question in missing.items()
        for at in unread
    )
    guessed: dict[str, int] = {}
    for unlikeness, name, at in ranked:
        if -unlikeness >= LIKELY and name not in guessed and at not in guessed.values():
            guessed[name] = at
    return guessed


def _likeness(table: Table, mapping: Mapping, question: Question, at: int) -> float:
    """From 0 to 1: how alike the wordings are, and, for telling kinds, how many cells fit."""
    own = headings.heading(table.headers[at])
    wordings = (headings.heading(one) for one in (question.ask, *question.headers))
    worded = max(difflib.SequenceMatcher(None, own, one).ratio() for one in wordings)
    if question.kind not in TELLING:
        return worded
    return (worded + 2 * _fitting(_cells(table, at), question, mapping)) / 3


def _cells(table: Table, at: int) -> list[str]:
    cells = (row.cells[at] for row in table.rows[:SAMPLE] if at < len(row.cells))
    return [cell.strip() for cell in cells if cell.strip()]


def _fitting(cells: list[str], question: Question, mapping: Mapping) -> float:
    """The share of the cells that the question's kind can read."""
    if not cells:
        return 0.0
    if question.kind == "email":
        return sum("@" in cell for cell in cells) / len(cells)
    return sum(_reads(cell, question, mapping) for cell in cells) / len(cells)


def _reads(cell: str, question: Question, mapping: Mapping) -> bool:
    try:
        reader(question, mapping)(cleaned(cell))
    except UnreadableError:
        return False
    return True


def _question(table: Table, mapping: Mapping, name: str, at: int) -> dict[str, Any]:
    """The question with its heading, and captions that the cells have and the mapping has not."""
    question = mapping.questions[name]
    drafted: dict[str, Any] = {"headers": [table.headers[at].strip()]}
    new = dict(_new_captions(_cells(table, at), question, mapping))
    return {**drafted, "accepts": new} if new else drafted


def _new_captions(
    cells: list[str], question: Question, mapping: Mapping
) -> Iterator[tuple[str, Any]]:
    """Texts that recur and are no caption, each with the meaning of the nearest caption."""
    if question.kind not in {"choice", "choices"}:
        return
    known = {plain(one): value for one, value in question.captions.items()}
    pieces = Counter(
        piece.strip() for cell in cells for piece in cell.split(mapping.source.separator.strip())
    )
    for piece, times in sorted(pieces.items()):
        if times >= SEEN and plain(piece) not in known:
            near = difflib.get_close_matches(plain(piece), known, n=1, cutoff=0.0)
            yield piece, known[near[0]] if near else None


def _remarks(mapping: Mapping, found: Headings, guessed: dict[str, int]) -> Iterator[str]:
    """What a person has to look at before the draft is used."""
    yield "A draft. Look at every line: each was guessed from headings and answers."
    yield f"Days and moments are read as in {mapping.mapping}; state `clock` if yours differ."
    for name, question in mapping.questions.items():
        if question.required and not found.asks(name) and name not in guessed:
            yield f"Not found: {name} (“{question.ask}”), which must be answered."
    if guessed:
        yield f"Check the headings and `accepts` of: {', '.join(guessed)}."
