"""A YAML or JSON file that was read: its text, and its value as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mentoring.files.text import Position

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file's text and what it says. Dates are still texts; the schema gives them a type."""

    path: str
    text: str
    value: Plain

    def locate(self, *steps: str | int, key: bool = False) -> Position:
        """Where the value at `steps` starts, or with `key` its key (an item's dash).

        The nearest enclosing value that exists answers for a step that does not.
        """
        raise NotImplementedError
