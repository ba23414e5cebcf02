"""Simulates an edition in a repository, one command after another, until a given day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from mentoring.operations.demo.course import Couple, Course
from mentoring.operations.demo.life import lived
from mentoring.operations.letters.announce import announce
from mentoring.operations.replacing.departure import Departure
from mentoring.operations.replacing.replacement import Wanted, replacement
from mentoring.operations.run_match import match
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition
from mentoring.store.reader import load
from mentoring.store.record_kinds import Record
from mentoring.store.writer import changes


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """An edition in a repository at `root`, and the course of each pair by its place."""

    root: Path
    cohort: str
    course: Callable[[int], Course]

    @property
    def edition(self) -> Edition:
        """The edition, read from its files."""
        return load(self.root).sound(self.cohort)

    def write(self, records: Iterable[Record]) -> None:
        """Write these records to their files."""
        changes(self.root, records, cohort=self.cohort).apply()

    def matched(self) -> None:
        """Match on the day before the announcement, then announce."""
        day = self.edition.cohort.record.dates.announcement
        match(load(self.root), self.cohort, day - timedelta(days=1)).changes.apply()
        self.write(announce(self.edition, day).pairs)

    def lived(self, today: date) -> None:
        """Simulate the life of every pair until `today`."""
        edition = self.edition
        pairs = [entry.record for entry in edition.pairs]
        self.write(
            lived(pair, _couple(edition, pair), self.course(place), today)
            for place, pair in enumerate(pairs)
        )

    def replaced(self, mentee: str, departure: date, today: date) -> None:
        """Find and announce another pair for a mentee whose mentor has left."""
        wanted = Wanted(departure=Departure(mentee=mentee, left="mentor"))
        replacement(load(self.root), self.cohort, wanted, departure).changes.apply()
        self.write(announce(self.edition, departure).pairs)
        edition = self.edition
        pair = next(one.record for one in edition.pairs if one.record.mentee == mentee)
        self.write([lived(pair, _couple(edition, pair), self.course(-1), today)])


def _couple(edition: Edition, pair: Pair) -> Couple:
    standing = pair.latest
    told = standing.day_of("announced") or edition.cohort.record.dates.announcement
    return Couple(
        cohort=edition.cohort.record,
        mentee=edition.people[pair.mentee],
        mentor=edition.people[standing.mentor],
        told=told,
    )
