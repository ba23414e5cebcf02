"""Relative links between pages, so that the site works at any address."""

from __future__ import annotations

from posixpath import dirname, relpath


def link(page: str, target: str) -> str:
    """The relative link from a page to a file; both paths are relative to docs/."""
    return relpath(target, dirname(page) or ".")
