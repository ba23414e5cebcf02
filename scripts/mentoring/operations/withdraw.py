"""Leaving an edition or a pair, or taking that back: the records that change with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mentoring.errors import UsageError
from mentoring.operations.pairs.steps import leave, pair_of, recorded
from mentoring.people.application import LEFT, Application, ApplicationStatus, Change
from mentoring.people.lifecycle import Side
from mentoring.people.pair import Pair
from mentoring.problems import did_you_mean
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import path_of


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
    over = pair if pair.current is None else recorded(pair, "ended", today, departure.left)
    if departure.stays:
        return (over,)
    person = pair.mentee if departure.left == "mentee" else pair.latest.mentor
    return (*withdraw(edition, person, today), over)


def after(edition: Edition, changed: Iterable[Application | Pair]) -> Edition:
    """The edition after these records are written."""
    new = {path_of(record): record for record in changed}

    def updated(entry: Entry[Any]) -> Entry[Any]:
        return replace(entry, record=new.get(path_of(entry.record), entry.record))

    applications, pairs = map(updated, edition.applications), map(updated, edition.pairs)
    return replace(edition, applications=tuple(applications), pairs=tuple(pairs))


def withdraw(
    edition: Edition, person: str, today: date, how: ApplicationStatus = ApplicationStatus.WITHDRAWN
) -> tuple[Application | Pair, ...]:
    """The records that change: the application, and each announced pair that ends.

    A proposed pair is left as it is, because `match` makes a new one. Repeating a withdrawal only
    ends pairs that an interrupted run left open. People who died, or must not be contacted, count
    as withdrawn already.
    """
    application = _application(edition, person)
    left = application.status in LEFT
    gone = left and how in {application.status, ApplicationStatus.WITHDRAWN}
    leaver = application if gone else replace(application, status=how)
    if not left:
        change = Change(on=today, what="withdrawn", fields=("status",))
        leaver = replace(leaver, history=(*application.history, change))
    by = None if leaver.status is ApplicationStatus.DECEASED else application.role
    pairs, current = edition.pair_files, edition.current.items()
    changed = [
        recorded(pairs[mentee], "ended", today, by)
        for mentee, mentorship in current
        if mentorship.meaning.told and person in {mentee, mentorship.mentor}
    ]
    changed += [
        leave(pairs[mentee], person, today)
        for mentee, mentorship in current
        if person in mentorship.mentors_on(today) - {mentorship.mentor}
    ]
    return tuple(changed) if gone else (leaver, *changed)


def reinstate(edition: Edition, person: str, today: date) -> tuple[Application, ...]:
    """The application of a person who was withdrawn by mistake; ended pairs stay ended."""
    application = _application(edition, person)
    if application.status not in LEFT:
        return ()
    change = Change(on=today, what="reinstated", fields=("status",))
    history = (*application.history, change)
    return (replace(application, status=ApplicationStatus.SUBMITTED, history=history),)


def _application(edition: Edition, person: str) -> Application:
    if person not in edition.people:
        hint = did_you_mean(person, edition.people)
        raise UsageError(f"There is no application {person} in {edition.name}. {hint}")
    return edition.people[person]
