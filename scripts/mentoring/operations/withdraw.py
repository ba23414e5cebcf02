"""Leaving an edition, for good or by mistake: the application, and the pairs that end with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mentoring.errors import UsageError
from mentoring.operations.pairs.second_mentors import leave
from mentoring.operations.pairs.steps import end
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
    """The records that change: the application, and each announced pair it leaves.

    A pair that is only proposed is left as it is: `match` makes another. Leaving twice in the same
    way changes nothing, but ends what a first run that was cut short left standing; who has died or
    is not to be contacted has left already.
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
    """The application of somebody who left by mistake; pairs that ended stay as they are."""
    application = _application(edition, person)
    if application.status not in LEFT:
        return ()
    change = Change(on=today, what="reinstated", fields=("status",))
    history = (*application.history, change)
    return (replace(application, status=ApplicationStatus.SUBMITTED, history=history),)


def pairs_with(edition: Edition, person: str) -> tuple[Pair, ...]:
    """The announced pairs that stand in which a person is, on either side."""
    pairs = (entry.record for entry in edition.pairs)
    return tuple(
        pair
        for pair in pairs
        if pair.current is not None
        and pair.current.meaning.told
        and person in {pair.mentee, pair.current.mentor}
    )


def _helped(edition: Edition, person: str, today: date) -> Iterator[Pair]:
    """The pairs that stand in which a person is a second mentor on a day."""
    for entry in edition.pairs:
        current = entry.record.current
        if current and person != current.mentor and person in current.mentors_on(today):
            yield entry.record


def _application(edition: Edition, person: str) -> Application:
    if person not in edition.people:
        hint = did_you_mean(person, edition.people)
        raise UsageError(f"There is no application {person} in {edition.name}. {hint}")
    return edition.people[person]
