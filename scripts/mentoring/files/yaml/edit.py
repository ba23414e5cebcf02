"""Edits the values of a YAML text; comments and layout stay unchanged.

A change is a list of splices: lines of an entry that goes, a value that changes, canonical lines of
a new entry. The result is read again: if it does not have the new value, the layout is one that is
not understood, and the whole text becomes canonical.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product, takewhile

from mentoring.errors import DataError
from mentoring.files.document import Node, layout
from mentoring.files.yaml import emit
from mentoring.files.yaml.arrange import Arrangement, Entry, arrange, exact, rearranged
from mentoring.files.yaml.parse import parse

_COMMENT_OR_BLANK = re.compile(r"(?P<indent> *)(?P<comment>#.*)?\n")
_HEADER = re.compile(r"[|>+\-0-9]*")
_Splice = tuple[int, int, str]  # the text that replaces what is between two indices


def edit(text: str, new: object) -> str:
    """Change a YAML text so that its value is `new`; only lines that must change do.

    A removed entry loses its lines, but not the comment above it; a new one goes after the entry
    that it follows in `new`. The order of keys is kept, and so is canonical form. Raises DataError
    if `text` is not valid, MentoringError if `new` cannot be written.
    """
    old, value = _value(text), _value(emit.dump(new))
    if exact(old) == exact(value):
        return text
    if 0 < text.count("\r\n") == text.count("\n"):
        return _changed(text.replace("\r\n", "\n"), old, value).replace("\n", "\r\n")
    return _changed(text, old, value)


def _value(text: str) -> object:
    return parse(text.encode(), "").value


def _changed(text: str, old: object, new: object) -> str:
    lines = text.splitlines(keepends=True)
    opening = "".join(takewhile(lambda line: line.lstrip(" ").startswith(("#", "\n")), lines))
    canonical = opening + emit.dump(rearranged(old, new))
    if text == opening + emit.dump(old) or not arrange(old, new).stays:
        return canonical
    # Nothing can be added below a last line that has no line end.
    wholes = (text,) if text.endswith("\n") else (text, text + "\n")
    for whole, blocks in product(wholes, (True, False)):
        editor, arrangement = _Editor(whole, blocks), arrange(_value(whole), new)
        changed = _spliced(whole, editor.collection(layout(whole), arrangement))
        with suppress(DataError):
            if exact(_value(changed)) == exact(new):
                return changed
    return canonical


def _spliced(text: str, splices: Iterable[_Splice]) -> str:
    """The text after all replacements; of those at one place, the first comes first."""
    parts: list[str] = []
    place = 0
    for start, end, piece in sorted(splices, key=lambda splice: splice[:2]):
        parts += [text[place:start], piece]
        place = max(place, end)
    return "".join([*parts, text[place:]])


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Editor:
    """Edits one text; new texts of several lines become blocks or, without `blocks`, are quoted."""

    text: str
    blocks: bool

    def collection(self, node: Node, new: Arrangement) -> Iterator[_Splice]:
        """Change a collection; some of its entries stay."""
        return (self.in_brackets if self.has_brackets(node) else self.in_block)(node, new)

    def has_brackets(self, node: Node) -> bool:
        """Whether a collection has brackets of its own; the pair in `[key: value]` has none."""
        return self.text[node.start : node.start + 1] in {"[", "{"} and node.style == "["

    def in_block(self, node: Node, new: Arrangement) -> Iterator[_Splice]:
        """Change a collection in block style: one or more lines per entry."""
        column, first = self.column(node.start), min(new.stays)
        if any(self.column(node.entries[number].begin) != column for number in new.stays):
            return  # a `? key` is not understood
        is_inline = not self.begins_line(node.start)  # its first entry is on the line of a dash
        starts = [self.line_start(entry.begin) for entry in node.entries]
        starts[0] = node.start if is_inline else starts[0]
        ends = [self.after(entry.end, column) for entry in node.entries]
        for number, entry in enumerate(node.entries):
            if number in new.stays:
                yield from self.changed(entry, *new.stays[number])
            else:
                yield starts[number], ends[number], ""
            yield ends[number], ends[number], self.added(new.added.get(number, []), column)
        place, added = starts[first], self.added(new.added.get(-1, []), column)
        gaps = zip(ends[:first], starts[1:], strict=False)
        if is_inline and any(end < start for end, start in gaps):  # comments come first now
            yield len(self.text[: node.start].rstrip(" ")), node.start, "\n"
        elif is_inline and added:
            added = added[column:] + " " * (0 if first else column)
        elif is_inline and first:
            yield place, place + column, ""
        yield place, place, added

    def added(self, entries: list[Entry], column: int) -> str:
        """The lines of new entries in block style."""
        texts = (emit.entry(*entry, column, blocks=self.blocks) for entry in entries)
        return "".join(map(_lines, texts))

    def changed(
        self, node: Node, old: object, new: object, *, in_flow: bool = False
    ) -> Iterator[_Splice]:
        """Change the value of an entry."""
        if exact(old) == exact(new):
            return
        arrangement = arrange(old, new)
        if arrangement.stays and (not in_flow or self.has_brackets(node)):
            yield from self.collection(node, arrangement)
        elif not in_flow:
            yield from self.replaced(node, new)
        elif node.key and node.mark is None:
            yield node.key.end, node.key.end, f": {emit.flow(new)}"
        else:
            space = " " if node.start == node.mark else ""
            yield node.start, node.end, space + emit.flow(new)

    def replaced(self, node: Node, new: object) -> Iterator[_Splice]:
        """Replace a value in block style by one that has nothing in common with it."""
        mark = node.mark or node.begin
        column = self.column(node.begin) + emit.INDENT
        is_item, used = node.key is None, self.column(mark) + 1
        head, *tail = emit.node(new, column, used, compact=is_item, blocks=self.blocks)
        if "\n" in self.text[mark : node.start]:
            yield from self.moved_up(node, mark, head and f" {head}", tail)
            return
        at_mark = not head or (tail and is_item)  # a dash, one space, a collection
        start = mark if at_mark else node.start
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
        yield start, value_end, f" {head}" if head and start == mark else head
        yield self.next_line(value_end), self.next_line(below), _lines(tail)

    def moved_up(self, node: Node, mark: int, head: str, tail: list[str]) -> Iterator[_Splice]:
        """Put a new value beside its key, when the old one was on a line below.

        A comment behind the old value stays, unless it belongs to the last entry of a collection.
        """
        yield mark, mark, head
        yield self.next_line(mark), self.next_line(mark), _lines(tail)
        rest = self.text[node.end : self.line_end(node.end)].lstrip(" ")
        if rest.startswith("#") and (not node.entries or node.style):
            yield node.start, node.end, ""
        else:
            yield self.line_start(node.start), self.next_line(node.end), ""

    def in_brackets(self, node: Node, new: Arrangement) -> Iterator[_Splice]:
        """Change a collection in brackets (flow style)."""
        closing = set()  # entries that stay, and whose following text is removed
        for number, entry in enumerate(node.entries):
            if number in new.stays:
                yield from self.changed(entry, *new.stays[number], in_flow=True)
            elif self.has_line(entry):
                yield self.line_start(entry.begin), self.next_line(entry.end), ""
            elif number < max(new.stays):
                yield entry.begin, node.entries[number + 1].begin, ""
            else:
                yield node.entries[number - 1].end, entry.end, ""
                closing.add(number - 1)
        for after, added in new.added.items():
            entry = node.entries[min(new.stays) if after < 0 else after]
            on_lines = self.has_line(entry) and after not in closing
            indent, below = " " * self.column(entry.begin), self.next_line(entry.end)
            comma = f",\n{indent}" if on_lines else ", "
            pieces = comma.join(emit.flow_entry(*pair) for pair in added)
            if after < 0:
                yield entry.begin, entry.begin, pieces + comma
            elif not on_lines:
                yield entry.end, entry.end, comma + pieces
            else:
                ends = "," * self.rest(entry).startswith(",")  # also the last entry of all
                yield entry.end, entry.end, "" if ends else ","
                yield below, below, f"{indent}{pieces}{ends}\n"

    def has_line(self, entry: Node) -> bool:
        """Whether the entry has its line to itself, apart from a comma and a comment."""
        rest = self.rest(entry).removeprefix(",").lstrip(" ")
        return self.begins_line(entry.begin) and (not rest or rest.startswith("#"))

    def rest(self, entry: Node) -> str:
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
        """The start of the first line after that of `index` and the comments deeper below it."""
        end = line = self.next_line(index)
        while found := _COMMENT_OR_BLANK.match(self.text, line):
            line = found.end()
            if found["comment"]:
                if len(found["indent"]) <= column:
                    break
                end = line
        return end
