"""A person's dates in letters: check-ins and events, and changes to them.

For each entry, the ledger keeps its day and a fingerprint of its public details. So everyone who
was sent an entry is told once if it moves or is cancelled.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.operations.letters.enclosures import GONE, CalendarEntry, CalendarFile
from mentoring.operations.letters.letter import Couple, Letter, letter
from mentoring.people.application import Application, Role
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition

CHECK_IN = re.compile(r"check-in-\d+")
AUDIENCE = {Role.MENTEE: ("mentees", "all"), Role.MENTOR: ("mentors", "all")}


@dataclass(frozen=True, kw_only=True, slots=True)
class DateChange:
    """A change of an entry: its title (if known), and its day before and now."""

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
    """The check-ins and events of one side, without those before the pair was announced."""
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
    """The UID of an entry: an event has one for all pairs, a check-in one for each pair."""
    own = f"{couple.mentee.id}-{couple.mentor.id}-" if CHECK_IN.fullmatch(name) else ""
    return f"{cohort.cohort}-{own}{name}"


def date_changes(
    edition: Edition, person: str, couples: Sequence[Couple], today: date
) -> Letter | None:
    """A letter about future dates that differ from those sent to the person; None if none do."""
    cohort, to = edition.cohort.record, edition.people[person]
    known, number = _known(edition, to), _sequence(edition, to)
    every = [entry for couple in couples for entry in entries(cohort, couple, to.role)]
    wanted = {
        entry.name: entry for entry in sorted(every, key=lambda entry: (entry.day, entry.name))
    }
    changed = {
        name: entry
        for name, entry in wanted.items()
        if known and entry.day >= today and known.get(name) != entry.mark
    }
    sent = {name: date.fromisoformat(mark[:10]) for name, mark in known.items() if mark != GONE}
    gone = [name for name, day in sent.items() if name not in wanted and day >= today]
    if not to.may_be_written_to or not (changed or gone):
        return None
    titles = {event.id: event.title for event in cohort.events}
    changes = (
        *(
            DateChange(title=entry.title, was=sent.get(name, entry.day), now=entry.day)
            for name, entry in changed.items()
        ),
        *(DateChange(title=titles.get(name), was=sent[name], now=None) for name in gone),
    )
    moved = {entry.uid: entry for entry in every if entry.name in changed}
    uids = dict.fromkeys((name, _uid(cohort, couple, name)) for name in gone for couple in couples)
    files = (
        CalendarFile(name="dates.ics", sequence=number, entries=tuple(moved.values())),
        CalendarFile(name="cancelled.ics", sequence=number, gone=tuple(uids)),
    )
    enclosed = [file for file in files if file.entries or file.gone]
    facts = {"changes": changes}
    return letter(edition, to, f"dates-{number}", "dates", facts, calendars=enclosed)


def _known(edition: Edition, to: Application) -> dict[str, str]:
    """The latest mark of each entry that the person was sent, according to the ledger."""
    mine = sorted(
        (entry.record for entry in edition.sent if entry.record.to == to.id),
        key=lambda sent: (sent.on, sent.letter.startswith("dates-"), sent.letter),
    )
    return {name: mark for sent in mine for name, mark in sent.dates.items()}


def _sequence(edition: Edition, to: Application) -> int:
    """The sequence number of an update: the number of letters with dates sent to the person."""
    return sum(entry.record.to == to.id and bool(entry.record.dates) for entry in edition.sent)
