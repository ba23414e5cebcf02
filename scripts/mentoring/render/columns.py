"""Rows under each other in columns, and lines broken between words, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

COLOUR = re.compile(r"\x1b\[[\d;]*m")
CELL = re.compile(r"(?<=\S) {2,}(?=\S)")
NARROWEST = 24
"""A last column of fewer characters is no column to break lines in."""


def columns(rows: Sequence[Sequence[str]], *, indent: int = 2) -> list[str]:
    """A line a row, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        " " * indent
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def wrapped(text: str, width: int) -> str:
    """The text with no line longer than `width` that could be broken between words.

    What goes on stands under the last column of its line, or a little further in than the line.
    Rows of a Markdown table stay whole.
    """
    return "\n".join(part for line in text.split("\n") for part in _broken(line, width))


def _broken(line: str, width: int) -> Iterator[str]:
    if len(COLOUR.sub("", line)) <= width or line.startswith("|"):
        yield line
        return
    cells = [cell.end() for cell in CELL.finditer(COLOUR.sub("", line))]
    within = [place for place in cells if place <= width - NARROWEST]
    hanging = within[-1] if within else len(line) - len(line.lstrip()) + 2
    room = ""
    for word in re.findall(r"\s*\S+", line):
        longer = room + word
        if room.strip() and len(COLOUR.sub("", longer)) > width:
            yield room
            longer = " " * hanging + word.lstrip()
        room = longer
    yield room
