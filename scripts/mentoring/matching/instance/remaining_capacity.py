"""The capacity that the pins leave under every limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.matching.instance.instance import Instance, Person
from mentoring.programme.rules import Bound

Limits = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class RemainingCapacity:
    """The lowest and highest number of further pairs under each limit, by id or home."""

    cap: tuple[int, int]
    mentees: Limits
    mentors: Limits
    mentee_homes: Limits
    mentor_homes: Limits


def room(instance: Instance) -> RemainingCapacity:
    """The remaining capacity for pairs in addition to the pins.

    A home without an upper bound is limited by the cap. A home without people has no capacity, so
    a lower bound on it can be proven to be impossible.
    """
    pinned = Counter(person for pin in instance.pins for person in pin)
    cap = instance.cap - len(instance.pins)
    balance = instance.balance
    return RemainingCapacity(
        cap=(0, cap),
        mentees={m.id: (0, 1 - pinned.get(m.id, 0)) for m in instance.mentees},
        mentors={m.id: (0, m.capacity - pinned.get(m.id, 0)) for m in instance.mentors},
        mentee_homes=_homes(instance.mentees, balance.mentees, pinned, cap),
        mentor_homes=_homes(instance.mentors, balance.mentors, pinned, cap),
    )


def _homes(
    people: Sequence[Person],
    bounds: Mapping[str, Bound],
    pinned: Mapping[str, int],
    cap: int,
) -> dict[str, tuple[int, int]]:
    taken = dict.fromkeys((person.home for person in people), 0)
    for person in people if pinned else ():
        taken[person.home] += pinned.get(person.id, 0)
    left = {}
    for home, (low, high) in bounds.items():
        least = max(low - taken.get(home, 0), 0)
        most = cap if high is None else min(cap, high - taken.get(home, 0))
        left[home] = (least, max(least, most) if home in taken else 0)
    return left
