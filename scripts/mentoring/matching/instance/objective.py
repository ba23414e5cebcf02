"""The objective: its stages, the terms they consist of, and the worth of pairs and outcomes."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import FORBIDDEN, FULL, Instance, Pair
from mentoring.people.ids import is_tombstone

STAGES = ("pairs", "motivation", "fit", "lottery", "moves", "waited", "leximin", "floor")

LARGEST = (1 << 48) - 1
"""The largest ticket of the lottery."""

Value = int | tuple[int, ...]
"""The value of a stage: a number, or a number for each band, rank or fit."""

Indices = NDArray[np.integer]
Ints = NDArray[np.int64]
Component = Callable[[Indices, Indices], Ints]
"""From the rows and the columns of some pairs to what each is worth."""


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


def expand(objective: Sequence[str], floor: int = FULL) -> tuple[Term, ...]:
    """The terms of an objective whose `floor` stage, if any, is known to reach `floor`.

    A leximin treats a missing pair as worse than any fit: a longer list of fits is better.
    """
    special = {"floor": [Term("below", floor)], "leximin": [Term("pairs"), Term("levels")]}
    terms = (term for stage in objective for term in special.get(stage, [Term(stage)]))
    return tuple(dict.fromkeys(terms))


def before_floor(objective: Sequence[str]) -> tuple[Term, ...]:
    """The terms of the stages before `floor`, which a better worst pair must not reduce."""
    return expand(objective[: objective.index("floor")])


def components(instance: Instance, terms: Iterable[Term]) -> Iterator[Component]:
    """The components of the terms, in order; a term may have one for each band, rank or fit."""
    for term in terms:
        match term.name:
            case "motivation" | "waited":
                rank = {mentee.id: mentee.band for mentee in instance.mentees}
                rank = rank if term.name == "motivation" else dict(instance.waited)
                ranks = np.array([rank.get(mentee.id, -1) for mentee in instance.mentees], np.int64)
                yield from (partial(_ranked, ranks, k) for k in range(1 + ranks.max(initial=-1)))
            case "levels":
                levels = set(np.unique(instance.fit).tolist()) - {FORBIDDEN}
                yield from (partial(_lost, instance, fit, fit + 1) for fit in sorted(levels))
            case "below":
                yield partial(_lost, instance, FORBIDDEN, term.fit)
            case _:
                yield partial(_single, instance, term.name)


def _ranked(ranks: Ints, rank: int, rows: Indices, _: Indices) -> Ints:
    return np.asarray(ranks[rows] == rank, np.int64)


def _lost(instance: Instance, low: int, high: int, rows: Indices, columns: Indices) -> Ints:
    """-1 for each pair with a fit from `low` to below `high`."""
    fit = instance.fit[rows, columns]
    return -np.asarray((fit >= low) & (fit < high), np.int64)


def _single(instance: Instance, name: str, rows: Indices, columns: Indices) -> Ints:
    match name:
        case "fit":
            return instance.fit[rows, columns].astype(np.int64)
        case "moves":
            width = np.int64(len(instance.mentors))
            held = [row * len(instance.mentors) + column for row, column in instance.held_places]
            return np.isin(rows * width + columns, held).astype(np.int64)
        case "lottery":
            places = zip(rows.tolist(), columns.tolist(), strict=True)
            pairs = ((instance.mentees[i].id, instance.mentors[j].id) for i, j in places)
            return np.array(list(tickets(instance.lottery, pairs, instance.drawn)), np.int64)
        case _:
            return np.full(len(rows), int(name == "pairs"), np.int64)


def unpinned(instance: Instance, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that no pin requires."""
    pins = set(instance.pins)
    return [pair for pair in pairs if pair not in pins]


def total(worth: Iterable[Component], instance: Instance, pairs: Sequence[Pair]) -> tuple[int, ...]:
    """The total worth of the pairs, in each component."""
    rows, columns = np.array(instance.places(pairs), np.intp).reshape(-1, 2).T
    return tuple(sum(component(rows, columns).tolist()) for component in worth)


def worst(instance: Instance, pairs: Sequence[Pair]) -> int:
    """The worst fit of the pairs that are not pinned; FULL if there are none."""
    return min(instance.fits(unpinned(instance, pairs)), default=FULL)


def measure(instance: Instance, pairs: Sequence[Pair]) -> dict[str, Value]:
    """The value of every stage of the instance's objective.

    `motivation` and `waited` count the selected mentees by band and by rank, `moves` the held pairs
    that are gone.
    """
    values: dict[str, Value] = {
        "leximin": tuple(sorted(instance.fits(pairs))),
        "floor": worst(instance, pairs),
        "moves": len(set(instance.held) - set(pairs)),
    }
    for stage in set(instance.objective) - values.keys():
        sums = total(components(instance, [Term(stage)]), instance, pairs)
        values[stage] = sums if stage in {"motivation", "waited"} else sums[0]
    return {stage: values[stage] for stage in instance.objective}


def tickets(seed: str | None, pairs: Iterable[Pair], drawn: Iterable[Pair] = ()) -> Iterator[int]:
    """The ticket of each (mentee, mentor), or 0 without a seed.

    A ticket is the first six bytes, big-endian, of the HMAC-SHA-256 (RFC 2104) of the text
    `mentee:mentor`, with the seed in UTF-8 as the key.

    Tickets of erased people are not kept: with only 19⁶ possible ids they would reveal the id.
    Such a pair has the highest ticket if it is in `drawn`, and 0 otherwise. So the outcome stays
    optimal, and the draw of the others is proven given what the erased people got.
    """
    won = frozenset(pair for pair in drawn if any(map(is_tombstone, pair)))
    for pair in pairs:
        yield 0 if seed is None else LARGEST if pair in won else _ticket(seed, *pair)


@lru_cache(maxsize=1 << 14)
def _ticket(seed: str, mentee: str, mentor: str) -> int:
    """One ticket, cached because an edition's pairs are weighed repeatedly."""
    if is_tombstone(mentee) or is_tombstone(mentor):
        return 0
    digest = hmac.digest(seed.encode(), f"{mentee}:{mentor}".encode(), "sha256")
    return int.from_bytes(digest[:6])
