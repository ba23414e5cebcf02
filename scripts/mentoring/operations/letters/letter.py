"""A letter before its text is written: its receiver, its name, and the facts it may state."""

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
"""The ledger's name of the letter that every applicant gets once."""

INTRODUCTION = "introduction"
"""The prefix of letters about pairs made later; the other side's id follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Couple:
    """A pair with its people, for enclosed agreements and calendars.

    `mentor` is the leading mentor or a stand-in; `co_mentors` are permanent second mentors.
    """

    mentee: Application
    mentor: Application
    mentorship: Mentorship
    co_mentors: tuple[Application, ...] = ()

    @property
    def announced(self) -> date | None:
        """The day on which the pair was announced."""
        return self.mentorship.day_of("announced")


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One message to one person.

    `name` is the letter's name in the ledger; a person gets a letter of that name once. `template`
    is its template. `about` are the ids of the partners it mentions. `agreements` are the pairs
    whose agreement is enclosed.
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
        """The marks of the enclosed dates for the ledger."""
        return {uid: mark for file in self.calendars for uid, mark in file.marks.items()}

    @property
    def key(self) -> str:
        """The letter's name and receiver: unique in an edition, and the stem of its file."""
        return f"{self.name}-{self.to.id}"
