"""A YAML or JSON file that was read: its text, and its value as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from yaml import YAMLError

from mentoring.files.text import Position, position
from mentoring.files.yaml.layout import layout

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file's text and what it says. Dates are still texts; the schema gives them a type."""

    path: str
    text: str
    value: Plain

    def locate(self, *steps: str | int, key: bool = False) -> Position:
        """Where the value that `steps` lead to begins, or with `key` its key (a list item's dash).

        Where a step leads nowhere, as to a key that is missing, the collection answers that lacks
        it. The places are looked for only now, so that reading what is in order stays quick.
        """
        try:
            node = layout(self.text)
        except YAMLError:  # some JSON is no YAML: tabs, very long keys
            return Position(0, 0)
        index = node.start
        for number, step in enumerate(steps, start=1):
            entry = node.find(step)
            if entry is None:
                break
            node = entry.value
            index = entry.start if key and number == len(steps) else node.start
        return position(self.text, index)
