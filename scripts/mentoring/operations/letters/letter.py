"""A letter before it has words: to whom, which, and the facts it may state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentoring.operations.letters.close import Certificate
    from mentoring.operations.letters.dates import CalendarFile
    from mentoring.people.application import Application
    from mentoring.people.pair import Mentorship

ANNOUNCEMENT = "announcement"
"""The ledger's name of the letter that everybody gets once."""

INTRODUCTION = "introduction"
"""How the names of letters about pairs that are made later begin; the other side's id follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Couple:
    """A pair with its people: what an enclosed agreement or calendar is about.

    `mentor` leads, or stands in for the one who does; `co_mentors` have joined to stay.
    """

    mentee: Application
    mentor: Application
    mentorship: Mentorship
    co_mentors: tuple[Application, ...] = ()

    @property
    def announced(self) -> date | None:
        """The day on which the two were told of each other."""
        return self.mentorship.day_of("announced")


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One message to one person.

    `name` is the letter's name in the ledger: a person gets a letter of that name once. `template`
    is the text it is written from. `about` are the ids of the partners it speaks of. `agreements`
    are the pairs whose agreement is enclosed.
    """

    to: Application
    name: str
    template: str
    facts: Mapping[str, Any]
    about: tuple[str, ...] = ()
    agreements: tuple[Couple, ...] = ()
    calendars: tuple[CalendarFile, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    @property
    def dates(self) -> dict[str, str]:
        """What the ledger keeps of the dates that are enclosed."""
        return {uid: mark for file in self.calendars for uid, mark in file.marks.items()}

    @property
    def key(self) -> str:
        """The letter's name and its receiver: unique in an edition, and its file's stem."""
        return f"{self.name}-{self.to.id}"
