"""The data held about a person, without what others said in confidence."""

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
"""The text in place of another person's id."""


def masked(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The same number of ids, masked, because an application is confidential."""
    return (WITHHELD,) * len(ids)


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An earlier version of an application that the history still holds, and its day."""

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
    """What a sealed match says of the person: how many pairs they could be in, and the fits.

    `band` is set for a mentee (0 is the highest), `capacity` for a mentor. `fits` are the fits of
    all admissible pairs, the highest first, without the other person's id.
    """

    match: int
    band: int | None
    capacity: int | None
    fits: tuple[int, ...]
    paired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldApplication:
    """An application with its related records. It is deleted on the day `until` at the latest."""

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
    """All data about one person, who must receive it by the day `due`.

    `member` is their service as organiser or reviewer, by edition. `outbox` are the drafts and
    reports that mention them.
    """

    person: str
    on: date
    due: date
    applications: tuple[HeldApplication, ...]
    member: dict[str, Member]
    reviewed: int
    outbox: tuple[str, ...]
