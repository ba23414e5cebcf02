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
            editions = self.editions.values()
            running = [edition for edition in editions if edition.cohort.record.closed is None]
            if not running:
                raise UsageError(
                    "No edition is running: data/cohorts/ has none that is not closed."
                )
            return running[-1]
        if cohort in self.editions:
            return self.editions[cohort]
        path = f"data/cohorts/{cohort}.yaml"
        in_file = [problem for problem in self.problems if problem.path == path]
        if wrong := [problem for problem in in_file if problem.code != NO_FILE]:
            raise DataError(wrong, f"{path} is there, and cannot be read")
        known = did_you_mean(cohort, self.editions) if self.editions else "There are none yet."
        raise UsageError(f"There is no edition {cohort} in data/cohorts/. {known}")

    def sound(self, cohort: str) -> Edition:
        """The edition; raises DataError with all problems if any of its files cannot be read."""
        edition = self.edition(cohort)
        name = edition.name
        mine = [
            problem
            for problem in self.problems
            if problem.severity is Severity.ERROR
            and (f"/{name}/" in problem.path or f"/{name}." in problem.path)
        ]
        if mine:
            raise DataError(mine)
        return edition
