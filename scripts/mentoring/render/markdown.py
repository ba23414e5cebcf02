"""People's own text in Markdown, where no sign of it may mean anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
