"""How much one file may ask of the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The most bytes, levels of nesting and values that are read from one file.

    `events` counts one for each scalar and key, and two for each list and mapping.
    """

    size: int = 4 * 1024 * 1024
    depth: int = 32
    events: int = 500_000


LIMITS = Limits()  # for what people write
LARGE = Limits(size=32 * 1024 * 1024)  # for what commands write, such as a matrix of scores
