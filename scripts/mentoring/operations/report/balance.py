"""The balance of a choice of pairs by home experiment, beside the bounds that hold for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.matching.instance.instance import Instance, Pair, Person
from mentoring.programme.rules import Bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of an experiment: how many pairs its people are in, of how many they could be in.

    A mentee could be in one, a mentor in as many as they take. `bound` is the least and the most,
    None where there is no bound.
    """

    pairs: int
    places: int
    bound: Bound | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """An experiment with its mentees, each in one pair at most, and its mentors."""

    experiment: str
    mentees: Side
    mentors: Side


def balance(instance: Instance, pairs: Sequence[Pair]) -> tuple[Home, ...]:
    """Every experiment that is somebody's home, by name."""
    people: tuple[Person, ...] = (*instance.mentees, *instance.mentors)
    homes = {person.id: person.home for person in people}
    mentees = Counter(one.home for one in instance.mentees)
    mentors: Counter[str] = Counter()
    for one in instance.mentors:
        mentors[one.home] += one.capacity
    selected = Counter(homes[mentee] for mentee, _ in pairs)
    guiding = Counter(homes[mentor] for _, mentor in pairs)
    bounds = instance.balance
    return tuple(
        Home(
            experiment=home,
            mentees=Side(
                pairs=selected[home], places=mentees[home], bound=bounds.mentees.get(home)
            ),
            mentors=Side(pairs=guiding[home], places=mentors[home], bound=bounds.mentors.get(home)),
        )
        for home in sorted({*mentees, *mentors, *bounds.mentees, *bounds.mentors})
    )
