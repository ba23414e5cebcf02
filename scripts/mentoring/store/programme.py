"""The whole programme as the repository holds it: its editions, and what is wrong in its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mentoring.errors import DataError, UsageError
from mentoring.problems import Problem, Severity, did_you_mean
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry

CURRENT = "current"
NO_FILE = "edition-unknown"
"""The code of the problem that an edition has records but no cohort file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """Editions by name, and every problem found while reading them.

    `stated` is the programme's own file, and `files` the number of files read.
    """

    root: Path
    stated: Entry[ProgrammeConfig]
    editions: Mapping[str, Edition]
    problems: tuple[Problem, ...]
    files: int

    @property
    def config(self) -> ProgrammeConfig:
        """The programme's configuration, including its vocabulary."""
        return self.stated.record

    def edition(self, cohort: str) -> Edition:
        """The edition of that name.

        `current` is the latest that is not closed, so that scheduled jobs name no year. Raises
        UsageError, with the nearest name, for an unknown one, DataError for an unreadable file.
        """
        if cohort == CURRENT:
            return self._current()
        if cohort not in self.editions:
            self._require_readable(cohort)
            known = did_you_mean(cohort, self.editions) if self.editions else "There are none yet."
            raise UsageError(f"There is no edition {cohort} in data/cohorts/. {known}")
        return self.editions[cohort]

    def _require_readable(self, cohort: str) -> None:
        """Raise DataError with the problems of the edition's own file, if it exists."""
        path = f"data/cohorts/{cohort}.yaml"
        wrong = [
            problem for problem in self.problems if problem.path == path and problem.code != NO_FILE
        ]
        if wrong:
            raise DataError(wrong, f"{path} is there, and cannot be read")

    def _current(self) -> Edition:
        """The latest edition that is not closed."""
        running = [
            edition for edition in self.editions.values() if edition.cohort.record.closed is None
        ]
        if not running:
            raise UsageError("No edition is running: data/cohorts/ has none that is not closed.")
        return running[-1]

    def sound(self, cohort: str) -> Edition:
        """The edition; raises DataError with all problems if any of its files cannot be read."""
        edition = self.edition(cohort)
        errors = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        name = edition.name
        mine = [error for error in errors if f"/{name}/" in error.path or f"/{name}." in error.path]
        if mine:
            raise DataError(mine)
        return edition
