"""The flow network of an instance without its pins: what is left to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import Instance, Person
from mentoring.matching.instance.limits import SIDES, remaining

SHUT = -1
"""The group of people without a free place: pinned, full, or from a full home."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Side:
    """The mentees, or the mentors, in groups; group 0 has the people that no bound counts.

    `group` and `places` have one entry per person. `low`, `high` and `most` have one per group: its
    bounds, and the most pairs it can have. `homes` names the groups from 1 on.
    """

    homes: tuple[str, ...]
    group: NDArray[np.intp]
    places: NDArray[np.intp]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    most: NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Network:
    """A flow of at most `cap`: source, mentee's group, mentee, mentor, mentor's group, sink.

    The two groups 0 have no nodes of their own: they are the source and the sink.
    """

    instance: Instance
    cap: int
    mentees: Side
    mentors: Side


def network(instance: Instance) -> Network:
    """The network without the pinned mentees and the places that pins fill."""
    left = remaining(instance)
    cap = left["cap"][""][1]
    sides = {}
    for kind, name in SIDES.items():
        people: Sequence[Person] = getattr(instance, name)
        homes = sorted(left[kind])
        number = {home: group for group, home in enumerate(homes, 1)}
        low, high = np.array([(0, cap), *(left[kind][home] for home in homes)], np.intp).T
        group = np.array([number.get(person.home, 0) for person in people], np.intp)
        places = np.array([left[name][person.id][1] for person in people], np.intp)
        places[high[group] == 0] = 0
        total = np.bincount(group, places, len(high)).astype(np.intp)
        sides[name] = Side(
            homes=tuple(homes),
            group=np.where(places > 0, group, SHUT),
            places=places,
            low=low,
            high=np.maximum(low, high),
            most=np.minimum(cap, np.minimum(high, total)),
        )
    return Network(instance=instance, cap=cap, **sides)
