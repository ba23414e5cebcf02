"""A letter before its text is written: its receiver, its facts and its enclosures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.messages import message
from mentoring.operations.letters.facts import common
from mentoring.people.application import Application
from mentoring.people.ids import in_letters
from mentoring.people.pair import Mentorship
from mentoring.store.programme import Edition

text = partial(message, __package__)  # a message of messages.toml, by its key and with its values
ANNOUNCEMENT = "announcement"  # the ledger's name of the letter that every applicant gets once
CANCELLED = "gone"  # the ledger's mark of a date that was cancelled


@dataclass(frozen=True, kw_only=True, slots=True)
class Couple:
    """A pair with its people; `mentor` leads or stands in, `co_mentors` are permanent."""

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


def couple(edition: Edition, mentee: str, mentorship: Mentorship) -> Couple:
    """A mentee's mentorship with its people; raises MentoringError if one has no application."""
    people = edition.people
    for person in (mentee, mentorship.mentor):
        if person not in people:
            raise MentoringError(text("missing", person=person, edition=edition.name))
    joined = (second.mentor for second in mentorship.second_mentors if second.until is None)
    return Couple(
        mentee=people[mentee],
        mentor=people[mentorship.mentor],
        mentorship=mentorship,
        co_mentors=tuple(people[mentor] for mentor in joined if mentor in people),
    )


def current_couples(edition: Edition) -> tuple[Couple, ...]:
    """A couple for each current pair, by the mentees' ids."""
    return tuple(couple(edition, *pair) for pair in sorted(edition.current.items()))


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """One entry of a calendar. Whole-day entries have dates without times.

    `uid` is globally unique and kept when the entry moves. `name` is unique in the edition.
    """

    name: str
    uid: str
    title: str = ""
    starts: date
    ends: date
    place: str | None = None
    url: str | None = None
    cancelled: bool = False

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts

    @property
    def mark(self) -> str:
        """The entry's day and fingerprint, as stored in the ledger."""
        if self.cancelled:
            return CANCELLED
        stated = (self.title, self.starts.isoformat(), self.ends.isoformat(), self.place or "")
        return f"{self.day}/{sha256('/'.join(stated).encode()).hexdigest()[:8]}"


def sent_dates(edition: Edition, to: Application) -> tuple[dict[str, str], int]:
    """The latest mark of each entry that a person was sent, and how many letters had dates."""
    mine = [entry.record for entry in edition.sent if entry.record.to == to.id]
    dated = [sent for sent in mine if sent.dates]
    dated.sort(key=lambda sent: (sent.on, sent.letter.startswith("dates-"), sent.letter))
    return {name: mark for sent in dated for name, mark in sent.dates.items()}, len(dated)


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
        letters = in_letters(sha256("/".join(stated).encode()).digest()[:8])
        return f"{letters[:4]}-{letters[4:]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One message to one person; a person gets a letter of the same `name` once.

    `about` are the ids of the partners it mentions, `agreements` the pairs whose agreement is
    enclosed. `calendars` are the entries of each enclosed file, which are the update of this
    `sequence` for the receiver.
    """

    to: Application
    name: str
    template: str
    facts: Mapping[str, Any]
    about: tuple[str, ...] = ()
    agreements: tuple[Couple, ...] = ()
    calendars: Mapping[str, tuple[CalendarEntry, ...]] = field(default_factory=dict)
    sequence: int = 0
    certificates: tuple[Certificate, ...] = ()

    @property
    def dates(self) -> dict[str, str]:
        """The marks of the enclosed dates for the ledger, by the entries' names."""
        return {entry.name: entry.mark for file in self.calendars.values() for entry in file}

    @property
    def key(self) -> str:
        """The letter's name and receiver: unique in an edition, and the stem of its file."""
        return f"{self.name}-{self.to.id}"


def letter(
    edition: Edition,
    to: Application,
    name: str,
    template: str,
    *,
    about: Iterable[Application] = (),
    enclosed: Mapping[str, Any] = MappingProxyType({}),
    **facts: object,
) -> Letter:
    """A letter with `facts` beside the common ones; `enclosed` are fields of `Letter`."""
    return Letter(
        to=to,
        name=name,
        template=template,
        facts=common(edition.cohort.record, to) | facts,
        about=tuple(person.id for person in about),
        sequence=sent_dates(edition, to)[1] if "calendars" in enclosed else 0,
        **enclosed,
    )
