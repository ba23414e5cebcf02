"""A person's dates in letters: check-ins and events, and changes to them.

For each entry, the ledger keeps its day and a fingerprint of its public details. So everyone who
was sent an entry is told once if it moves or is cancelled.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mentoring.operations.letters.facts import DateChange
from mentoring.operations.letters.letter import (
    CANCELLED,
    CalendarEntry,
    Couple,
    Letter,
    letter,
    sent_dates,
)
from mentoring.people.application import Application
from mentoring.people.lifecycle import Side
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition

CHECK_IN = re.compile(r"check-in-\d+")
AUDIENCE = {"mentee": ("mentees", "all"), "mentor": ("mentors", "all")}


def entries(cohort: Cohort, couple: Couple, role: Side) -> tuple[CalendarEntry, ...]:
    """The check-ins and events of one side, without those before the pair was announced."""
    told = couple.announced or cohort.dates.announcement
    form = cohort.forms.get("check-in")
    check_ins = [
        CalendarEntry(
            name=f"check-in-{number}",
            uid=_uid(cohort, couple, f"check-in-{number}"),
            title=f"{cohort.programme}: check-in {number}",
            starts=due,
            ends=due + timedelta(days=1),
            url=form.url if form else None,
        )
        for number, due in enumerate(cohort.check_ins, start=1)
        if due > told
    ]
    events = [
        CalendarEntry(
            name=event.id,
            uid=_uid(cohort, couple, event.id),
            title=f"{cohort.programme}: {event.title}",
            starts=event.begins,
            ends=event.finishes,
            place=event.place,
        )
        for event in cohort.events
        if event.audience in AUDIENCE[role]
        and event.finishes.date() >= told
        and not event.cancelled
    ]
    return (*check_ins, *events)


def _uid(cohort: Cohort, couple: Couple, name: str) -> str:
    """The UID of an entry: an event has one for all pairs, a check-in one for each pair."""
    own = f"{couple.mentee.id}-{couple.mentor.id}-" if CHECK_IN.fullmatch(name) else ""
    return f"{cohort.cohort}-{own}{name}"


def date_changes(
    edition: Edition, to: Application, couples: Sequence[Couple], today: date
) -> Iterator[Letter]:
    """A letter about future dates, if some differ from those that were sent to the person."""
    cohort, (marks, number) = edition.cohort.record, sent_dates(edition, to)
    every = [entry for couple in couples for entry in entries(cohort, couple, to.role)]
    names = {entry.name for entry in every}
    titles = {event.id: event.title for event in cohort.events}
    was = {name: date.fromisoformat(mark[:10]) for name, mark in marks.items() if mark != CANCELLED}
    gone = {name: day for name, day in was.items() if name not in names and day >= today}
    moved = [entry for entry in every if entry.day >= today and marks.get(entry.name) != entry.mark]
    if not marks or not to.may_be_written_to or not (moved or gone):
        return
    changes = {
        entry.name: DateChange(title=entry.title, was=was.get(entry.name, entry.day), now=entry.day)
        for entry in sorted(moved, key=lambda entry: (entry.day, entry.name))
    }
    changes |= {name: DateChange(title=titles.get(name), was=day) for name, day in gone.items()}
    cancelled = [
        CalendarEntry(name=name, uid=_uid(cohort, pair, name), starts=day, ends=day, cancelled=True)
        for name, day in gone.items()
        for pair in couples
    ]
    files = {"dates.ics": moved, "cancelled.ics": cancelled}
    calendars = {
        name: tuple({entry.uid: entry for entry in found}.values())
        for name, found in files.items()
        if found
    }
    yield letter(
        edition,
        to,
        name=f"dates-{number}",
        template="dates",
        enclosed={"calendars": calendars},
        changes=tuple(changes.values()),
    )
