"""The whole programme as the repository holds it: its editions, and what is wrong in its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.errors import DataError, UsageError
from mentoring.problems import Problem, Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """Editions by name, and every problem that reading found. `files` counts what was read."""

    root: Path
    editions: Mapping[str, Edition]
    problems: tuple[Problem, ...]
    files: int

    def edition(self, cohort: str) -> Edition:
        """The edition of that name; a wrong name is a usage error that offers the nearest."""
        if cohort not in self.editions:
            known = did_you_mean(cohort, self.editions) if self.editions else "There are none yet."
            raise UsageError(f"There is no edition {cohort} in data/cohorts/. {known}")
        return self.editions[cohort]

    def sound(self, cohort: str) -> Edition:
        """The edition, if its files could all be read; its problems as one error otherwise."""
        edition = self.edition(cohort)
        errors = [one for one in self.problems if one.severity is Severity.ERROR]
        mine = [one for one in errors if f"/{cohort}/" in one.path or f"/{cohort}." in one.path]
        if mine:
            raise DataError(mine)
        return edition
