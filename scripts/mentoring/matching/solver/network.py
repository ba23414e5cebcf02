"""The flow network of an instance once its pins are set aside: what is left to decide."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Person
    from mentoring.programme.rules import Bound

SHUT = -1
"""The group of somebody for whom there is no room: pinned, full, or of a home that is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The mentees, or the mentors, in groups: 0 is that of all whom no bound counts.

    `group` and `room` have an entry a person; `low`, `high` and `most` one a group: its bounds,
    and how many pairs it can really have. `experiments` names the groups from 1 on.
    """

    experiments: tuple[str, ...]
    group: NDArray[np.intp]
    room: NDArray[np.intp]
    low: tuple[int, ...]
    high: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """A flow of at most `cap`: source, mentee's group, mentee, mentor, mentor's group, sink.

    The groups 0 need no node of their own: they are the source and the sink.
    """

    instance: Instance
    cap: int
    mentees: Side
    mentors: Side


def network(instance: Instance) -> Network:
    """What the pins leave: their mentees are gone, the places they fill are taken."""
    balance = instance.balance
    cap = instance.cap - len(instance.pins)
    pinned = Counter(person for pin in instance.pins for person in pin)
    single = [1] * len(instance.mentees)
    capacity = [mentor.capacity for mentor in instance.mentors]
    return Network(
        instance=instance,
        cap=cap,
        mentees=_side(instance.mentees, single, balance.mentees, pinned, cap),
        mentors=_side(instance.mentors, capacity, balance.mentors, pinned, cap),
    )


def _side(
    people: Sequence[Person],
    capacity: Sequence[int],
    bounds: Mapping[str, Bound],
    pinned: Mapping[str, int],
    cap: int,
) -> Side:
    experiments = tuple(sorted(bounds))
    number = {experiment: g for g, experiment in enumerate(experiments, 1)}
    group = np.array([number.get(person.home, 0) for person in people], np.intp)
    filled = np.array([pinned[person.id] for person in people], np.intp)
    taken = np.bincount(group, filled, len(experiments) + 1).astype(int).tolist()
    limits = [(0, cap), *(_left(bounds[e], taken[number[e]], cap) for e in experiments)]
    low, high = zip(*limits, strict=True)
    shut = cap == 0 or np.array(high, np.intp)[group] == 0
    room = np.where(shut, 0, np.array(capacity, np.intp) - filled)
    total = np.bincount(group, room, len(high)).astype(int).tolist()
    return Side(
        experiments=experiments,
        group=np.where(room > 0, group, SHUT),
        room=room,
        low=low,
        high=high,
        most=tuple(min(cap, *both) for both in zip(high, total, strict=True)),
    )


def _left(bound: Bound, taken: int, cap: int) -> tuple[int, int]:
    """What a bound leaves once `taken` pairs are pinned: the lowest and the highest number."""
    low = max(bound[0] - taken, 0)
    high = cap if bound[1] is None else min(cap, bound[1] - taken)
    return low, max(low, high)
