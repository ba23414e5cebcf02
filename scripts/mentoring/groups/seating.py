"""An event's guests, and a mutable arrangement of them: groups, meetings, the cost of a swap."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from mentoring.errors import UsageError
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Event
from mentoring.store.programme import Edition

TOGETHER, AGAIN, ALIKE = 2500, 50, 1
"""The costs of joining a pair to keep apart, a repeated meeting, one within an experiment."""

Groups = list[list[int]]
Place = tuple[int, int]  # the number of a group, and the place in it


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The guests' experiments by id, home first; the target size, rounds, pairs to keep apart."""

    guests: Mapping[str, tuple[str, ...]]
    size: int
    rounds: int
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def homes(self) -> list[str]:
        """The home experiment of each guest."""
        return [experiments[0] for experiments in self.guests.values()]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The group sizes of a round: as close to the target, and as even, as possible."""
        groups = max(1, round(len(self.guests) / self.size))
        small, larger = divmod(len(self.guests), groups)
        return (small + 1,) * larger + (small,) * (groups - larger)


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
    guests = {guest: edition.people[guest].experiments for guest in sorted(coming)}
    both = frozenset(couple for couple in apart if couple <= coming)
    return Party(guests=guests, size=size, rounds=rounds, apart=both)


class Seating:
    """The groups of every round as lists of guests' numbers, with the meetings counted.

    `met` is the number of different pairs that meet, `alike` that of meetings between people who
    share an experiment, `together` that of meetings between people to keep apart, and `cost` is
    what the search minimises; all are from before any swap.
    """

    def __init__(self, party: Party, rounds: list[Groups]) -> None:
        own = [{*experiments} for experiments in party.guests.values()]
        share = np.array([[not a.isdisjoint(b) for b in own] for a in own], np.int64)
        apart = np.array([[{a, b} in party.apart for b in party.guests] for a in party.guests])
        met = np.zeros_like(share)
        for group in chain.from_iterable(rounds):
            met[np.ix_(group, group)] += 1
        self._fixed: list[list[int]] = (TOGETHER * apart + ALIKE * share).tolist()
        self._met: list[list[int]] = met.tolist()
        self.rounds, once = rounds, np.triu(met, 1)
        self.met = int(np.count_nonzero(once))
        self.alike, self.together = int((once * share).sum()), int(once[apart].sum())
        again = int(once.sum()) - self.met
        self.cost = TOGETHER * self.together + AGAIN * again + ALIKE * self.alike

    def swap_cost(self, groups: Groups, here: Place, there: Place) -> int:
        """The change in cost if the guests at two places swapped places."""
        first, second = groups[here[0]][here[1]], groups[there[0]][there[1]]
        change = 0
        for group, leaves, joins in ((here[0], first, second), (there[0], second, first)):
            left, met = self._met[leaves], self._met[joins]
            old, new = self._fixed[leaves], self._fixed[joins]
            for guest in groups[group]:
                if guest != leaves:
                    change += new[guest] + (AGAIN if met[guest] else 0)
                    change -= old[guest] + (AGAIN if left[guest] > 1 else 0)
        return change

    def swap(self, groups: Groups, here: Place, there: Place) -> None:
        """Swap the guests at two places."""
        first, second = groups[here[0]][here[1]], groups[there[0]][there[1]]
        for (group, place), leaves, joins in ((here, first, second), (there, second, first)):
            groups[group][place] = joins
            for guest in groups[group]:
                if guest != joins:
                    for person, change in ((leaves, -1), (joins, 1)):
                        self._met[guest][person] += change
                        self._met[person][guest] += change
