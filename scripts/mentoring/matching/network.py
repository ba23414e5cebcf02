"""The flow network of an instance once its pins are set aside: what is left to decide."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance import Instance, Person
    from mentoring.programme.rules import Bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The bounded groups of one side: `group` of each person (0 the unbounded), limits of each.

    `experiments` names the groups from 1 on; `low` and `high` have an entry a group.
    """

    experiments: tuple[str, ...]
    group: NDArray[np.intp]
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """At most `cap` units from the source through mentee groups, mentees, mentors and their groups.

    `capacity` has an entry a mentor, `free` one a mentee (False where pinned).
    """

    instance: Instance
    cap: int
    free: NDArray[np.bool_]
    capacity: NDArray[np.intp]
    mentees: Side
    mentors: Side


def network(instance: Instance) -> Network:
    """What the pins leave: their mentees are gone, the places they fill are taken."""
    pinned = instance.places(instance.pins)
    free = np.ones(len(instance.mentees), np.bool_)
    free[[i for i, _ in pinned]] = False
    capacity = np.array([mentor.capacity for mentor in instance.mentors], np.intp)
    np.subtract.at(capacity, [j for _, j in pinned], 1)
    cap = instance.cap - len(pinned)
    balance = instance.balance
    return Network(
        instance=instance,
        cap=cap,
        free=free,
        capacity=capacity,
        mentees=_side(instance.mentees, balance.mentees, [i for i, _ in pinned], cap),
        mentors=_side(instance.mentors, balance.mentors, [j for _, j in pinned], cap),
    )


def _side(
    people: Sequence[Person],
    bounds: Mapping[str, Bound],
    pinned: Sequence[int],
    cap: int,
) -> Side:
    experiments = tuple(sorted(bounds))
    number = {experiment: g for g, experiment in enumerate(experiments, 1)}
    taken = Counter(people[k].home for k in pinned)
    low = [max(bounds[e][0] - taken[e], 0) for e in experiments]
    high = [cap if (top := bounds[e][1]) is None else min(cap, top - taken[e]) for e in experiments]
    return Side(
        experiments=experiments,
        group=np.array([number.get(person.home, 0) for person in people], np.intp),
        low=(0, *low),
        high=(cap, *high),
    )
