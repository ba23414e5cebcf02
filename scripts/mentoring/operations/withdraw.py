"""Withdrawing from an edition, or taking that back: the application and the pairs that end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mentoring.errors import UsageError
from mentoring.operations.pairs.steps import end, leave
from mentoring.people.application import LEFT, Application, ApplicationStatus, Change, Role
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition


def withdraw(
    edition: Edition,
    person: str,
    today: date,
    how: ApplicationStatus = ApplicationStatus.WITHDRAWN,
) -> tuple[Application | Pair, ...]:
    """The records that change: the application, and each announced pair that ends.

    A proposed pair is left as it is, because `match` makes a new one. Repeating a withdrawal
    changes nothing, except that it ends pairs that an interrupted run left open. People who died
    or must not be contacted count as withdrawn already.
    """
    application = _application(edition, person)
    left = application.status in LEFT
    gone = left and how in {application.status, ApplicationStatus.WITHDRAWN}
    leaver = application if gone else replace(application, status=how)
    if not left:
        change = Change(on=today, what="withdrawn", fields=("status",))
        leaver = replace(leaver, history=(*application.history, change))
    side: Side = "mentee" if application.role is Role.MENTEE else "mentor"
    by = None if leaver.status is ApplicationStatus.DECEASED else side
    changed = [end(pair, by, today) for pair in pairs_with(edition, person)]
    changed += [leave(pair, person, today) for pair in _helped(edition, person, today)]
    return tuple(changed) if gone else (leaver, *changed)


def reinstate(edition: Edition, person: str, today: date) -> tuple[Application, ...]:
    """The application of a person who was withdrawn by mistake; ended pairs stay ended."""
    application = _application(edition, person)
    if application.status not in LEFT:
        return ()
    change = Change(on=today, what="reinstated", fields=("status",))
    history = (*application.history, change)
    return (replace(application, status=ApplicationStatus.SUBMITTED, history=history),)


def pairs_with(edition: Edition, person: str) -> tuple[Pair, ...]:
    """The current announced pairs that contain a person, on either side."""
    pairs = (entry.record for entry in edition.pairs)
    return tuple(
        pair
        for pair in pairs
        if pair.current is not None
        and pair.current.meaning.told
        and person in {pair.mentee, pair.current.mentor}
    )


def _helped(edition: Edition, person: str, today: date) -> Iterator[Pair]:
    """The current pairs in which a person is a second mentor on a day."""
    for entry in edition.pairs:
        current = entry.record.current
        if current and person != current.mentor and person in current.mentors_on(today):
            yield entry.record


def _application(edition: Edition, person: str) -> Application:
    if person not in edition.people:
        hint = did_you_mean(person, edition.people)
        raise UsageError(f"There is no application {person} in {edition.name}. {hint}")
    return edition.people[person]
