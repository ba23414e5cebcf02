"""What the rows of an export made: records that change, and what became of each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring.intake.importing.row_outcomes import Outcome
    from mentoring.store.record_kinds import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """The records to write, and an outcome for each row that could be read."""

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...]
