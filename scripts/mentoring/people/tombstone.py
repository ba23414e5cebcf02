"""Tombstones: the words that replace the ids of erased people."""

from __future__ import annotations

from collections.abc import Iterable

PREFIX = "erased-"


def is_tombstone(word: str) -> bool:
    """Whether the word is a tombstone rather than an id. No id has a hyphen."""
    return word.startswith(PREFIX) and word.removeprefix(PREFIX).isdecimal()


def tombstones(count: int, taken: Iterable[str]) -> tuple[str, ...]:
    """The next `count` tombstones after those already taken. They reveal only their number."""
    numbers = [int(word.removeprefix(PREFIX)) for word in taken if is_tombstone(word)]
    first = max(numbers, default=0) + 1
    return tuple(f"{PREFIX}{number}" for number in range(first, first + count))
