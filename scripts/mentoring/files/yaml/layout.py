"""The positions in a YAML text: libyaml's events and tokens as a tree of nodes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from yaml import events, tokens

from mentoring.files.yaml.libyaml import Event, open_parser

_ENDS = (events.MappingEndEvent, events.SequenceEndEvent)


class Kind(StrEnum):
    """What a node is."""

    SCALAR = "scalar"
    MAPPING = "mapping"
    SEQUENCE = "sequence"


@dataclass(slots=True, kw_only=True)
class Node:
    """A value in the text, from the index `start` up to but not including `end`.

    `style` is a scalar's quote or block indicator, or "[" for a collection in brackets. A
    collection in block style ends where its last entry's value ends.
    """

    kind: Kind
    start: int
    end: int
    style: str
    text: str = ""
    entries: list[Entry] = field(default_factory=list)

    def find(self, step: str | int) -> Entry | None:
        """The first entry with this key, or the item with this number."""
        if self.kind is Kind.MAPPING:
            return next((e for e in self.entries if e.key and e.key.text == step), None)
        if isinstance(step, int) and 0 <= step < len(self.entries):
            return self.entries[step]
        return None


@dataclass(slots=True, kw_only=True)
class Entry:
    """A mapping's key and value, or a list's item.

    It starts at its key or dash (in brackets: at the item); `mark` is the index after its colon
    or dash, None where there is none.
    """

    start: int
    mark: int | None
    key: Node | None
    value: Node

    @property
    def end(self) -> int:
        """The index after the value."""
        return self.value.end


@lru_cache(maxsize=2)
def layout(text: str) -> Node:
    """The positions of all values in a text that `parse` accepts."""
    parser = open_parser(text)
    parser.get_event()  # the start of the stream
    parser.get_event()  # and of the document
    return _Builder(text, parser.get_event, _marks(text)).node(parser.get_event())


@dataclass(slots=True)
class _Marks:
    """The indices of all dashes and colons, ascending."""

    dashes: list[int] = field(default_factory=list)
    colons: list[int] = field(default_factory=list)

    def dash_before(self, index: int) -> int:
        return self.dashes[bisect_left(self.dashes, index) - 1]

    def after_colon(self, key_end: int, value_start: int) -> int | None:
        found = bisect_left(self.colons, key_end)
        if found < len(self.colons) and self.colons[found] < value_start:
            return self.colons[found] + 1
        return None


def _marks(text: str) -> _Marks:
    marks = _Marks()
    next_token = open_parser(text).get_token
    while token := next_token():
        if isinstance(token, tokens.BlockEntryToken):
            marks.dashes.append(token.start_mark.index)
        elif isinstance(token, tokens.ValueToken):
            marks.colons.append(token.start_mark.index)
    return marks


@dataclass(slots=True)
class _Builder:
    text: str
    next_event: Callable[[], Event]
    marks: _Marks

    def node(self, event: Event) -> Node:
        start, end = _span(event)
        if isinstance(event, events.ScalarEvent):
            if event.style in {"|", ">"}:  # libyaml includes the blank lines that follow
                end = start + len(self.text[start:end].rstrip("\r\n"))
            style = event.style or ""
            return Node(kind=Kind.SCALAR, start=start, end=end, style=style, text=event.value)
        is_mapping = isinstance(event, events.MappingStartEvent)
        node = Node(
            kind=Kind.MAPPING if is_mapping else Kind.SEQUENCE,
            start=start,
            end=end,
            style="[" if event.flow_style else "",
        )
        while (inner := self.next_event()).__class__ not in _ENDS:
            node.entries.append(self._pair(inner) if is_mapping else self._item(inner, node))
        node.end = _span(inner)[1] if node.style else node.entries[-1].end
        return node

    def _pair(self, event: Event) -> Entry:
        key, value = self.node(event), self.node(self.next_event())
        mark = self.marks.after_colon(key.end, value.start)
        return Entry(start=key.start, mark=mark, key=key, value=value)

    def _item(self, event: Event, parent: Node) -> Entry:
        value = self.node(event)
        if parent.style:
            return Entry(start=value.start, mark=None, key=None, value=value)
        dash = self.marks.dash_before(value.start)
        return Entry(start=dash, mark=dash + 1, key=None, value=value)


def _span(event: Event) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
