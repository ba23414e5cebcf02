"""Align rows in columns and wrap lines between words, for a terminal."""

import re
from collections.abc import Iterator, Sequence

COLOUR = re.compile(r"\x1b\[[\d;]*m")
CELL = re.compile(r"(?<=\S) {2,}(?=\S)")
NARROWEST = 24
"""The fewest characters of a last column in which lines are wrapped."""


def columns(rows: Sequence[Sequence[str]], *, indent: int = 2) -> list[str]:
    """One line per row, with each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        " " * indent
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def wrapped(text: str, width: int) -> str:
    """The text with lines wrapped between words to at most `width` characters if possible.

    Continuation lines are indented to the last column of the line, or a little more than the line.
    Rows of a Markdown table are not wrapped.
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
