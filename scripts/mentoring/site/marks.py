"""Marked places in a page: `<!-- generated:NAME -->` … `<!-- /generated:NAME -->`.

In a page's front matter, which is YAML, they are comments: `# generated:NAME`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mentoring.errors import MentoringError
from mentoring.problems import did_you_mean

OPEN = re.compile(r"(?P<begin><!--|#) generated:(?P<name>[a-z-]+)(?P<end> -->|)\n")


def fill(text: str, path: str, blocks: Mapping[str, Callable[[], str]]) -> str:
    """The page with every marked place filled; the rest is unchanged.

    Raises:
        MentoringError: if a place has an unknown name or no end.
    """
    parts, at = [], 0
    while opened := OPEN.search(text, at):
        name = opened["name"]
        close = f"{opened['begin']} /generated:{name}{opened['end']}"
        end = text.find(close, opened.end())
        line = text.count("\n", 0, opened.start()) + 1
        if name not in blocks:
            raise MentoringError(
                f"{path}:{line}: nothing generates “{name}”. {did_you_mean(name, blocks)}"
            )
        if end < 0:
            raise MentoringError(f"{path}:{line}: “{name}” has no end. Add {close} after it.")
        parts += [text[at : opened.end()], blocks[name]().rstrip("\n"), "\n", close]
        at = end + len(close)
    return "".join([*parts, text[at:]])
