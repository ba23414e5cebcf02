"""A person's dates as letters enclose them: check-ins and events, and what has changed of them.

The ledger keeps of each entry its day and a fingerprint of what the public may read anyway. So an
entry that moves, or is gone, reaches everybody who has the old one, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Literal

from mentoring.operations.letters.facts import common
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.people.application import Application, Role
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition

BEGINNING = "dates-"
GONE = "gone"
CHECK_IN = re.compile(r"check-in-\d+")
AUDIENCE = {Role.MENTEE: ("mentees", "all"), Role.MENTOR: ("mentors", "all")}


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """One entry of a calendar. Whole days have dates alone.

    `uid` names it in the world and stays when it moves; `name` names it in the edition, and nobody.
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
        """Its day and a fingerprint of it, as the ledger keeps them."""
        stated = (self.title, self.starts.isoformat(), self.ends.isoformat(), self.place or "")
        return f"{self.day}/{sha256('/'.join(stated).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarFile:
    """A calendar as it is enclosed: entries to have, or (by CANCEL) the `gone`, UIDs by name."""

    name: str
    sequence: int = 0
    entries: tuple[CalendarEntry, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()

    @property
    def method(self) -> Literal["PUBLISH", "CANCEL"]:
        """The method of RFC 5546."""
        return "CANCEL" if self.gone else "PUBLISH"

    @property
    def marks(self) -> dict[str, str]:
        """What the ledger keeps of it, by the entries' names."""
        there = {entry.name: entry.mark for entry in self.entries}
        return there | dict.fromkeys((name for name, _ in self.gone), GONE)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateChange:
    """What a letter says of an entry: its title, where it is known, its day before and now."""

    title: str | None
    was: date
    now: date | None


def calendar_file(edition: Edition, to: Application, couple: Couple) -> CalendarFile:
    """The whole calendar of one side of a pair."""
    return CalendarFile(
        name=f"dates-{couple.mentee.id}.ics",
        sequence=_sequence(edition, to),
        entries=tuple(entries(edition.cohort.record, couple, to.role)),
    )


def entries(cohort: Cohort, couple: Couple, role: Role) -> Iterator[CalendarEntry]:
    """Check-ins and events of one side; what lies before the pair was told is left out."""
    told = couple.announced or cohort.dates.announcement
    form = cohort.forms.get("check-in")
    for number, due in enumerate(cohort.check_ins, start=1):
        if due > told:
            yield CalendarEntry(
                name=f"check-in-{number}",
                uid=_uid(cohort, couple, f"check-in-{number}"),
                title=f"{cohort.programme}: check-in {number}",
                starts=due,
                ends=due + timedelta(days=1),
                url=form.url if form else None,
            )
    for event in cohort.events:
        mine = event.audience in AUDIENCE[role] and event.finishes.date() >= told
        if mine and not event.cancelled:
            yield CalendarEntry(
                name=event.id,
                uid=_uid(cohort, couple, event.id),
                title=f"{cohort.programme}: {event.title}",
                starts=event.begins,
                ends=event.finishes,
                place=event.place,
            )


def _uid(cohort: Cohort, couple: Couple, name: str) -> str:
    """An event is one entry for all; a check-in is one for each pair."""
    own = f"{couple.mentee.id}-{couple.mentor.id}-" if CHECK_IN.fullmatch(name) else ""
    return f"{cohort.cohort}-{own}{name}"


def date_changes(
    edition: Edition, to: Application, couples: Sequence[Couple], today: date
) -> Letter | None:
    """The letter about dates to come that are not those that somebody was sent; None if all are."""
    cohort, known = edition.cohort.record, _known(edition, to)
    every = [entry for couple in couples for entry in entries(cohort, couple, to.role)]
    wanted = {entry.name: entry for entry in every}
    changed = {
        name
        for name, entry in wanted.items()
        if known and entry.day >= today and known.get(name) != entry.mark
    }
    gone = [
        name
        for name, mark in known.items()
        if name not in wanted and mark != GONE and _day(mark) >= today
    ]
    if not changed and not gone:
        return None
    uids = dict.fromkeys((name, _uid(cohort, couple, name)) for name in gone for couple in couples)
    number = _sequence(edition, to)
    moved = {entry.uid: entry for entry in every if entry.name in changed}
    files = (
        CalendarFile(name="dates.ics", sequence=number, entries=tuple(moved.values())),
        CalendarFile(name="cancelled.ics", sequence=number, gone=tuple(uids)),
    )
    return Letter(
        to=to,
        name=f"{BEGINNING}{number}",
        template="dates",
        facts=common(cohort, to)
        | {"changes": tuple(_changes(cohort, known, {**wanted}, changed, gone))},
        calendars=tuple(file for file in files if file.entries or file.gone),
    )


def _changes(
    cohort: Cohort,
    known: Mapping[str, str],
    wanted: Mapping[str, CalendarEntry],
    changed: set[str],
    gone: Sequence[str],
) -> Iterator[DateChange]:
    """The changes in words: moved and new entries by day, then those that are gone."""
    for name in sorted(changed, key=lambda name: (wanted[name].day, name)):
        was = known.get(name, GONE)
        day = wanted[name].day
        yield DateChange(title=wanted[name].title, was=day if was == GONE else _day(was), now=day)
    titles = {event.id: event.title for event in cohort.events}
    for name in gone:
        yield DateChange(title=titles.get(name), was=_day(known[name]), now=None)


def _known(edition: Edition, to: Application) -> dict[str, str]:
    """What the ledger says somebody was sent, the latest of each entry."""
    mine = sorted(
        (entry.record for entry in edition.sent if entry.record.to == to.id),
        key=lambda sent: (sent.on, sent.letter.startswith(BEGINNING), sent.letter),
    )
    return {name: mark for sent in mine for name, mark in sent.dates.items()}


def _sequence(edition: Edition, to: Application) -> int:
    """How many letters with dates somebody had: an update's number is higher than before."""
    return sum(one.record.to == to.id and bool(one.record.dates) for one in edition.sent)


def _day(mark: str) -> date:
    return date.fromisoformat(mark.partition("/")[0])
