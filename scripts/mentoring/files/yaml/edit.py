"""Edits the values of a YAML text; comments and layout stay unchanged.

A collection is written anew from the lines of the entries that stay, edited ones in between, and
the canonical lines of new ones. The result is read again: if it does not have the new value, the
layout is one that is not understood, and the whole text becomes canonical.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from mentoring.errors import DataError
from mentoring.files.document import Entry, Node, Plain, layout
from mentoring.files.yaml import emit
from mentoring.files.yaml.arrange import Slot, arrange, rearranged, same, values
from mentoring.files.yaml.parse import parse

_COMMENT_OR_BLANK = re.compile(r"(?P<indent> *)(?P<comment>#.*)?\n")
_HEADER = re.compile(r"[|>+\-0-9]*")
_Splice = tuple[int, int, str]  # the text that replaces what is between two indices


def edit(text: str, new: object) -> str:
    """Change the YAML text `text` so that its value is `new`.

    Only lines that must change do. A removed entry loses its lines, but not the comment above it; a
    new one goes after the entry that it follows in `new`. The order of keys is kept. A text in
    canonical form stays in canonical form.

    Raises DataError if `text` is not valid, MentoringError if `new` cannot be written.
    """
    old, value = _value(text), _value(emit.dump(new))
    if same(old, value):
        return text
    if 0 < text.count("\r\n") == text.count("\n"):
        return _changed(text.replace("\r\n", "\n"), old, value).replace("\n", "\r\n")
    return _changed(text, old, value)


def _value(text: str) -> Plain:
    return parse(text.encode(), "").value


def _changed(text: str, old: Plain, new: Plain) -> str:
    lines = text.splitlines(keepends=True)
    opening = "".join(takewhile(lambda line: line.lstrip(" ").startswith(("#", "\n")), lines))
    canonical = opening + emit.dump(rearranged(old, new))
    if text == opening + emit.dump(old):
        return canonical
    for changed in _attempts(text, new):
        try:
            if same(_value(changed), new):
                return changed
        except DataError:
            continue
    return canonical


def _attempts(text: str, new: Plain) -> Iterator[str]:
    """Candidate texts that should have the value `new`; the first is usually right."""
    # Nothing can be added below a last line that has no line end.
    for whole in (text,) if text.endswith("\n") else (text, text + "\n"):
        old = _value(whole)
        for blocks in (True, False):  # a block of text takes in an indented comment
            if slots := arrange(old, new):
                start, end, piece = _Editor(whole, blocks).collection(layout(whole), old, slots)
                yield whole[:start] + piece + whole[end:]


def _parted(slots: list[Slot]) -> tuple[dict[int, Plain], dict[int, list[Slot]]]:
    """The values of old entries by index, and the new ones by the index of the one they follow.

    New entries before all others have the index -1.
    """
    stays: dict[int, Plain] = {}
    arrivals: dict[int, list[Slot]] = {}
    after = -1
    for slot in slots:
        if slot.old is None:
            arrivals.setdefault(after, []).append(slot)
        else:
            stays[after := slot.old] = slot.value
    return stays, arrivals


@dataclass(frozen=True, slots=True)
class _Editor:
    """Edits one text; new texts of several lines become blocks or, without `blocks`, are quoted."""

    text: str
    blocks: bool

    def collection(self, node: Node, old: Plain, slots: list[Slot]) -> _Splice:
        """Change a collection from `old` to `slots`; some of its entries stay."""
        if self.has_brackets(node):
            return self.in_brackets(node, old, slots)
        return self.in_block(node, old, slots)

    def has_brackets(self, node: Node) -> bool:
        """Whether a collection has brackets of its own; the pair in `[key: value]` has none."""
        return self.text[node.start : node.start + 1] in {"[", "{"} and node.style == "["

    def in_block(self, node: Node, old: Plain, slots: list[Slot]) -> _Splice:
        """Change a collection in block style: one or more lines per entry."""
        stays, arrivals = _parted(slots)
        column = self.column(node.start)
        pieces: list[str] = []
        end = self.line_start(node.start)
        for number, (entry, value) in enumerate(zip(node.entries, values(old), strict=True)):
            if number:
                pieces.append(self.text[end : self.line_start(entry.start)])
            if number == min(stays):
                pieces += [self.added(slot, column) for slot in arrivals.get(-1, [])]
            if number in stays:
                pieces.append(" " * column + self.entry(entry, value, stays[number]))
                pieces += [self.added(slot, column) for slot in arrivals.get(number, [])]
            end = self.after(entry.end, column)
        whole = "".join(pieces)
        if self.begins_line(node.start):
            return self.line_start(node.start), end, whole
        first = next(piece for piece in pieces if piece)  # goes on the line of the dash
        if not first.lstrip(" ").startswith(("#", "\n")):
            return node.start, end, whole[column:]
        return len(self.text[: node.start].rstrip(" ")), end, f"\n{whole}"

    def added(self, slot: Slot, column: int) -> str:
        return _lines(emit.entry(slot.key, slot.value, column, blocks=self.blocks))

    def entry(self, entry: Entry, old: Plain, new: Plain) -> str:
        """The text of an entry in block style, with its comments, after a change."""
        end = self.after(entry.end, self.column(entry.start))
        if same(old, new):
            return self.text[entry.start : end]
        if slots := arrange(old, new):
            start, stop, piece = self.collection(entry.value, old, slots)
            return self.text[entry.start : start] + piece + self.text[stop:end]
        return self.replaced(entry, new, end)

    def replaced(self, entry: Entry, new: Plain, end: int) -> str:
        """The text of an entry whose value has nothing in common with the old one."""
        mark = entry.mark or entry.start
        column = self.column(entry.start) + emit.INDENT
        head, *tail = emit.node(
            new, column, self.column(mark) + 1, compact=entry.key is None, blocks=self.blocks
        )
        node = entry.value
        if "\n" in self.text[mark : node.start]:
            return self.moved_up(entry, mark, head, tail, end)
        at_mark = not head or (tail and entry.key is None)  # a dash, one space, a collection
        start = mark if at_mark else node.start
        first = self.text[entry.start : start] + (f" {head}" if head and start == mark else head)
        value_end = below = node.end
        if node.style in {"|", ">"}:
            header = _HEADER.match(self.text, node.start)
            value_end = header.end() if header else node.end
            body = self.text[self.next_line(node.start) : node.end]
            has_indent = body and not self.text[node.start : value_end].strip("|>+-")
            if has_indent and head.startswith("|"):  # the new block is indented like the old one
                indent = " " * (len(body) - len(body.lstrip(" ")))
                tail = [line and indent + line[column:] for line in tail]
            below = node.end if body else value_end
        rest = self.text[value_end : self.next_line(value_end)]
        return first + rest + _lines(tail) + self.text[self.next_line(below) : end]

    def moved_up(self, entry: Entry, mark: int, head: str, tail: list[str], end: int) -> str:
        """The text of an entry whose value was on a line below its key; the new one is beside it.

        A comment behind the old value stays; after a collection in block style, the comment belongs
        to its last entry, and is removed.
        """
        text, node = self.text, entry.value
        line = self.next_line(mark)
        rest = text[node.end : self.line_end(node.end)].lstrip(" ")
        if rest.startswith("#") and (not node.entries or node.style):
            below = text[line : node.start] + text[node.end : end]
        else:
            below = text[line : self.line_start(node.start)] + text[self.next_line(node.end) : end]
        first = text[entry.start : mark] + (head and f" {head}")
        return first + text[mark:line] + _lines(tail) + below

    def in_brackets(self, node: Node, old: Plain, slots: list[Slot]) -> _Splice:
        """Change a collection in brackets (flow style)."""
        stays, arrivals = _parted(slots)
        splices: list[_Splice] = []
        closing = set()  # entries that stay, and whose following text is removed
        for number, (entry, value) in enumerate(zip(node.entries, values(old), strict=True)):
            if number in stays:
                splices += self.changed_in_brackets(entry, value, stays[number])
            elif self.has_line(entry):
                splices.append((self.line_start(entry.start), self.next_line(entry.end), ""))
            elif number < max(stays):
                splices.append((entry.start, node.entries[number + 1].start, ""))
            else:
                splices.append((node.entries[number - 1].end, entry.end, ""))
                closing.add(number - 1)
        for after, new in arrivals.items():
            pieces = [emit.flow_entry(slot.key, slot.value) for slot in new]
            entry = node.entries[min(stays) if after < 0 else after]
            on_lines = self.has_line(entry) and after not in closing
            splices += self.inserted(entry, pieces, before=after < 0, on_lines=on_lines)
        parts: list[str] = []
        place = node.start
        for start, end, piece in sorted(splices, key=lambda splice: splice[:2]):
            parts += [self.text[place:start], piece]
            place = max(place, end)
        return node.start, node.end, "".join([*parts, self.text[place : node.end]])

    def inserted(
        self, entry: Entry, pieces: list[str], *, before: bool, on_lines: bool
    ) -> list[_Splice]:
        """New entries in brackets beside an old one, on lines of their own or not."""
        indent = " " * self.column(entry.start)
        if before:
            between = f",\n{indent}" if on_lines else ", "
            return [(entry.start, entry.start, "".join(piece + between for piece in pieces))]
        if not on_lines:
            return [(entry.end, entry.end, "".join(f", {piece}" for piece in pieces))]
        below = self.next_line(entry.end)
        lines = ",\n".join(indent + piece for piece in pieces)
        if self.rest(entry).startswith(","):
            return [(below, below, f"{lines},\n")]
        return [(entry.end, entry.end, ","), (below, below, f"{lines}\n")]

    def changed_in_brackets(self, entry: Entry, old: Plain, new: Plain) -> list[_Splice]:
        node = entry.value
        if same(old, new):
            return []
        if (slots := arrange(old, new)) and self.has_brackets(node):
            return [self.in_brackets(node, old, slots)]
        if entry.key and entry.mark is None:
            return [(entry.key.end, entry.key.end, f": {emit.flow(new)}")]
        space = " " if node.start == entry.mark else ""
        return [(node.start, node.end, space + emit.flow(new))]

    def has_line(self, entry: Entry) -> bool:
        """Whether the entry has its line to itself, apart from a comma and a comment."""
        rest = self.rest(entry).removeprefix(",").lstrip(" ")
        return self.begins_line(entry.start) and (not rest or rest.startswith("#"))

    def rest(self, entry: Entry) -> str:
        return self.text[entry.end : self.line_end(entry.end)].lstrip(" ")

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of `index` ends, before its line feed."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def next_line(self, index: int) -> int:
        return min(self.line_end(index) + 1, len(self.text))

    def column(self, index: int) -> int:
        return index - self.line_start(index)

    def begins_line(self, index: int) -> bool:
        """Whether only spaces precede `index` in its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def after(self, index: int, column: int) -> int:
        """The start of the first line after that of `index` and its own comments.

        Those are the comments that follow immediately and are indented deeper than `column`.
        """
        end = line = self.next_line(index)
        while found := _COMMENT_OR_BLANK.match(self.text, line):
            line = found.end()
            if found["comment"]:
                if len(found["indent"]) <= column:
                    break
                end = line
        return end


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
