"""Edits a collection in brackets (flow style) in place."""

from __future__ import annotations

from mentoring.files.document import Plain
from mentoring.files.yaml import emit
from mentoring.files.yaml.editing.arrangement import (
    FRONT,
    Slot,
    arrange,
    arrivals,
    same,
    staying,
    values,
)
from mentoring.files.yaml.editing.splices import Splices
from mentoring.files.yaml.layout import Entry, Node


def in_brackets(splices: Splices, node: Node) -> bool:
    """Whether a collection has brackets of its own; the pair in `[key: value]` has none."""
    return splices.text[node.start : node.start + 1] in {"[", "{"} and node.style == "["


def change_in_brackets(splices: Splices, node: Node, old: Plain, slots: list[Slot]) -> None:
    """Change a collection in brackets from `old` to `slots`."""
    stays = staying(slots)
    runs = {after: [_written(slot) for slot in arriving] for after, arriving in arrivals(slots)}
    _insert_before(splices, node.entries[min(stays)], runs.pop(FRONT, []))
    for number, (entry, value) in enumerate(zip(node.entries, values(old), strict=True)):
        if number in stays:
            _change(splices, entry, value, stays[number])
    cut_behind = _remove(splices, node.entries, stays)
    for after, pieces in runs.items():
        entry = node.entries[after]
        if after in cut_behind or not _has_line(splices, entry):
            splices.put(entry.end, entry.end, "".join(f", {piece}" for piece in pieces))
        else:
            _insert_lines_after(splices, entry, pieces)


def _written(slot: Slot) -> str:
    return emit.flow_entry(slot.key, slot.value)


def _change(splices: Splices, entry: Entry, old: Plain, new: Plain) -> None:
    node = entry.value
    if same(old, new):
        return
    slots = arrange(old, new)
    if slots and in_brackets(splices, node):
        change_in_brackets(splices, node, old, slots)
    elif entry.key and entry.mark is None:
        splices.put(entry.key.end, entry.key.end, f": {emit.flow(new)}")
    else:
        space = " " if node.start == entry.mark else ""
        splices.put(node.start, node.end, space + emit.flow(new))


def _remove(splices: Splices, entries: list[Entry], stays: dict[int, Plain]) -> set[int]:
    """Remove entries; return the indices of those whose following text was cut as well."""
    last = max(stays)
    cut_behind = set()
    for number, entry in enumerate(entries):
        if number in stays:
            continue
        if _has_line(splices, entry):
            splices.cut_lines(entry.start, entry.end)
        elif number < last:
            splices.put(entry.start, entries[number + 1].start)
        else:
            splices.put(entries[number - 1].end, entry.end)
            cut_behind.add(number - 1)
    return cut_behind


def _insert_before(splices: Splices, entry: Entry, pieces: list[str]) -> None:
    between = "\n" + " " * splices.column(entry.start) if _has_line(splices, entry) else " "
    splices.put(entry.start, entry.start, "".join(f"{piece},{between}" for piece in pieces))


def _insert_lines_after(splices: Splices, entry: Entry, pieces: list[str]) -> None:
    indent = " " * splices.column(entry.start)
    closed = _rest(splices, entry).startswith(",")
    if not closed:
        splices.put(entry.end, entry.end, ",")
    lines = [f"{indent}{piece}," for piece in pieces]
    lines[-1] = lines[-1] if closed else lines[-1].removesuffix(",")
    splices.put_lines(splices.next_line(entry.end), lines)


def _has_line(splices: Splices, entry: Entry) -> bool:
    """Whether the entry has its line to itself, apart from a comma and a comment."""
    rest = _rest(splices, entry).removeprefix(",").lstrip(" ")
    return splices.begins_line(entry.start) and (not rest or rest.startswith("#"))


def _rest(splices: Splices, entry: Entry) -> str:
    return splices.text[entry.end : splices.line_end(entry.end)].lstrip(" ")
