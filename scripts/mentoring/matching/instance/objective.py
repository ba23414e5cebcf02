"""The value of an outcome, stage by stage, computed from its pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.tickets import tickets

Value = int | tuple[int, ...]
"""The value of a stage: a number, or a number for each band, rank or fit."""


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
    return min((int(instance.fit[p]) for p in chosen), default=FULL)


def _value(stage: str, instance: Instance, pairs: Sequence[Pair]) -> Value:
    selected = {mentee for mentee, _ in pairs}
    fits = sorted(int(instance.fit[place]) for place in instance.places(pairs))
    match stage:
        case "motivation":
            return _counts({mentee.id: mentee.band for mentee in instance.mentees}, selected)
        case "waited":
            return _counts(instance.waited, selected)
        case "leximin":
            return tuple(fits)
        case "floor":
            return worst(instance, pairs)
        case "lottery":
            return sum(tickets(instance.lottery, pairs, instance.drawn))
        case _:
            moved = set(instance.held) - set(pairs)
            return {"pairs": len(pairs), "fit": sum(fits), "moves": len(moved)}[stage]


def _counts(rank: Mapping[str, int], selected: set[str]) -> tuple[int, ...]:
    count = Counter(rank[mentee] for mentee in selected if mentee in rank)
    return tuple(count[k] for k in range(1 + max(rank.values(), default=-1)))
