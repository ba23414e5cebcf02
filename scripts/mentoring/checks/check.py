"""What a check is: a function whose docstring is its title, registered by a decorator.

`check_each` marks a function that looks at an edition's records one by one, `edition_check` one
that reads a whole edition, `programme_check` one that reads all editions at once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial, wraps
from typing import Any, NamedTuple, TypeVar

from mentoring.files.messages import described
from mentoring.problems import DataPath, Problem
from mentoring.programme.cohort import Cohort
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition

T = TypeVar("T")
Problems = Iterator[Problem]
Check = Callable[..., Problems]
EDITION_CHECKS: list[Check] = []
DAY_CHECKS: list[Check] = []
PROGRAMME_CHECKS: list[Check] = []

describe = partial(described, __package__)
"""What `messages.toml` says of a problem, by its code and with its facts."""


class Located(NamedTuple):
    """A record, or a part of one, with its edition and its place in a file."""

    edition: Edition
    entry: Entry[Any]
    record: Any
    at: DataPath = ()

    @property
    def cohort(self) -> Cohort:
        """The edition's cohort."""
        return self.edition.cohort.record

    def problem(self, code: str, /, *at: str | int, **facts: object) -> Problem:
        """A problem at the steps `at`, worded with `edition`, `record`, the `whole`, and facts."""
        known = {"edition": self.edition.name, "record": self.record, "whole": self.entry.record}
        return self.entry.problem(**describe(code, **known, **facts), at=(*self.at, *at))


def each(edition: Edition, kind: str, part: str = "") -> Iterator[Located]:
    """The records of a kind, a field of the edition, or the items of a list in each of them."""
    stored = getattr(edition, kind) or ()
    for entry in stored if isinstance(stored, tuple) else (stored,):
        record = Located(edition, entry, entry.record)
        if not part:
            yield record
        for number, item in enumerate(getattr(entry.record, part) if part else ()):
            yield record._replace(record=item, at=(part, number))


def check_each(kind: str, part: str = "", *, daily: bool = False) -> Callable[[Check], Check]:
    """Register a check that takes each such item and its record, and the day if it is `daily`."""

    def register(check: Check) -> Check:
        @wraps(check)
        def check_all(edition: Edition, *day: object) -> Problems:
            for here in each(edition, kind, part):
                yield from check(here, here.record, *day)

        (DAY_CHECKS if daily else EDITION_CHECKS).append(check_all)
        return check_all

    return register


def edition_check(check: Check) -> Check:
    """Register a check of one edition."""
    EDITION_CHECKS.append(check)
    return check


def programme_check(check: Check) -> Check:
    """Register a check across all editions."""
    PROGRAMME_CHECKS.append(check)
    return check


def repeated(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Each item with a key that an earlier one has, and the first that has it."""
    first: dict[Hashable, T] = {}
    for item in items:
        if (earlier := first.setdefault(key(item), item)) is not item:
            yield item, earlier
