"""A letter before its text is written: its kind, its receiver, its facts and its enclosures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from mentoring.errors import MentoringError
from mentoring.files.messages import message
from mentoring.operations.letters.facts import common
from mentoring.people.application import Application
from mentoring.people.ids import in_letters
from mentoring.people.pair import Mentorship, Pair
from mentoring.store.programme import Edition

text = partial(message, __package__)
"""A message of `messages.toml`, by its key and with its values."""

CANCELLED = "gone"
"""The ledger's mark of a date that was cancelled."""


class Kind(NamedTuple):
    """The letters whose names in the ledger begin alike, and how long a draft of one may be sent.

    A draft holds while the pairs that it introduces are `current`, while what it asks for is `due`,
    or `always`. Some letters go `to` people who have left, others are `about` them.
    """

    begins: str
    holds: Literal["current", "due", "always"] = "due"
    leavers: Literal["to", "about"] | None = None


ANNOUNCEMENT = "announcement"
"""The ledger's name of the letter that every applicant gets once."""

KINDS = (
    Kind(ANNOUNCEMENT, "current"),
    Kind("introduction-", "current"),  # to a pair made later; the partner's id follows
    Kind("check-in-"),
    Kind("closing"),
    Kind("consent-taken-back", leavers="to"),
    Kind("dates-"),
    Kind("partner-died-", leavers="about"),
    Kind("partner-left-", leavers="about"),
    Kind("reminder-"),
    Kind("return-"),
    Kind("second-mentor-"),
    Kind("withdrawal", leavers="to"),
)


def kind_of(name: str) -> Kind:
    """The kind of a letter by its name in the ledger; an unknown letter may always be sent."""
    return next((kind for kind in KINDS if name.startswith(kind.begins)), Kind(name, "always"))


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
    records = (entry.record for entry in edition.sent)
    mine = sorted(
        (sent for sent in records if sent.to == to.id and sent.dates),
        key=lambda sent: (sent.on, sent.letter.startswith("dates-"), sent.letter),
    )
    return {name: mark for sent in mine for name, mark in sent.dates.items()}, len(mine)


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
        letters = in_letters(digest[:8])
        return f"{letters[:4]}-{letters[4:]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One message to one person; a person gets a letter of the same `name` once.

    `about` are the ids of the partners it mentions. `agreements` are the pairs whose agreement is
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
        sequence=sent_dates(edition, to)[1] if enclosed.get("calendars") else 0,
        **enclosed,
    )
