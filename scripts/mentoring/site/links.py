"""Links between pages, relative, so that the site works under any address."""

from __future__ import annotations

from posixpath import dirname, relpath


def link(page: str, target: str) -> str:
    """From the page at one path to a file at another, both counted from docs/."""
    return relpath(target, dirname(page) or ".")
