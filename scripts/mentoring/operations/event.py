"""The guests of a networking event: the people in current pairs that it is meant for."""

from collections.abc import Collection

from mentoring.errors import UsageError
from mentoring.groups.seating import Party
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Event
from mentoring.store.programme import Edition


def event_of(edition: Edition, name: str) -> Event:
    """The event of that name. Raises UsageError, with the nearest name, if there is none."""
    events = {event.id: event for event in edition.cohort.record.events}
    if name not in events:
        known = did_you_mean(name, events) if events else "The cohort file lists no events."
        raise UsageError(f"There is no event {name} in {edition.name}. {known}")
    if events[name].cancelled:
        raise UsageError(f"The event {name} of {edition.name} is cancelled.")
    return events[name]


def party(
    edition: Edition, event: Event, *, size: int, rounds: int, without: Collection[str] = ()
) -> Party:
    """The guests of an event: the mentees, the mentors, or both, of current pairs."""
    day = event.starts.date()
    couples = {
        (mentee, mentor)
        for mentee, mentorship in edition.current.items()
        if mentorship.meaning.told
        for mentor in mentorship.mentors_on(day)
    }
    mentees = {mentee for mentee, _ in couples} if event.audience != "mentors" else set()
    mentors = {mentor for _, mentor in couples} if event.audience != "mentees" else set()
    for absent in without:
        if absent not in mentees | mentors:
            raise UsageError(f"{absent} is not among the guests of {event.id}.")
    coming = (mentees | mentors) - set(without)
    apart = map(frozenset, couples) if event.apart else ()
    return Party(
        guests={guest: edition.people[guest].experiments for guest in sorted(coming)},
        size=size,
        rounds=rounds,
        apart=frozenset(couple for couple in apart if couple <= coming),
    )
