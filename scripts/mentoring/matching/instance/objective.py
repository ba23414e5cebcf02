"""The objective: its stages, the terms that they consist of, and the value of an outcome."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.tickets import tickets

STAGES = ("pairs", "motivation", "fit", "lottery", "moves", "waited", "leximin", "floor")

Value = int | tuple[int, ...]
"""The value of a stage: a number, or a number for each band, rank or fit."""


@dataclass(frozen=True, slots=True)
class Term:
    """One additive term of an objective: a stage of the same name, or one of the following.

    `below` counts, as a loss, the pairs with a fit lower than `fit`, which other terms ignore.
    `levels` counts, as losses, the pairs of every fit that occurs, the worst first. `nothing`
    gives every pair the worth 0.
    """

    name: str
    fit: int = 0


LOTTERY = Term("lottery")
MOVES = Term("moves")


def expand(objective: Sequence[str], floor: int) -> tuple[Term, ...]:
    """The terms of an objective whose `floor` stage, if any, is known to reach `floor`.

    A leximin treats a missing pair as worse than any fit: a longer list of fits is better.
    """
    special = {
        "floor": [Term("below", floor)],
        "leximin": [Term("pairs"), Term("levels")],
    }
    terms = (term for stage in objective for term in special.get(stage, [Term(stage)]))
    return tuple(dict.fromkeys(terms))


def before_floor(objective: Sequence[str]) -> tuple[str, ...]:
    """The stages before `floor`, which a better worst pair must not reduce."""
    return tuple(objective[: objective.index("floor")])


def measure(instance: Instance, pairs: Sequence[Pair]) -> dict[str, Value]:
    """The value of every stage of the instance's objective.

    `motivation` and `waited` count the selected mentees by band and by rank. `leximin` lists the
    fits, worst first. `moves` counts the held pairs that are gone. `floor` is the worst fit of a
    pair that is not pinned. The other stages are sums.
    """
    return {stage: _value(stage, instance, pairs) for stage in instance.objective}


def worst(instance: Instance, pairs: Sequence[Pair]) -> int:
    """The worst fit of the pairs that are not pinned; FULL if there are none."""
    pins = set(instance.pins)
    chosen = instance.places([pair for pair in pairs if pair not in pins])
    return min((int(instance.fit[place]) for place in chosen), default=FULL)


def _value(stage: str, instance: Instance, pairs: Sequence[Pair]) -> Value:
    fits = sorted(int(instance.fit[place]) for place in instance.places(pairs))
    match stage:
        case "motivation":
            return _counts({mentee.id: mentee.band for mentee in instance.mentees}, pairs)
        case "waited":
            return _counts(instance.waited, pairs)
        case "leximin":
            return tuple(fits)
        case "floor":
            return worst(instance, pairs)
        case "lottery":
            return sum(tickets(instance.lottery, pairs, instance.drawn))
        case _:
            moved = set(instance.held) - set(pairs)
            return {"pairs": len(pairs), "fit": sum(fits), "moves": len(moved)}[stage]


def _counts(rank: Mapping[str, int], pairs: Sequence[Pair]) -> tuple[int, ...]:
    count = Counter(rank[mentee] for mentee, _ in pairs if mentee in rank)
    return tuple(count[k] for k in range(1 + max(rank.values(), default=-1)))
