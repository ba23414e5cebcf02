"""A letter before its text is written: its kind, its receiver, its facts and its enclosures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Literal

from mentoring.errors import MentoringError
from mentoring.files.messages import message
from mentoring.operations.letters.facts import common
from mentoring.people.application import Application
from mentoring.people.pair import Mentorship, Pair
from mentoring.store.ids import ALPHABET
from mentoring.store.programme import Edition

text = partial(message, __package__)
"""A message of `messages.toml`, by its key and with its values."""

CANCELLED = "gone"
"""The ledger's mark of a date that was cancelled."""


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


def couple(edition: Edition, pair: Pair, mentorship: Mentorship) -> Couple:
    """One pair with its two applications; raises MentoringError if one is missing."""
    people = edition.people
    for person in (pair.mentee, mentorship.mentor):
        if person not in people:
            raise MentoringError(text("missing", person=person, edition=edition.name))
    joined = (second.mentor for second in mentorship.second_mentors if second.until is None)
    return Couple(
        mentee=people[pair.mentee],
        mentor=people[mentorship.mentor],
        mentorship=mentorship,
        co_mentors=tuple(people[mentor] for mentor in joined if mentor in people),
    )


def current_couples(edition: Edition) -> tuple[Couple, ...]:
    """A couple for each current pair, by the mentees' ids."""
    pairs = sorted(edition.pair_files.items())
    return tuple(couple(edition, pair, pair.current) for _, pair in pairs if pair.current)


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """One entry of a calendar. Whole-day entries have dates without times.

    `uid` is globally unique and kept when the entry moves. `name` is unique in the edition.
    """

    name: str
    uid: str
    title: str
    starts: date
    ends: date
    place: str | None = None
    url: str | None = None

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts

    @property
    def mark(self) -> str:
        """The entry's day and fingerprint, as stored in the ledger."""
        stated = (self.title, self.starts.isoformat(), self.ends.isoformat(), self.place or "")
        return f"{self.day}/{sha256('/'.join(stated).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarFile:
    """An enclosed calendar: entries to add, or the UIDs of `cancelled` entries by their names."""

    name: str
    sequence: int = 0
    entries: tuple[CalendarEntry, ...] = ()
    cancelled: tuple[tuple[str, str], ...] = ()

    @property
    def marks(self) -> dict[str, str]:
        """The marks that the ledger stores, by the entries' names."""
        cancelled = dict.fromkeys((name for name, _ in self.cancelled), CANCELLED)
        return {entry.name: entry.mark for entry in self.entries} | cancelled


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A certificate that a person took part in a mentorship between two days."""

    cohort: str
    to: Application
    mentee: str
    since: date
    until: date

    @property
    def code(self) -> str:
        """A short code that a steward can look up, computed from ids and days only."""
        stated = (self.cohort, self.to.id, self.mentee, str(self.since), str(self.until))
        digest = sha256("/".join(stated).encode()).digest()
        letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
        return f"{letters[:4]}-{letters[4:]}"


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
        """The marks of the enclosed dates for the ledger, by the entries' names."""
        return {name: mark for file in self.calendars for name, mark in file.marks.items()}

    @property
    def key(self) -> str:
        """The letter's name and receiver: unique in an edition, and the stem of its file."""
        return f"{self.name}-{self.to.id}"


def letter(
    edition: Edition,
    to: Application,
    name: str,
    template: str,
    facts: Mapping[str, object] = MappingProxyType({}),
    about: Iterable[Application] = (),
    **enclosed: Any,  # noqa: ANN401 (the enclosures, as in Letter)
) -> Letter:
    """A letter of an edition, with its own `facts` beside those that every letter may state."""
    return Letter(
        to=to,
        name=name,
        template=template,
        facts={**common(edition.cohort.record, to), **facts},
        about=tuple(person.id for person in about),
        **enclosed,
    )
