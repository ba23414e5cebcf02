"""Who may review which application: never their own, their experiment, institute or conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from mentoring.people.application import Application
from mentoring.people.conflict import against_judging
from mentoring.people.review import Review
from mentoring.people.roster import Member, Roster

DECLARED_ON_READING = "a conflict declared on reading"


def reviewers(roster: Roster | None) -> tuple[Member, ...]:
    """The members who review, by id."""
    members = roster.members if roster else ()
    return tuple(
        sorted((member for member in members if "reviewer" in member.duties), key=lambda m: m.id)
    )


def declared(reviews: Iterable[Review]) -> frozenset[tuple[str, str]]:
    """The (application, reviewer) for which a reviewer sent back a conflict instead of marks."""
    return frozenset((review.application, review.reviewer) for review in reviews if review.conflict)


def why_not(
    application: Application, member: Member, conflicts: frozenset[tuple[str, str]]
) -> str | None:
    """Why this member may not review this application, in words; None where they may."""
    if (application.id, member.id) in conflicts:
        return DECLARED_ON_READING
    return against_judging(member, application)


def eligible(
    application: Application, members: Sequence[Member], conflicts: frozenset[tuple[str, str]]
) -> tuple[str, ...]:
    """The members who may review the application, in an order of its own.

    The order is a hash's, the same everywhere: with ids in plain order the same reviewers would
    always meet on the same applications, and their marks could not be compared with others'.
    """
    allowed = (member.id for member in members if why_not(application, member, conflicts) is None)
    return tuple(sorted(allowed, key=lambda one: _hash(application.id, one)))


def _hash(application: str, reviewer: str) -> bytes:
    return blake2b(f"{application}:{reviewer}".encode()).digest()
