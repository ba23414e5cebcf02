"""Errors in a letter's template, and their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mentoring.errors import MentoringError
from mentoring.render.pdf import FOLDER as TEMPLATES

FOLDER = f"{TEMPLATES}/letters"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One error in a template's file. Line and column count from 1; 0 means unknown."""

    file: str
    line: int
    column: int = 0
    what: str


class TextError(MentoringError):
    """A letter cannot be written from its template."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"{FOLDER}/{fault.file}:{fault.line or '?'}: {fault.what}")


def column_of(source: str, line: int, word: str = "") -> int:
    """The column of a word in a line, or else of the first placeholder or statement."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)" if word else r"\{[{%]", text)
    return found.start() + 1 if found else 1
