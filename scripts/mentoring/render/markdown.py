"""Markdown: people's own text, where no sign of it may mean anything, and tables of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

LISTED = 60
"""So many rows of a table are shown, and the rest counted."""


def quoted(text: str) -> Iterator[str]:
    """The text as a quotation, line by line, in which no sign means anything."""
    for line in text.splitlines():
        yield f"> {literal(line)}".rstrip()


def literal(line: str) -> str:
    """The line with every sign escaped that Markdown would read, also those that begin a list."""
    return re.sub(r"^(\d*)([-+=.):])", r"\1\\\2", inline(line))


def inline(text: str) -> str:
    """Text that stands inside a line, with every sign escaped that Markdown would read there."""
    return re.sub(r"([\\`*_\[\]<>#|~$&])", r"\\\1", text.strip())


def code(word: str) -> str:
    """An id or another word of the machine's."""
    return f"`{word}`"


def with_ids(cells: Sequence[str], ids: int) -> tuple[str, ...]:
    """The cells, of which so many at the front are ids."""
    return *map(code, cells[:ids]), *cells[ids:]


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, listed: int = LISTED) -> str:
    """A table of the machine's own words, and how many rows it does not show; nothing if empty."""
    found = list(rows)
    if not found:
        return ""
    lines = [heading, ["---"] * len(heading), *found[:listed]]
    drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return drawn if len(found) <= listed else f"{drawn}\n\nAnd {len(found) - listed} more."
