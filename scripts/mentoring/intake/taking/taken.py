"""What the rows of an export made: records that change, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.problems import Problem

if TYPE_CHECKING:
    from mentoring.intake.taking.outcome import Outcome
    from mentoring.store.kinds import Record

Check = Callable[[int, str, Mapping[str, Any]], tuple[Problem, ...]]
"""Given a row's number, a schema and a record as plain data: what the schema refuses."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """The records to write, and an outcome for each row that could be read."""

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...]


def fault(row: int, code: str, message: str, hint: str = "") -> tuple[Problem, ...]:
    """The problem of a row that reads well and yet cannot be taken."""
    return (Problem(path="", line=row, code=code, message=message, hint=hint),)
