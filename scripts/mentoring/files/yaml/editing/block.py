"""Edits a collection in block style (one or more lines an entry) in place."""

from __future__ import annotations

import re
from itertools import pairwise

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
from mentoring.files.yaml.editing.brackets import change_in_brackets, in_brackets
from mentoring.files.yaml.editing.splices import Splices
from mentoring.files.yaml.layout import Entry, Kind, Node

_NO_HEADER = re.compile(r"[^|>+\-0-9]")


def change_collection(splices: Splices, node: Node, old: Plain, slots: list[Slot]) -> None:
    """Change a collection from `old` to `slots`; some of its entries stay."""
    if in_brackets(splices, node):
        change_in_brackets(splices, node, old, slots)
        return
    stays = staying(slots)
    for number, (entry, value) in enumerate(zip(node.entries, values(old), strict=True)):
        if number in stays:
            _change(splices, entry, value, stays[number])
    _remove(splices, node.entries, stays)
    column = splices.column(node.entries[0].start)
    for after, arriving in arrivals(slots):
        lines = [line for slot in arriving for line in emit.entry(slot.key, slot.value, column)]
        if after == FRONT:
            _insert_before(splices, node.entries[min(stays)], lines, column)
        else:
            splices.put_lines(splices.after(node.entries[after].end, column), lines)


def _change(splices: Splices, entry: Entry, old: Plain, new: Plain) -> None:
    if same(old, new):
        return
    if slots := arrange(old, new):
        change_collection(splices, entry.value, old, slots)
    else:
        _replace(splices, entry, new)


def _remove(splices: Splices, entries: list[Entry], stays: dict[int, Plain]) -> None:
    leading = 0 if splices.begins_line(entries[0].start) else min(stays)
    for number, entry in enumerate(entries):
        if number not in stays and number >= leading:
            end = splices.after(entry.end, splices.column(entry.start))
            splices.put(splices.line_start(entry.start), end)
    if leading:
        _remove_leading(splices, entries[:leading], entries[leading])


def _remove_leading(splices: Splices, gone: list[Entry], stays: Entry) -> None:
    """Remove the first entries of a collection that begins on the line of its dash."""
    start = gone[0].start
    if all(
        splices.next_line(one.end) == splices.line_start(other.start)
        for one, other in pairwise([*gone, stays])
    ):
        splices.put(start, stays.start)
        return
    dash_end = len(splices.text[:start].rstrip(" "))
    splices.put(dash_end, splices.line_end(gone[0].end))
    for entry in gone[1:]:
        splices.cut_lines(entry.start, entry.end)


def _insert_before(splices: Splices, entry: Entry, lines: list[str], column: int) -> None:
    piece = "\n".join([*lines, " " * column])[column:]
    splices.put(entry.start, entry.start, piece)


def _replace(splices: Splices, entry: Entry, new: Plain) -> None:
    """Give an entry a value that has nothing in common with the old one."""
    mark = entry.mark or entry.start
    column = splices.column(entry.start) + emit.INDENT
    used = splices.column(mark) + 1
    head, *tail = emit.node(new, column, used, compact=entry.key is None)
    node = entry.value
    if "\n" in splices.text[mark : node.start]:
        splices.put(mark, mark, head and f" {head}")
        splices.put_lines(splices.next_line(mark), tail)
        _cut_below(splices, node)
        return
    starts_at_mark = not head or (tail and entry.key is None)  # a dash, one space, a collection
    start = mark if starts_at_mark else node.start
    end = node.end
    if node.style in {"|", ">"}:
        end = _cut_body(splices, node)
        tail = _as_before(splices, node, tail, column) if head.startswith("|") else tail
    splices.put(start, end, f" {head}" if head and start == mark else head)
    splices.put_lines(splices.next_line(end), tail)


def _cut_below(splices: Splices, node: Node) -> None:
    """Cut a value that begins on a line of its own, but no comment after it.

    After a collection in block style, the comment belongs to its last entry.
    """
    rest = splices.text[node.end : splices.line_end(node.end)].lstrip(" ")
    if rest.startswith("#") and (node.kind is Kind.SCALAR or node.style):
        splices.put(node.start, node.end)
    else:
        splices.cut_lines(node.start, node.end)


def _cut_body(splices: Splices, node: Node) -> int:
    """Cut the lines of a block scalar; return where its header ends."""
    body = splices.next_line(node.start)
    if body <= node.end:
        splices.put(body, splices.next_line(node.end))
    return node.start + len(_header(splices, node))


def _as_before(splices: Splices, node: Node, lines: list[str], column: int) -> list[str]:
    """The lines of a block scalar at `column`, indented like the old ones."""
    body = splices.text[splices.next_line(node.start) : node.end]
    if not body or _header(splices, node).strip("|>+-"):
        return lines
    indent = " " * (len(body) - len(body.lstrip(" ")))
    return [line and indent + line[column:] for line in lines]


def _header(splices: Splices, node: Node) -> str:
    return _NO_HEADER.split(splices.text[node.start : splices.line_end(node.start)], maxsplit=1)[0]
