"""The worth of pairs, component by component."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.objective import Term
from mentoring.matching.instance.tickets import tickets

Places = NDArray[np.integer]
Ints = NDArray[np.int64]
Component = Callable[[Places, Places], Ints]
"""From the rows and the columns of some pairs to what each is worth."""


def components(instance: Instance, terms: Iterable[Term]) -> Iterator[Component]:
    """The components of the terms, in order; a term may have one for each band, rank or fit."""
    for term in terms:
        match term.name:
            case "motivation":
                yield from _by_rank([mentee.band for mentee in instance.mentees])
            case "waited":
                yield from _by_rank([instance.waited.get(m.id, -1) for m in instance.mentees])
            case "levels":
                levels = set(np.unique(instance.fit).tolist()) - {FORBIDDEN}
                yield from (partial(_at_level, instance, level) for level in sorted(levels))
            case "below":
                yield partial(_below, instance, term.fit)
            case _:
                yield partial(SIMPLE[term.name], instance)


def total(worth: Iterable[Component], instance: Instance, pairs: Sequence[Pair]) -> tuple[int, ...]:
    """The total worth of the pairs that are not pinned, in each component."""
    pins = set(instance.pins)
    places = instance.places([pair for pair in pairs if pair not in pins])
    rows, columns = np.array(places, np.intp).reshape(-1, 2).T
    return tuple(sum(component(rows, columns).tolist()) for component in worth)


def _by_rank(ranks: Sequence[int]) -> Iterator[Component]:
    rank = np.array(ranks, np.int64)
    yield from (partial(_has_rank, rank, k) for k in range(1 + max(ranks, default=-1)))


def _has_rank(rank: Ints, k: int, rows: Places, _: Places) -> Ints:
    return np.asarray(rank[rows] == k, np.int64)


def _at_level(instance: Instance, level: int, rows: Places, columns: Places) -> Ints:
    return -np.asarray(instance.fit[rows, columns] == level, np.int64)


def _below(instance: Instance, fit: int, rows: Places, columns: Places) -> Ints:
    return -np.asarray(instance.fit[rows, columns] < fit, np.int64)


def _is_held(instance: Instance, rows: Places, columns: Places) -> Ints:
    width = np.int64(len(instance.mentors))
    held = [row * len(instance.mentors) + column for row, column in instance.held_places]
    return np.isin(rows * width + columns, held).astype(np.int64)


def _ticket(instance: Instance, rows: Places, columns: Places) -> Ints:
    places = zip(rows.tolist(), columns.tolist(), strict=True)
    pairs = ((instance.mentees[i].id, instance.mentors[j].id) for i, j in places)
    return np.array(list(tickets(instance.lottery, pairs, instance.drawn)), np.int64)


SIMPLE: dict[str, Callable[[Instance, Places, Places], Ints]] = {
    "nothing": lambda _, rows, __: np.zeros(len(rows), np.int64),
    "pairs": lambda _, rows, __: np.ones(len(rows), np.int64),
    "fit": lambda instance, rows, columns: instance.fit[rows, columns].astype(np.int64),
    "moves": _is_held,
    "lottery": _ticket,
}
"""The terms that have one component, which needs nothing but the instance."""
