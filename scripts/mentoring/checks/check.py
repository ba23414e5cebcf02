"""What a check is, and how it registers: a decorator, in any file of this package.

A check is a function whose docstring is its title. `check_each` marks one that looks at an
edition's records one by one, `edition_check` one that reads a whole edition, `day_check` one that
depends on the day too, `programme_check` one that reads all editions at once. `run` finds them
because they are in this folder.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from typing import Any, Generic, NamedTuple, TypeVar

from mentoring.files.messages import messages
from mentoring.people.application import Application
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship
from mentoring.problems import DataPath, Problem, Severity
from mentoring.programme.cohort import Cohort
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition, Programme

T = TypeVar("T")
Problems = Iterator[Problem]
EditionCheck = Callable[[Edition], Problems]
DayCheck = Callable[[Edition, date], Problems]
ProgrammeCheck = Callable[[Programme], Problems]

EDITION_CHECKS: list[EditionCheck] = []
DAY_CHECKS: list[DayCheck] = []
PROGRAMME_CHECKS: list[ProgrammeCheck] = []


class Located(NamedTuple, Generic[T]):
    """A record, or a part of one, with its edition and its place in a file."""

    edition: Edition
    entry: Entry[Any]
    record: T
    at: DataPath = ()

    def problem(self, code: str, /, *at: str | int, **facts: object) -> Problem:
        """A problem at the value that the steps `at` lead to from this record."""
        said = describe(code, edition=self.edition.name, **facts)
        return self.entry.problem(**said, at=(*self.at, *at))


def describe(code: str, /, **facts: object) -> dict[str, Any]:
    """What `messages.toml` says of a problem: its code, message, cure and severity.

    `code` may have a slash and a word that chooses one of several messages.
    """
    message, hint, *severity = messages("mentoring.checks")[code]
    return {
        "code": code.partition("/")[0],
        "message": message.format(**facts),
        "hint": hint.format(**facts),
        "severity": Severity(*severity or ["error"]),
    }


def check_each(
    items: Callable[[Edition], Iterable[T]],
) -> Callable[[Callable[[T], Problems]], EditionCheck]:
    """Register a check of each of an edition's items, such as `applications`."""

    def register(check: Callable[[T], Problems]) -> EditionCheck:
        @wraps(check)
        def check_all(edition: Edition) -> Problems:
            for item in items(edition):
                yield from check(item)

        return edition_check(check_all)

    return register


def edition_check(check: EditionCheck) -> EditionCheck:
    """Register a check of one edition."""
    EDITION_CHECKS.append(check)
    return check


def day_check(check: DayCheck) -> DayCheck:
    """Register a check of one edition on a day."""
    DAY_CHECKS.append(check)
    return check


def programme_check(check: ProgrammeCheck) -> ProgrammeCheck:
    """Register a check across all editions."""
    PROGRAMME_CHECKS.append(check)
    return check


def cohorts(edition: Edition) -> Iterator[Located[Cohort]]:
    """The edition's cohort."""
    yield Located(edition, edition.cohort, edition.cohort.record)


def applications(edition: Edition) -> Iterator[Located[Application]]:
    """Each application."""
    return (Located(edition, entry, entry.record) for entry in edition.applications)


def mentorships(edition: Edition) -> Iterator[Located[Mentorship]]:
    """Each current or former mentorship; its entry is that of its pair."""
    for entry in edition.pairs:
        for number, mentorship in enumerate(entry.record.mentorships):
            yield Located(edition, entry, mentorship, ("mentorships", number))


def current_mentorships(edition: Edition) -> Iterator[Located[Mentorship]]:
    """Each mentorship that is not over."""
    return (found for found in mentorships(edition) if found.record.status not in OVER)
