"""The slow judge: every outcome there is, compared stage by stage."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.matching.sealed.instance import Instance, Pair


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


def ticket(seed: str, mentee: str, mentor: str) -> int:
    """A ticket as its definition has it."""
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
    rows = {m.id: i for i, m in enumerate(instance.mentees)}
    columns = {m.id: j for j, m in enumerate(instance.mentors)}
    fit = {pair: int(instance.fit[rows[pair[0]], columns[pair[1]]]) for pair in pairs}
    bands = [instance.mentees[rows[mentee]].band for mentee, _ in pairs]
    waits = [instance.waited[mentee] for mentee, _ in pairs if mentee in instance.waited]
    free = [fit[pair] for pair in pairs if pair not in instance.pins]
    return {
        "pairs": lambda: len(pairs),
        "motivation": lambda: tuple(bands.count(band) for band in range(10)),
        "waited": lambda: tuple(waits.count(rank) for rank in range(10)),
        "floor": lambda: min(free, default=1000),
        "fit": lambda: sum(fit.values()),
        "leximin": lambda: (len(pairs), *sorted(fit.values())),
        "moves": lambda: -len(set(instance.held) - set(pairs)),
        "lottery": lambda: sum(
            ticket(instance.lottery, *pair) for pair in pairs if instance.lottery is not None
        ),
    }[stage]()
