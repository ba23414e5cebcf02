"""The records of a synthetic edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.people.application import Application, Role
from mentoring.people.decisions import Decisions
from mentoring.people.ledger import Frozen
from mentoring.people.pair import Pair
from mentoring.people.review import Review
from mentoring.people.roster import Roster
from mentoring.programme.cohort import Cohort
from mentoring.store.record_kinds import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """The records of one edition up to a day."""

    cohort: Cohort
    roster: Roster
    applications: tuple[Application, ...]
    reviews: tuple[Review, ...] = ()
    decisions: Decisions | None = None
    pairs: tuple[Pair, ...] = ()
    frozen: Frozen | None = None

    @property
    def mentees(self) -> tuple[Application, ...]:
        """The mentees' applications, in the order of their invention."""
        return tuple(
            application for application in self.applications if application.role is Role.MENTEE
        )

    @property
    def mentors(self) -> tuple[Application, ...]:
        """The mentors' applications, in the order of their invention."""
        return tuple(
            application for application in self.applications if application.role is Role.MENTOR
        )

    def __iter__(self) -> Iterator[Record]:
        yield self.cohort
        yield self.roster
        yield from self.applications
        yield from self.reviews
        if self.decisions:
            yield self.decisions
        yield from self.pairs
        if self.frozen:
            yield self.frozen
