"""The proof that an outcome is optimal, and its verification without the solver.

The argument is weak duality: if no pair is worth more than it pays, no outcome is worth more than
the prices of all places together, and the given outcome is worth exactly that. The verification
looks at every pair, in integers. It shares with the solver only what an instance is and what a pair
is worth, not the code that finds pairs and prices.

Prices are vectors in lexicographic order. Components are checked in turn, each only for the pairs
whose earlier components are all zero, so the first few components settle most pairs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from mentoring import __version__
from mentoring.matching.instance.instance import FULL, Instance, Pair, Person, plain
from mentoring.matching.instance.limits import NAMES, SIDES, Limits, remaining
from mentoring.matching.instance.objective import (
    Component,
    Term,
    Value,
    before_floor,
    components,
    expand,
    measure,
    total,
    unpinned,
    worst,
)
from mentoring.matching.instance.validation import breaches, problems
from mentoring.problems import Problem, pointer

Vector = tuple[int, ...]
Prices = Mapping[str, Mapping[str, Vector]]

CELLS = 1 << 20
"""About as many pairs are checked at a time."""

LARGEST = 1 << 59
"""The largest component of a price, so that a pair's five prices fit into 64 bits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """Prices under which no pair is worth more than it pays, so no outcome exceeds `bound`.

    The bound does not count pins. A price is a vector with a component for each term of the
    objective; a limit without a price is free. A pair pays for the cap, its mentee, its mentor and
    their homes. A negative price of a home is a subsidy, which its lower bound pays for.
    """

    bound: Vector
    cap: Vector | None = None
    mentees: Mapping[str, Vector] = field(default_factory=dict)
    mentors: Mapping[str, Vector] = field(default_factory=dict)
    mentee_homes: Mapping[str, Vector] = field(default_factory=dict)
    mentor_homes: Mapping[str, Vector] = field(default_factory=dict)

    @property
    def prices(self) -> Prices:
        """The prices by the kind of limit, then by id or home; that of the cap by an empty text."""
        cap = {} if self.cap is None else {"": self.cap}
        return {kind: cap if kind == "cap" else getattr(self, kind) for kind in NAMES}


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The chosen pairs, and the proof that they are optimal for the instance with this digest.

    `optimum` bounds all terms of the objective. `floor` bounds the stages before the floor, then
    (as losses) the pairs below it and the pairs up to it. It proves that an outcome with the best
    earlier stages and no pair below the floor has a pair at the floor. `floor` is None without a
    floor stage, or if the floor is the highest fit. `tool` is the version of the tool that computed
    the fits.
    """

    cohort: str
    instance: str
    objective: Mapping[str, Value]
    optimum: Certificate
    floor: Certificate | None = None
    pairs: tuple[Pair, ...]
    tool: str = __version__


def encode(proof: Proof) -> dict[str, Any]:
    """The proof as JSON data, its prices in the order of the ids."""
    objective = {stage: plain(value) for stage, value in proof.objective.items()}
    return {**plain(proof), "objective": objective}


def decode(data: Mapping[str, Any]) -> Proof:
    """The proof that `encode` wrote.

    The data must be valid by the schema `proof`; a field that is missing takes its default.
    """
    return msgspec.convert(data, Proof)


def verify(instance: Instance, proof: Proof) -> tuple[Problem, ...]:
    """Every reason why the proof does not show that its pairs are optimal; empty if it does."""
    found = [*_identity(instance, proof), *problems(instance)]
    found = found or [*breaches(instance, proof.pairs)]
    found = found or [*_objective(instance, proof)]
    return tuple(found or _certificates(instance, proof))


def _finding(code: str, message: str, *steps: str) -> Problem:
    place, code = pointer(*steps), f"verify.{code}"
    return Problem(path="proof.json", pointer=place, code=code, message=message)


def _identity(instance: Instance, proof: Proof) -> Iterator[Problem]:
    if proof.cohort != instance.cohort:
        yield _finding("cohort", f"The proof belongs to {proof.cohort}.", "cohort")
    if proof.instance != instance.digest:
        yield _finding("digest", "The proof belongs to another instance.", "instance")


def _objective(instance: Instance, proof: Proof) -> Iterator[Problem]:
    if tuple(proof.objective) != instance.objective:
        yield _finding("stages", "The proof has other stages.", "objective")
        return
    for stage, counted in measure(instance, proof.pairs).items():
        if counted != proof.objective[stage]:
            message = f"The pairs have {stage} {counted}; the proof says {proof.objective[stage]}."
            yield _finding("objective", message, "objective", stage)


