"""The balance of a choice of pairs by home experiment, compared with the bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.matching.instance.instance import Instance, Pair, Person
from mentoring.programme.rules import Balance, Bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of an experiment: the number of its pairs, and the most pairs its people can be in.

    A mentee can be in one pair, a mentor in as many as their capacity. `bound` is the least and
    the most, or None without a bound.
    """

    pairs: int
    places: int
    bound: Bound | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """An experiment with its mentees and its mentors."""

    experiment: str
    mentees: Side
    mentors: Side


def balance(instance: Instance, pairs: Sequence[Pair], bounds: Balance) -> tuple[Home, ...]:
    """All home experiments, by name, with the bounds as they were sealed."""
    people: tuple[Person, ...] = (*instance.mentees, *instance.mentors)
    homes = {person.id: person.home for person in people}
    mentees = Counter(one.home for one in instance.mentees)
    mentors: Counter[str] = Counter()
    for one in instance.mentors:
        mentors[one.home] += one.capacity
    selected = Counter(homes[mentee] for mentee, _ in pairs)
    guiding = Counter(homes[mentor] for _, mentor in pairs)
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
