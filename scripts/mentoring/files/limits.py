"""How much one file may ask of the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The most bytes, levels of nesting and values (keys included) that are read from one file."""

    size: int = 4 * 1024 * 1024
    depth: int = 32
    nodes: int = 500_000


LIMITS = Limits()
