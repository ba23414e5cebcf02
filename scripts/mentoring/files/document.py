"""A YAML or JSON file that was read: its text, its value, and the positions of its values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from yaml import YAMLError, events

from mentoring.errors import MentoringError
from mentoring.files.text import position, said
from mentoring.problems import DataPath, Problem, pointer

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment, misc]

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"
Event: TypeAlias = Any  # an event of libyaml's; unlike PyYAML's own they all have marks
Said: TypeAlias = Any  # a field of a problem that `described` returns

_COLON = re.compile(r"\s*:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file's text and its value. Dates are still texts; the schema gives them a type."""

    path: str
    text: str
    value: Plain

    def locate(self, *steps: str | int, key: bool = False) -> tuple[int, int]:
        """The line and column of the value at `steps`, or with `key` of its key (an item's dash).

        If a step is missing, those of the collection that lacks it; (0, 0) means the whole file.
        Positions are computed only here, so that reading valid files stays fast.
        """
        try:
            node = layout(self.text)
        except YAMLError:  # some JSON is not YAML: tabs, very long keys
            return 0, 0
        for step in steps:
            entry = node.find(step)
            if entry is None:
                return position(self.text, node.start)
            node = entry
        return position(self.text, node.begin if key else node.start)

    def problem(self, *, at: DataPath = (), at_key: bool = False, **said: Said) -> Problem:
        """A problem at the value that the steps `at` lead to, or at its key."""
        line, column = self.locate(*at, key=at_key)
        return Problem(path=self.path, line=line, column=column, pointer=pointer(*at), **said)


@dataclass(slots=True, kw_only=True)
class Node:
    """A value in the text, from the index `start` up to `end`.

    `style` is a scalar's quote or block indicator, or "[" for a collection in brackets. As an entry
    of a collection, the value begins with its `key` or dash; `mark` is the index after its colon or
    dash, None if it has none.
    """

    start: int
    end: int
    style: str
    text: str = ""
    entries: list[Node] = field(default_factory=list)
    key: Node | None = None
    begin: int
    mark: int | None = None

    def find(self, step: str | int) -> Node | None:
        """The first entry with this key, or the item with this number."""
        if isinstance(step, str):
            return next((e for e in self.entries if e.key and e.key.text == step), None)
        is_list = 0 <= step < len(self.entries) and self.entries[step].key is None
        return self.entries[step] if is_list else None


def open_parser(text: str) -> Any:  # noqa: ANN401 - one of two libraries' classes
    """Libyaml's parser of `text`, with the method `get_event`.

    Raises MentoringError if PyYAML lacks libyaml: its own parser accepts other texts and counts
    other columns in rare cases, so two machines would disagree.
    """
    if CParser is None:
        raise MentoringError(said("no-libyaml"))
    return CParser(text)


@lru_cache(maxsize=2)
def layout(text: str) -> Node:
    """The positions of all values in a text that `yaml.parse` accepts."""
    next_event = open_parser(text).get_event
    next_event()  # the start of the stream
    next_event()  # and of the document
    return _node(text, next_event, next_event())


def _node(text: str, next_event: Callable[[], Event], event: Event) -> Node:
    start, end = _span(event)
    if isinstance(event, events.ScalarEvent):
        if event.style in {"|", ">"}:  # libyaml includes the blank lines that follow
            end = start + len(text[start:end].rstrip("\r\n"))
        return Node(start=start, end=end, style=event.style or "", text=event.value, begin=start)
    node = Node(start=start, end=end, style="[" if event.flow_style else "", begin=start)
    dashes = re.compile(f"^ {{{event.start_mark.column}}}-", re.MULTILINE)
    dash = start  # a list in block style starts at its first dash
    while not isinstance(inner := next_event(), events.CollectionEndEvent):
        entry = _node(text, next_event, inner)
        if isinstance(event, events.MappingStartEvent):
            key, entry = entry, _node(text, next_event, next_event())
            colon = _COLON.match(text, key.end)
            entry.key, entry.begin, entry.mark = key, key.start, colon.end() if colon else None
        elif not node.style:
            found = dashes.search(text, node.entries[-1].end) if node.entries else None
            dash = found.end() - 1 if found else dash
            entry.begin, entry.mark = dash, dash + 1
        node.entries.append(entry)
    node.end = _span(inner)[1] if node.style else node.entries[-1].end
    return node


def _span(event: Event) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
