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
    """One file's text and its value. Dates are still texts; the schema gives them a type."""

    path: str
    text: str
    value: Plain

    def locate(self, *steps: str | int, key: bool = False) -> Position:
        """The position of the value at `steps`, or with `key` that of its key (a list item's dash).

        If a step is missing, this is the position of the collection that lacks it. Positions are
        computed only here, so that reading valid files stays fast.
        """
        try:
            node = layout(self.text)
        except YAMLError:  # some JSON is not YAML: tabs, very long keys
            return Position(0, 0)
        index = node.start
        for number, step in enumerate(steps, start=1):
            entry = node.find(step)
            if entry is None:
                break
            node = entry.value
            index = entry.start if key and number == len(steps) else node.start
        return position(self.text, index)
