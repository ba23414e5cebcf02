"""The slow judge, which compares all outcomes stage by stage."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentoring.matching.instance.instance import Instance, Pair


def outcomes(instance: Instance) -> Iterator[tuple[Pair, ...]]:
    """Every choice of pairs that keeps every rule."""
    return (pairs for pairs in _choices(instance, 0, ()) if _feasible(instance, pairs))


def best(instance: Instance) -> tuple[list[object], set[tuple[Pair, ...]]] | None:
    """The key of the best outcome, and all outcomes that have it; None where there is none."""
    ranked: dict[tuple[object, ...], set[tuple[Pair, ...]]] = {}
    for pairs in outcomes(instance):
        ranked.setdefault(tuple(key(instance, pairs)), set()).add(tuple(sorted(pairs)))
    if not ranked:
        return None
    top = max(ranked)
    return list(top), ranked[top]


def key(instance: Instance, pairs: tuple[Pair, ...]) -> list[object]:
    """What an outcome is worth; the greater key is the better outcome."""
    return [_value(stage, instance, pairs) for stage in instance.objective]


@lru_cache(maxsize=1 << 12)
def ticket(seed: str, mentee: str, mentor: str) -> int:
    """A ticket by its definition."""
    digest = hmac.new(seed.encode(), f"{mentee}:{mentor}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:6], "big")


def _choices(instance: Instance, row: int, chosen: tuple[Pair, ...]) -> Iterator[tuple[Pair, ...]]:
    if row == len(instance.mentees):
        yield chosen
        return
    yield from _choices(instance, row + 1, chosen)
    if len(chosen) < instance.cap:
        for column, mentor in enumerate(instance.mentors):
            taken = sum(j == mentor.id for _, j in chosen)
            if instance.fit[row, column] >= 0 and taken < mentor.capacity:
                pair = (instance.mentees[row].id, mentor.id)
                yield from _choices(instance, row + 1, (*chosen, pair))


def _feasible(instance: Instance, pairs: tuple[Pair, ...]) -> bool:
    homes = {p.id: p.home for p in (*instance.mentees, *instance.mentors)}
    for place, bounds in enumerate((instance.balance.mentees, instance.balance.mentors)):
        count = Counter(homes[pair[place]] for pair in pairs)
        for home, (low, high) in bounds.items():
            if count[home] < low or (high is not None and count[home] > high):
                return False
    return set(instance.pins) <= set(pairs)


def _value(stage: str, instance: Instance, pairs: tuple[Pair, ...]) -> object:
    fits, bands = _numbers(instance)
    waited, seed = instance.waited, instance.lottery
    free = (pair for pair in pairs if pair not in instance.pins)
    return {
        "pairs": lambda: len(pairs),
        "motivation": lambda: _counts(bands[mentee] for mentee, _ in pairs),
        "waited": lambda: _counts(waited[mentee] for mentee, _ in pairs if mentee in waited),
        "floor": lambda: min((fits[pair] for pair in free), default=1000),
        "fit": lambda: sum(fits[pair] for pair in pairs),
        "leximin": lambda: (len(pairs), *sorted(fits[pair] for pair in pairs)),
        "moves": lambda: -len(set(instance.held) - set(pairs)),
        "lottery": lambda: 0 if seed is None else sum(ticket(seed, *pair) for pair in pairs),
    }[stage]()


def _counts(ranks: Iterable[int]) -> tuple[int, ...]:
    counted = Counter(ranks)
    return tuple(counted[rank] for rank in range(10))


@lru_cache(maxsize=4)
def _numbers(instance: Instance) -> tuple[dict[Pair, int], dict[str, int]]:
    """The fit of every pair and the band of every mentee."""
    fits = {
        (mentee.id, mentor.id): int(instance.fit[i, j])
        for i, mentee in enumerate(instance.mentees)
        for j, mentor in enumerate(instance.mentors)
    }
    return fits, {mentee.id: mentee.band for mentee in instance.mentees}
