"""Withdrawing an application: the person leaves, and with them the mentorships that stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.errors import UsageError
from mentoring.operations.pairs.end import end
from mentoring.people.application import ApplicationStatus, Change, Role
from mentoring.people.pair import MentorshipStatus
from mentoring.problems import did_you_mean

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.application import Application
    from mentoring.people.pair import Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition


def withdraw(edition: Edition, person: str, today: date) -> tuple[Application | Pair, ...]:
    """The records that change: the application, and each announced pair it leaves.

    A pair that is only proposed is left as it is: `match` makes another. Withdrawing twice changes
    nothing.
    """
    application = _application(edition, person)
    if application.status is ApplicationStatus.WITHDRAWN:
        return ()
    withdrawn = replace(
        application,
        status=ApplicationStatus.WITHDRAWN,
        history=(*application.history, Change(on=today, what="withdrawn", fields=("status",))),
    )
    side: Side = "mentee" if application.role is Role.MENTEE else "mentor"
    return (withdrawn, *(end(pair, side, today) for pair in pairs_with(edition, person)))


def pairs_with(edition: Edition, person: str) -> tuple[Pair, ...]:
    """The announced pairs that stand in which a person is, on either side."""
    pairs = (entry.record for entry in edition.pairs)
    return tuple(
        pair
        for pair in pairs
        if pair.current is not None
        and pair.current.status is not MentorshipStatus.PROPOSED
        and person in {pair.mentee, pair.current.mentor}
    )


def _application(edition: Edition, person: str) -> Application:
    if person not in edition.people:
        hint = did_you_mean(person, edition.people)
        raise UsageError(f"There is no application {person} in {edition.name}. {hint}")
    return edition.people[person]
