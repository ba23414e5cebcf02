"""What a check is, and how it registers: a decorator, in any file of this package.

A check is a function whose docstring is its title. `edition_check` marks one that reads one
edition, `check_each` one that looks at its items one by one, `day_check` one that depends on the
day too, `programme_check` one that reads all editions at once. `run` finds them because they are
in this folder.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from typing import TypeVarTuple

from mentoring.people.application import Application
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps
from mentoring.store.programme import Programme

Item = TypeVarTuple("Item")

EditionCheck = Callable[[Edition], Iterable[Problem]]
DayCheck = Callable[[Edition, date], Iterable[Problem]]
ProgrammeCheck = Callable[[Programme], Iterable[Problem]]

EDITION_CHECKS: list[EditionCheck] = []
DAY_CHECKS: list[DayCheck] = []
PROGRAMME_CHECKS: list[ProgrammeCheck] = []


def edition_check(check: EditionCheck) -> EditionCheck:
    """Register a check of one edition."""
    EDITION_CHECKS.append(check)
    return check


def check_each(
    items: Callable[[Edition], Iterable[tuple[*Item]]],
) -> Callable[[Callable[[Edition, *Item], Iterable[Problem]]], EditionCheck]:
    """Register a check of each of an edition's items, such as `applications`."""

    def register(check: Callable[[Edition, *Item], Iterable[Problem]]) -> EditionCheck:
        @wraps(check)
        def check_all(edition: Edition) -> Iterator[Problem]:
            for item in items(edition):
                yield from check(edition, *item)

        return edition_check(check_all)

    return register


def day_check(check: DayCheck) -> DayCheck:
    """Register a check of one edition on a day."""
    DAY_CHECKS.append(check)
    return check


def programme_check(check: ProgrammeCheck) -> ProgrammeCheck:
    """Register a check across all editions."""
    PROGRAMME_CHECKS.append(check)
    return check


def applications(edition: Edition) -> Iterator[tuple[Entry[Application]]]:
    """Each application."""
    return ((entry,) for entry in edition.applications)


def mentorships(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    """Each current or former mentorship, with its entry and the steps to it in that file."""
    for entry in edition.pairs:
        for number, mentorship in enumerate(entry.record.mentorships):
            yield entry, ("mentorships", number), mentorship


def current_mentorships(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    """Each mentorship that is not over, as `mentorships` gives it."""
    return (found for found in mentorships(edition) if found[2].status not in OVER)
