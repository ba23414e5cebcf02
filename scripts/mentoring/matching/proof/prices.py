"""Weak duality, checked over every admissible pair: no pair is worth more than it pays.

Prices are vectors in lexicographic order. Components are checked in turn, each only for the pairs
whose earlier components are all zero, so the first few components settle most pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.remaining_capacity import room
from mentoring.matching.proof.proof import PRICES
from mentoring.problems import Problem, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from mentoring.matching.instance.instance import Instance, Person
    from mentoring.matching.instance.remaining_capacity import Limits, RemainingCapacity
    from mentoring.matching.proof.pair_values import Component
    from mentoring.matching.proof.proof import Certificate, Vector

CELLS = 1 << 20
LARGEST = 1 << 59
"""The largest component of a price, so that a pair's five prices fit into 64 bits."""


def refutations(
    instance: Instance, worth: Sequence[Component], name: str, claim: Certificate
) -> Iterator[Problem]:
    """Every reason why a certificate does not prove its bound."""
    limits = room(instance)
    found = [*_malformed(limits, len(worth), name, claim)]
    yield from found
    if not found:
        if _bound(limits, claim, len(worth)) != claim.bound:
            yield _refuted("sum", "The prices do not add up to the bound.", name, "bound")
        yield from _underpaid(instance, limits, worth, name, claim)


def _refuted(code: str, message: str, *steps: str) -> Problem:
    return Problem(
        path="proof.json", pointer=pointer(*steps), code=f"verify.{code}", message=message
    )


def _priced(
    limits: RemainingCapacity, claim: Certificate
) -> Iterator[tuple[str, Limits, Mapping[str, Vector]]]:
    yield "cap", {"cap": limits.cap}, {} if claim.cap is None else {"cap": claim.cap}
    for side in PRICES:
        yield side, getattr(limits, side), getattr(claim, side)


def _malformed(
    limits: RemainingCapacity, width: int, name: str, claim: Certificate
) -> Iterator[Problem]:
    zero = (0,) * width
    for side, room_for, prices in _priced(limits, claim):
        for key, price in prices.items():
            low, high = room_for.get(key, (0, 0))
            if high <= 0 and low <= 0:
                yield _refuted(
                    "key", "A price for what has no room or is not there.", name, side, key
                )
            elif len(price) != width or not all(map(_exact, price)) or price == zero:
                yield _refuted("price", "Not a price in this objective.", name, side, key)
            elif (high if price > zero else low) <= 0:
                yield _refuted("sign", "A price that has nothing to limit.", name, side, key)


def _exact(part: int) -> bool:
    """Whether a component is an integer small enough for sums of five in 64 bits."""
    return type(part) is int and abs(part) <= LARGEST


def _bound(limits: RemainingCapacity, claim: Certificate, width: int) -> Vector:
    zero = (0,) * width
    bound = [0] * width
    for _, room_for, prices in _priced(limits, claim):
        for key, price in prices.items():
            low, high = room_for[key]
            places = high if price > zero else low
            bound = [sum_ + places * part for sum_, part in zip(bound, price, strict=True)]
    return tuple(bound)


def _underpaid(
    instance: Instance,
    limits: RemainingCapacity,
    worth: Sequence[Component],
    name: str,
    claim: Certificate,
) -> Iterator[Problem]:
    mentees, mentors = instance.mentees, instance.mentors
    width = len(worth)
    paid_by_row = _paid(width, claim.mentees, claim.mentee_homes, mentees, claim.cap)
    paid_by_column = _paid(width, claim.mentors, claim.mentor_homes, mentors, None)
    rows = _open(limits.cap, limits.mentees, limits.mentee_homes, mentees)
    columns = _open(limits.cap, limits.mentors, limits.mentor_homes, mentors)
    step = max(CELLS // max(len(mentors), 1), 1)
    for start in range(0, len(mentees), step):
        block = slice(start, start + step)
        i, j = np.nonzero((instance.fit[block] >= 0) & rows[block, None] & columns)
        i += start
        for k, component in enumerate(worth):
            left = paid_by_row[i, k] + paid_by_column[j, k] - component(i, j)
            for at in np.flatnonzero(left < 0).tolist():
                pair = f"{mentees[i[at]].id}:{mentors[j[at]].id}"
                yield _refuted("underpaid", f"The pair {pair} is worth more than it pays.", name)
            i, j = i[left == 0], j[left == 0]


def _paid(
    width: int,
    own: Mapping[str, Vector],
    homes: Mapping[str, Vector],
    people: Sequence[Person],
    cap: Vector | None,
) -> NDArray[np.int64]:
    """The prices that each person brings to a pair: an array (person, component)."""
    paid = np.zeros((len(people), width), np.int64)
    for k, person in enumerate(people):
        for price in (own.get(person.id), homes.get(person.home), cap):
            if price is not None:
                paid[k] += price
    return paid


def _open(
    cap: tuple[int, int], own: Limits, homes: Limits, people: Sequence[Person]
) -> NDArray[np.bool_]:
    """The people who have capacity for one more pair."""
    free = [own[p.id][1] > 0 and homes.get(p.home, cap)[1] > 0 for p in people]
    return np.array(free, np.bool_) & (cap[1] > 0)
