"""Pieces of text: counts, shares and bands in words, columns for a terminal, escaped Markdown."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from string import ascii_uppercase
from textwrap import fill

COLOUR = re.compile(r"\x1b\[[\d;]*m")
CELL = re.compile(r"(?<=\S) {2,}(?=\S)")
NARROWEST = 24  # the fewest characters of a last column in which lines are wrapped
Cell = str | tuple[str, Fraction]
"""A cell of a table: words, or a share of a whole in words with its value, which a page draws."""


def band(number: int) -> str:
    """A band of motivation as a letter: A is the highest."""
    return ascii_uppercase[number]


def hundredths(value: int | None) -> str:
    """A mark with two decimals."""
    return "-" if value is None else f"{value / 100:.2f}"


def percent(share: Fraction) -> str:
    """A share in whole per cent; only exact shares of 0 and 1 give 0 % and 100 %."""
    if 0 < share < 1:
        return f"{min(max(round(100 * share), 1), 99)} %"
    return f"{100 * int(share)} %"


def columns(rows: Sequence[Sequence[Cell]], indent: int = 2) -> list[str]:
    """One line per row, with each column as wide as its widest cell."""
    texts = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return [" " * indent + "  ".join(map(str.ljust, row, widths)).rstrip() for row in texts]


def listed(numbers: Sequence[int]) -> str:
    """The first ten numbers, and how many more there are."""
    shown, left = ", ".join(map(str, numbers[:10])), len(numbers[10:])
    return f"{shown} and {left} more" if left else shown


def filled(words: str) -> str:
    """An item of a list as lines of at most 80 columns."""
    return fill(words, 80, initial_indent="  ", subsequent_indent="    ")


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


def inline(text: str) -> str:
    """Text within a line, with the characters escaped that Markdown would interpret there."""
    return re.sub(r"([\\`*_\[\]<>#|~$&])", r"\\\1", text.strip())


def quoted(text: str) -> Iterator[str]:
    """The text as a Markdown quotation; markup, and what would begin a list, is escaped."""
    for line in text.splitlines():
        literal = re.sub(r"^(\d*)([-+=.):])", r"\1\\\2", inline(line))
        yield f"> {literal}".rstrip()
