"""Rates how likely a column answers a question, by its heading and its cells."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from zoneinfo import ZoneInfoNotFoundError

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question
from mentoring.intake.reading import headings
from mentoring.intake.reading.cells import UnreadableError, cleaned, reader
from mentoring.intake.suggest.hints import HEADINGS, NO, VERSION, YES, told
from mentoring.intake.suggest.timestamp_formats import formats
from mentoring.people.normalized_words import bare
from mentoring.programme.zones import zone

TELLING = frozenset({"email", "moment", "notice"})  # kinds that few cells match
EVIDENT = frozenset({"timezone", "experiment"})  # questions that few cells could answer
KINDS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: "@" in cell,
    "yes-no": lambda cell: bare(plain(cell)) in YES | NO,
    "code": lambda cell: re.fullmatch(r"\s*[A-Za-z]{6}\s*", cell) is not None,
    "lines": bool,
    "people": bool,
}
FEW = 8  # up to this many different texts may be a question's choices
LONG = 10  # average number of characters from which a text may be a letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A heading, its column (from 0), and the non-empty cells below it."""

    heading: str
    at: int
    cells: tuple[str, ...]


def likeness(column: Column, name: str, question: Question, mapping: Mapping) -> float:
    """How likely the column answers the question, from 0 to 1."""
    fits = fitting(column, name, question, mapping)
    worded = _worded(column, name, question)
    if question.kind in TELLING or name in EVIDENT:
        return (worded + 2 * fits) / 3
    return worded * (1 + fits) / 2


def _worded(column: Column, name: str, question: Question) -> float:
    own = headings.heading(column.heading)
    wordings = (headings.heading(header) for header in (question.ask, *question.headers))
    alike = max(difflib.SequenceMatcher(None, own, wording).ratio() for wording in wordings)
    letters = told(bare(own), HEADINGS.get(name, ""))
    return max(alike, min(0.99, 0.7 + letters / 50) if letters else 0.0)


def fitting(column: Column, name: str, question: Question, mapping: Mapping) -> float:
    """The share of the cells, from 0 to 1, that may answer the question."""
    cells = column.cells
    if not cells:
        return 0.0 if question.kind in TELLING or name in EVIDENT else 1.0
    if question.kind == "moment" and formats(cells):
        return 1.0
    if question.kind in {"choice", "choices"} and name not in EVIDENT:
        return 1.0 if len({plain(cell) for cell in cells}) <= max(FEW, len(cells) / 2) else 0.4
    if question.kind == "text":
        return 1.0 if sum(map(len, cells)) >= LONG * len(cells) else 0.4
    return sum(_may(cell, name, question, mapping) for cell in cells) / len(cells)


def _may(cell: str, name: str, question: Question, mapping: Mapping) -> bool:
    if name == "timezone":
        return cell in question.accepts or _is_zone(cell)
    if name in EVIDENT:
        return any(re.search(rf"\b{re.escape(caption)}\b", cell) for caption in question.captions)
    if question.kind == "whole":
        return _is_within(cell, part(mapping.record, question.field))
    if question.kind == "notice":
        return reads(cell, question, mapping) or VERSION.search(cell) is not None
    return KINDS.get(question.kind, str.isprintable)(cell)


def _is_within(cell: str, limits: Mapping_[str, int]) -> bool:
    number = int(cell) if re.fullmatch(r"\d{1,9}", cell) else -1
    return limits.get("minimum", 0) <= number <= limits.get("maximum", number)


def reads(cell: str, question: Question, mapping: Mapping) -> bool:
    """Whether the mapping can read the cell."""
    try:
        reader(question, mapping)(cleaned(cell))
    except UnreadableError:
        return False
    return True


def _is_zone(cell: str) -> bool:
    try:
        return "/" in cell and zone(cell) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
