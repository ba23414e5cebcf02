"""What a check is, and how it registers: a decorator, in any file of this package.

A check is a function whose docstring is its title. `check_each` marks one that looks at an
edition's records one by one, `edition_check` one that reads a whole edition, `programme_check` one
that reads all editions at once. `run` finds them because they are in this folder.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial, wraps
from typing import Any, Generic, NamedTuple, TypeVar

from mentoring.files.messages import described
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship
from mentoring.problems import DataPath, Problem
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition, Programme

T = TypeVar("T")
Problems = Iterator[Problem]
describe = partial(described, __package__)
"""What `messages.toml` says of a problem, by its code and with its facts."""
EditionCheck = Callable[..., Problems]
ProgrammeCheck = Callable[[Programme], Problems]

EDITION_CHECKS: list[EditionCheck] = []
DAY_CHECKS: list[EditionCheck] = []
PROGRAMME_CHECKS: list[ProgrammeCheck] = []


class Located(NamedTuple, Generic[T]):
    """A record, or a part of one, with its edition and its place in a file."""

    edition: Edition
    entry: Entry[Any]
    record: T
    at: DataPath = ()

    def problem(self, code: str, /, *at: str | int, **facts: object) -> Problem:
        """A problem at the value that the steps `at` lead to from this record.

        Its message may name the `edition`, the `record`, the `whole` one of which this is a part,
        and further facts.
        """
        known = {"edition": self.edition.name, "record": self.record, "whole": self.entry.record}
        return self.entry.problem(**describe(code, **known, **facts), at=(*self.at, *at))


def check_each(
    items: Callable[[Edition], Iterable[T]], *, daily: bool = False
) -> Callable[[Callable[..., Problems]], EditionCheck]:
    """Register a check of each of an edition's items, such as `applications`.

    A `daily` check depends on the day, which it takes after the item.
    """

    def register(check: Callable[..., Problems]) -> EditionCheck:
        @wraps(check)
        def check_all(edition: Edition, *day: object) -> Problems:
            for item in items(edition):
                yield from check(item, *day)

        (DAY_CHECKS if daily else EDITION_CHECKS).append(check_all)
        return check_all

    return register


def edition_check(check: EditionCheck) -> EditionCheck:
    """Register a check of one edition."""
    EDITION_CHECKS.append(check)
    return check


def programme_check(check: ProgrammeCheck) -> ProgrammeCheck:
    """Register a check across all editions."""
    PROGRAMME_CHECKS.append(check)
    return check


def each(kind: str, part: str = "") -> Callable[[Edition], Iterator[Located[Any]]]:
    """The records of a kind, a field of the edition, or the items of a list in each of them."""

    def located(edition: Edition) -> Iterator[Located[Any]]:
        stored = getattr(edition, kind) or ()
        for entry in stored if isinstance(stored, tuple) else (stored,):
            record = Located(edition, entry, entry.record)
            if not part:
                yield record
            for number, item in enumerate(getattr(entry.record, part) if part else ()):
                yield record._replace(record=item, at=(part, number))

    return located


cohorts = each("cohort")
events = each("cohort", "events")
applications = each("applications")
members = each("roster", "members")
reviews = each("reviews")
pins = each("decisions", "pins")
judgements = each("decisions", "judgements")
mentorships = each("pairs", "mentorships")
voices = each("voices")
released = each("released")


def current_mentorships(edition: Edition) -> Iterator[Located[Mentorship]]:
    """Each mentorship that is not over."""
    return (found for found in mentorships(edition) if found.record.status not in OVER)


def repeated(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Each item with a key that an earlier one has, and the first that has it."""
    first: dict[Hashable, T] = {}
    for item in items:
        if (earlier := first.setdefault(key(item), item)) is not item:
            yield item, earlier
