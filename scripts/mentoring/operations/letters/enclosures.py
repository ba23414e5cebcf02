"""What a letter encloses: calendars and certificates."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

from mentoring.people.application import Application
from mentoring.store.ids import ALPHABET

GONE = "gone"
"""The mark of an entry that was cancelled."""


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
    """An enclosed calendar: entries to add or, for CANCEL, the UIDs of `gone` entries by name."""

    name: str
    sequence: int = 0
    entries: tuple[CalendarEntry, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()

    @property
    def method(self) -> Literal["PUBLISH", "CANCEL"]:
        """The iTIP method (RFC 5546)."""
        return "CANCEL" if self.gone else "PUBLISH"

    @property
    def marks(self) -> dict[str, str]:
        """The marks that the ledger stores, by the entries' names."""
        there = {entry.name: entry.mark for entry in self.entries}
        return there | dict.fromkeys((name for name, _ in self.gone), GONE)


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
