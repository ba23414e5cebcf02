"""Collects cuts and insertions in a text, and applies them all at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_COMMENT_OR_BLANK = re.compile(r"(?P<indent> *)(?P<comment>#.*)?\n")


@dataclass(slots=True)
class Splices:
    """Changes to `text`."""

    text: str
    pieces: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, start: int, end: int, piece: str = "") -> None:
        """Replace the text from `start` up to `end`.

        Pieces put at the same place keep the order of the calls.
        """
        self.pieces.append((start, end, piece))

    def put_lines(self, index: int, lines: list[str]) -> None:
        """Put whole lines before the one that begins at `index`."""
        self.put(index, index, "".join(f"{line}\n" for line in lines))

    def cut_lines(self, start: int, end: int) -> None:
        """Cut the lines from that of `start` to that of `end`, both included."""
        self.put(self.line_start(start), self.next_line(end))

    def result(self) -> str:
        """The changed text."""
        parts: list[str] = []
        position = 0
        for start, end, piece in sorted(self.pieces, key=lambda piece: piece[0]):
            parts += [self.text[position:start], piece]
            position = max(position, end)
        return "".join([*parts, self.text[position:]])

    def line_start(self, index: int) -> int:
        """Where the line of `index` begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of `index` ends, before its line feed."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def next_line(self, index: int) -> int:
        """Where the line after that of `index` begins."""
        return min(self.line_end(index) + 1, len(self.text))

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

    def column(self, index: int) -> int:
        """How many characters precede `index` in its line."""
        return index - self.line_start(index)

    def begins_line(self, index: int) -> bool:
        """Whether only spaces precede `index` in its line."""
        return not self.text[self.line_start(index) : index].strip(" ")
