"""What is held about a person, without what others said in confidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mentoring.people.application import Application
from mentoring.people.ledger import Sent
from mentoring.people.pair import Mentorship
from mentoring.people.review import Review
from mentoring.people.roster import Member
from mentoring.people.side import Side

WITHHELD = "withheld"
"""What stands where another person's id would."""


def masked(ids: tuple[str, ...]) -> tuple[str, ...]:
    """As many people, without saying who: that somebody applied is theirs to tell."""
    return (WITHHELD,) * len(ids)


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An earlier version of an application, which the history still holds, and its day."""

    on: date
    application: Application


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A decision of the organisers about the person; the other person is withheld."""

    what: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """What a sealed match says of the person: how many they could be paired with, and how well.

    `band` is a mentee's (0 the highest), `capacity` a mentor's. `fits` are those with people they
    may be paired with, the highest first, without saying whose.
    """

    match: int
    band: int | None
    capacity: int | None
    fits: tuple[int, ...]
    paired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldApplication:
    """An application with all that hangs on it. `until` is when it is deleted at the latest."""

    until: date
    application: Application
    side: Side
    earlier: tuple[Earlier, ...]
    reviews: tuple[Review, ...]
    decisions: tuple[Decided, ...]
    sealed: tuple[Sealed, ...]
    mentorships: tuple[Mentorship, ...]
    sent: tuple[Sent, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Everything about one person: `due` is the day by which they must have it.

    `member` is their service as organiser or reviewer, by edition; `outbox` are drafts and reports
    in which they stand.
    """

    person: str
    on: date
    due: date
    applications: tuple[HeldApplication, ...]
    member: dict[str, Member]
    reviewed: int
    outbox: tuple[str, ...]
