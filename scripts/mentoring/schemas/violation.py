"""What a schema finds wrong at one place of a value."""

from __future__ import annotations

from dataclasses import dataclass

Steps = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Violation:
    """One violation: the steps to its place, and whether the key there (not its value) is wrong."""

    steps: Steps
    code: str
    message: str
    hint: str = ""
    at_key: bool = False
