"""The guests of a networking event: the people in current pairs that it is meant for."""

from __future__ import annotations

from collections.abc import Collection

from mentoring.errors import UsageError
from mentoring.groups.guest import Guest, Party
from mentoring.people.pair import Pair
from mentoring.problems import did_you_mean
from mentoring.programme.events import Event
from mentoring.store.edition import Edition


def event_of(edition: Edition, name: str) -> Event:
    """The event of that name. Raises UsageError, with the nearest name, if there is none."""
    events = {event.id: event for event in edition.cohort.record.events}
    if name not in events:
        known = did_you_mean(name, events) if events else "The cohort file lists none."
        raise UsageError(f"There is no event {name} in {edition.name}. {known}")
    if events[name].cancelled:
        raise UsageError(f"The event {name} of {edition.name} is cancelled.")
    return events[name]


def party(
    edition: Edition, event: Event, *, size: int, rounds: int, without: Collection[str] = ()
) -> Party:
    """The guests of an event: the mentees, the mentors, or both, of current pairs."""
    pairs = [entry.record for entry in edition.pairs if _stands(entry.record)]
    mentees = {pair.mentee for pair in pairs} if event.audience != "mentors" else set()
    day = event.starts.date()
    mentors = {one for pair in pairs for one in pair.latest.mentors_on(day)}
    mentors = mentors if event.audience != "mentees" else set()
    for absent in without:
        if absent not in mentees | mentors:
            raise UsageError(f"{absent} is not among the guests of {event.id}.")
    coming = sorted((mentees | mentors) - set(without))
    couples = ((pair.mentee, one) for pair in pairs for one in pair.latest.mentors_on(day))
    apart = set(map(frozenset, couples)) if event.apart else ()
    return Party(
        guests=tuple(Guest(id=one, experiments=edition.people[one].experiments) for one in coming),
        size=size,
        rounds=rounds,
        apart=frozenset(couple for couple in apart if couple <= set(coming)),
    )


def _stands(pair: Pair) -> bool:
    current = pair.current
    return current is not None and current.meaning.told
