"""The worth of pairs, component by component."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FORBIDDEN
from mentoring.matching.instance.tickets import tickets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.instance.stages import Term

    Places = NDArray[np.integer]
    Component = Callable[[Places, Places], NDArray[np.int64]]


def components(instance: Instance, terms: Iterable[Term]) -> Iterator[Component]:
    """For each component of the terms, a function from (rows, columns) to the pairs' worth."""
    for term in terms:
        match term.name:
            case "motivation":
                yield from _ranked([mentee.band for mentee in instance.mentees])
            case "waited":
                yield from _ranked([instance.waited.get(m.id, -1) for m in instance.mentees])
            case "levels":
                worths = set(np.unique(instance.fit).tolist()) - {FORBIDDEN}
                yield from (partial(_level, instance, level) for level in sorted(worths))
            case "below":
                yield partial(_below, instance, term.fit)
            case _:
                yield partial(SINGLE[term.name], instance)


def total(worth: Iterable[Component], instance: Instance, pairs: Sequence[Pair]) -> tuple[int, ...]:
    """The total worth of the pairs that are not pinned."""
    pins = set(instance.pins)
    places = instance.places([pair for pair in pairs if pair not in pins])
    rows, columns = np.array(places, np.intp).reshape(-1, 2).T
    return tuple(sum(component(rows, columns).tolist()) for component in worth)


def _ranked(ranks: Sequence[int]) -> Iterator[Component]:
    rank = np.array(ranks, np.int64)
    for k in range(1 + max(ranks, default=-1)):
        yield partial(_has_rank, rank, k)


def _has_rank(rank: NDArray[np.int64], k: int, rows: Places, _: Places) -> NDArray[np.int64]:
    return np.asarray(rank[rows] == k, np.int64)


def _below(instance: Instance, fit: int, rows: Places, columns: Places) -> NDArray[np.int64]:
    return -np.asarray(instance.fit[rows, columns] < fit, np.int64)


def _level(instance: Instance, level: int, rows: Places, columns: Places) -> NDArray[np.int64]:
    return -np.asarray(instance.fit[rows, columns] == level, np.int64)


def _nothing(_: Instance, rows: Places, __: Places) -> NDArray[np.int64]:
    return np.zeros(len(rows), np.int64)


def _pairs(_: Instance, rows: Places, __: Places) -> NDArray[np.int64]:
    return np.ones(len(rows), np.int64)


def _fit(instance: Instance, rows: Places, columns: Places) -> NDArray[np.int64]:
    return np.asarray(instance.fit[rows, columns], np.int64)


def _held(instance: Instance, rows: Places, columns: Places) -> NDArray[np.int64]:
    width = np.int64(len(instance.mentors))
    held = [row * len(instance.mentors) + column for row, column in instance.standing]
    return np.isin(rows * width + columns, held).astype(np.int64)


def _drawn(instance: Instance, rows: Places, columns: Places) -> NDArray[np.int64]:
    pairs = (
        (instance.mentees[i].id, instance.mentors[j].id)
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    )
    return np.array(list(tickets(instance.lottery, pairs, instance.drawn)), np.int64)


SINGLE: dict[str, Callable[[Instance, Places, Places], NDArray[np.int64]]] = {
    "nothing": _nothing,
    "pairs": _pairs,
    "fit": _fit,
    "moves": _held,
    "lottery": _drawn,
}
