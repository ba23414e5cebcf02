"""What the public pages are generated from: editions, releases, and what the rules are called."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.aggregates.release import Release
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """A criterion of the fit as the public reads it: its name, its title, and what counts."""

    name: str
    title: str
    counts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """The edition that people apply to, all editions (latest first), and all releases."""

    cohort: Cohort
    editions: tuple[Cohort, ...]
    releases: tuple[Release, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def running(self) -> tuple[Cohort, ...]:
        """The edition that people apply to, and after it those before that are not closed yet."""
        mine = self.cohort.cohort
        return tuple(
            edition for edition in self.editions if edition.cohort == mine or edition.closed is None
        )
