"""The input of the public pages: editions, releases, and the names of the rules."""

from dataclasses import dataclass

from mentoring.aggregates.quote import Quote
from mentoring.aggregates.release import Release
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """The public description of a criterion of the fit: its name, title, and what counts."""

    name: str
    title: str
    counts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """The current edition, all editions (latest first), all releases, and quotes."""

    cohort: Cohort
    editions: tuple[Cohort, ...]
    releases: tuple[Release, ...] = ()
    quotes: tuple[Quote, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def running(self) -> tuple[Cohort, ...]:
        """The current edition, then earlier editions that are not closed."""
        mine = self.cohort.cohort
        return tuple(
            edition for edition in self.editions if edition.cohort == mine or edition.closed is None
        )
