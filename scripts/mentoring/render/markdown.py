"""Markdown: escape people's own text, and write tables of ids."""

import re
from collections.abc import Iterable, Iterator, Sequence

LISTED = 60
"""The most rows of a table that are shown; the rest are counted."""


def quoted(text: str) -> Iterator[str]:
    """The text as a block quotation, line by line, with all markup escaped."""
    for line in text.splitlines():
        yield f"> {literal(line)}".rstrip()


def literal(line: str) -> str:
    """The line with all Markdown characters escaped, including those that begin a list."""
    return re.sub(r"^(\d*)([-+=.):])", r"\1\\\2", inline(line))


def inline(text: str) -> str:
    """Text within a line, with the characters escaped that Markdown would interpret there."""
    return re.sub(r"([\\`*_\[\]<>#|~$&])", r"\\\1", text.strip())


def code(word: str) -> str:
    """An id or another literal, as code."""
    return f"`{word}`"


def with_ids(cells: Sequence[str], ids: int) -> tuple[str, ...]:
    """The cells, with the first `ids` cells as code."""
    return *map(code, cells[:ids]), *cells[ids:]


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, listed: int = LISTED) -> str:
    """A table of trusted text, with the number of rows not shown; "" if it is empty."""
    found = list(rows)
    if not found:
        return ""
    lines = [heading, ["---"] * len(heading), *found[:listed]]
    drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return drawn if len(found) <= listed else f"{drawn}\n\nAnd {len(found) - listed} more."