def _certificates(instance: Instance, proof: Proof) -> Iterator[Problem]:
    """Check the bounds on all terms, and on the floor.

    With the best earlier stages and no pair below the floor, an outcome needs a pair at it.
    """
    floor, pairs = worst(instance, proof.pairs), unpinned(instance, proof.pairs)
    worth = list(components(instance, expand(instance.objective, floor)))
    yield from refutations(instance, worth, "optimum", proof.optimum)
    if proof.optimum.bound != total(worth, instance, pairs):
        yield _finding("optimum", "The pairs are worth less than the bound.", "optimum", "bound")
    if (proof.floor is None) == ("floor" in instance.objective and floor < FULL):
        yield _finding("floor", "A bound on the floor is missing, or not needed.", "floor")
    elif proof.floor:
        terms = [*before_floor(instance.objective), Term("below", floor), Term("below", floor + 1)]
        worth = list(components(instance, terms))
        yield from refutations(instance, worth, "floor", proof.floor)
        reached, at_floor = proof.floor.bound[:-1], proof.floor.bound[-1:]
        if reached != total(worth[:-1], instance, pairs) or at_floor >= (0,):
            message = "The bound does not keep the floor from rising."
            yield _finding("floor", message, "floor", "bound")


def refutations(
    instance: Instance, worth: Sequence[Component], name: str, claim: Certificate
) -> Iterator[Problem]:
    """Every reason why a certificate does not prove its bound on the `worth` of all outcomes."""
    limits = remaining(instance)
    zero = bound = (0,) * len(worth)
    malformed = False
    for kind, prices in claim.prices.items():
        for key, price in prices.items():
            low, high = limits[kind].get(key, (0, 0))
            if problem := _malformed(price, zero, low, high):
                malformed = True
                yield _finding(*problem, name, kind, key or kind)
            elif not malformed:  # the highest number of places or, for a subsidy, the lowest
                places = high if price > zero else low
                bound = tuple(paid + places * part for paid, part in zip(bound, price, strict=True))
    if malformed:
        return
    if bound != claim.bound:
        yield _finding("sum", "The prices do not add up to the bound.", name, "bound")
    for pair in _underpaid(instance, limits, claim.prices, worth):
        yield _finding("underpaid", f"The pair {':'.join(pair)} is worth more than it pays.", name)


def _malformed(price: Vector, zero: Vector, low: int, high: int) -> tuple[str, str] | None:
    """The code and message if this is not a price of a limit with that many places."""
    if high <= 0 and low <= 0:
        return "key", "A price for a limit that has no places or is absent."
    exact = all(type(part) is int and abs(part) <= LARGEST for part in price)
    if len(price) != len(zero) or not exact or price == zero:
        return "price", "Not a price in this objective."
    if (high if price > zero else low) <= 0:
        return "sign", "A price that has nothing to limit."
    return None


def _underpaid(
    instance: Instance, limits: Mapping[str, Limits], prices: Prices, worth: Sequence[Component]
) -> Iterator[Pair]:
    """Every pair with free places on both sides that is worth more than it pays."""
    mentees, mentors, zero = instance.mentees, instance.mentors, (0,) * len(worth)
    cap, free, paid = limits["cap"][""], [], []
    for at_home, kind in SIDES.items():
        people: Sequence[Person] = getattr(instance, kind)
        most = (
            min(cap[1], limits[kind][person.id][1], limits[at_home].get(person.home, cap)[1])
            for person in people
        )
        free.append(np.array([places > 0 for places in most], bool))
        own = np.array([prices[kind].get(person.id, zero) for person in people], np.int64)
        of_home = np.array([prices[at_home].get(person.home, zero) for person in people], np.int64)
        paid.append((own + of_home).reshape(len(people), len(worth)))
    by_row, by_column = paid[0] + np.array(prices["cap"].get("", zero), np.int64), paid[1]
    step = max(CELLS // max(len(mentors), 1), 1)
    for start in range(0, len(mentees), step):
        block = slice(start, start + step)
        i, j = np.nonzero((instance.fit[block] >= 0) & free[0][block, None] & free[1])
        i += start
        for k, component in enumerate(worth):
            left = by_row[i, k] + by_column[j, k] - component(i, j)
            for at in np.flatnonzero(left < 0).tolist():
                yield mentees[i[at]].id, mentors[j[at]].id
            i, j = i[left == 0], j[left == 0]
