"""A letter before its text is written: its kind, its receiver, and the facts it may state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Literal

from mentoring.errors import MentoringError
from mentoring.operations.letters.enclosures import CalendarFile, Certificate
from mentoring.operations.letters.facts import common
from mentoring.people.application import Application
from mentoring.people.pair import Mentorship, Pair
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """The letters whose names in the ledger begin alike, and how long a draft of one may be sent.

    A draft holds while the pairs that it introduces are `current`, while what it asks for is `due`,
    or `always`. Some letters go `to_leaver`, others are `about_leaver`: a person who has left.
    """

    begins: str
    holds: Literal["current", "due", "always"] = "due"
    to_leaver: bool = False
    about_leaver: bool = False


ANNOUNCEMENT = "announcement"
"""The ledger's name of the letter that every applicant gets once."""

KINDS = (
    Kind(begins=ANNOUNCEMENT, holds="current"),
    Kind(begins="introduction-", holds="current"),  # to a pair made later; the partner's id follows
    Kind(begins="check-in-"),
    Kind(begins="closing"),
    Kind(begins="consent-taken-back", to_leaver=True),
    Kind(begins="dates-"),
    Kind(begins="partner-died-", about_leaver=True),
    Kind(begins="partner-left-", about_leaver=True),
    Kind(begins="reminder-"),
    Kind(begins="return-"),
    Kind(begins="second-mentor-"),
    Kind(begins="withdrawal", to_leaver=True),
)


def kind_of(name: str) -> Kind:
    """The kind of a letter by its name in the ledger; an unknown letter may always be sent."""
    known = (kind for kind in KINDS if name.startswith(kind.begins))
    return next(known, Kind(begins=name, holds="always"))


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

    @property
    def sides(self) -> tuple[tuple[Application, Application], ...]:
        """Each side with its partner: the mentee first, then the mentor."""
        return (self.mentee, self.mentor), (self.mentor, self.mentee)


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


def letter(  # noqa: PLR0913 (a letter has so many parts)
    edition: Edition,
    to: Application,
    name: str,
    template: str,
    facts: Mapping[str, object] = MappingProxyType({}),
    *,
    about: Iterable[Application] = (),
    agreements: Iterable[Couple] = (),
    calendars: Iterable[CalendarFile] = (),
    certificates: Iterable[Certificate] = (),
) -> Letter:
    """A letter of an edition, with its own `facts` beside those that every letter may state."""
    return Letter(
        to=to,
        name=name,
        template=template,
        facts={**common(edition.cohort.record, to), **facts},
        about=tuple(person.id for person in about),
        agreements=tuple(agreements),
        calendars=tuple(calendars),
        certificates=tuple(certificates),
    )


def is_recent(edition: Edition, since: date, today: date) -> bool:
    """Whether a day is past by no more than the days in which a pair is to answer."""
    return since <= today <= since + timedelta(days=edition.cohort.record.progress.accept_days)


def current_couples(edition: Edition, pairs: Iterable[Pair] | None = None) -> tuple[Couple, ...]:
    """A couple for each current pair (of the edition, or of `pairs`), by the mentees' ids."""
    known = [entry.record for entry in edition.pairs] if pairs is None else pairs
    return tuple(
        couple(edition, pair, pair.current)
        for pair in sorted(known, key=lambda pair: pair.mentee)
        if pair.current is not None
    )


def couple(edition: Edition, pair: Pair, mentorship: Mentorship) -> Couple:
    """One pair with its two applications; raises MentoringError if one is missing."""
    people = edition.people
    for person in (pair.mentee, mentorship.mentor):
        if person not in people:
            raise MentoringError(
                f"{person} is in a pair of {edition.name} and has no application there. Run "
                "mentoring validate."
            )
    joined = (second.mentor for second in mentorship.second_mentors if second.until is None)
    return Couple(
        mentee=people[pair.mentee],
        mentor=people[mentorship.mentor],
        mentorship=mentorship,
        co_mentors=tuple(people[mentor] for mentor in joined if mentor in people),
    )


def acting(edition: Edition, couple: Couple, today: date) -> Couple:
    """The couple with the mentor who acts on a day: a stand-in, or else the mentor."""
    mentor = couple.mentorship.acting_mentor(today)
    return replace(couple, mentor=edition.people.get(mentor, couple.mentor))
