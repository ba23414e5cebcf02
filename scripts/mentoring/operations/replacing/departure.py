"""A departure from a pair: the records that change, and the edition after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mentoring.operations.pairs.find import pair_of
from mentoring.operations.pairs.steps import end
from mentoring.operations.withdraw import withdraw
from mentoring.people.application import Application
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """Which side left which pair. `stays`: they may still be paired with another person."""

    mentee: str
    left: Side
    stays: bool = False


def changed_by(
    departure: Departure, edition: Edition, today: date
) -> tuple[Application | Pair, ...]:
    """The records that change: the pair ends, and a person who left for good is withdrawn."""
    pair = pair_of(edition, departure.mentee)
    over = pair if pair.current is None else end(pair, departure.left, today)
    if departure.stays:
        return (over,)
    person = pair.mentee if departure.left == "mentee" else pair.latest.mentor
    return (*withdraw(edition, person, today), over)


def after(edition: Edition, changed: Iterable[Application | Pair]) -> Edition:
    """The edition after these records are written."""
    applications = {one.id: one for one in changed if not isinstance(one, Pair)}
    pairs = {one.mentee: one for one in changed if isinstance(one, Pair)}
    return replace(
        edition,
        applications=tuple(
            replace(entry, record=applications.get(entry.record.id, entry.record))
            for entry in edition.applications
        ),
        pairs=tuple(
            replace(entry, record=pairs.get(entry.record.mentee, entry.record))
            for entry in edition.pairs
        ),
    )
