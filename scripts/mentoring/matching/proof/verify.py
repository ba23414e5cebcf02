"""Verification of a proof without the solver, over every pair, in integers.

It shares with the solver only the definition of an instance and the worth of a pair, not the code
that finds pairs and prices. The argument is weak duality: if no pair is worth more than it pays,
no outcome is worth more than the prices of all places together. The given outcome is worth
exactly that.

Prices are vectors in lexicographic order. Components are checked in turn, each only for the pairs
whose earlier components are all zero, so the first few components settle most pairs.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import FULL, Instance, Pair, Person
from mentoring.matching.instance.limits import Limits, remaining
from mentoring.matching.instance.objective import Term, before_floor, expand, measure, worst
from mentoring.matching.instance.serialize import digest
from mentoring.matching.instance.validation import breaches, problems
from mentoring.matching.proof.pair_values import Component, components, total
from mentoring.matching.proof.proof import Certificate, Proof, Vector
from mentoring.problems import Problem, pointer

CELLS = 1 << 20
"""About as many pairs are checked at a time."""

LARGEST = 1 << 59
"""The largest component of a price, so that a pair's five prices fit into 64 bits."""


def verify(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> tuple[Problem, ...]:
    """Every reason why the proof does not show that the pairs are optimal; empty if it does."""
    found = [*_identity(instance, proof), *problems(instance)]
    if not found:
        found += breaches(instance, pairs)
    if not found:
        found += _objective(instance, pairs, proof)
    if not found:
        found += [*_optimum(instance, pairs, proof), *_floor(instance, pairs, proof)]
    return tuple(found)


def refute(instance: Instance, certificate: Certificate) -> tuple[Problem, ...]:
    """Every reason why the prices do not show that no outcome keeps every bound.

    Every pair has the worth 0 here, so every outcome has, and a negative bound is a contradiction.
    """
    nothing = list(components(instance, [Term("nothing")]))
    found = [*_refutations(instance, nothing, "", certificate)]
    if not found and certificate.bound >= (0,):
        found.append(_finding("feasible", "The bound does not rule anything out.", "bound"))
    return tuple(found)


def _finding(code: str, message: str, *steps: str) -> Problem:
    return Problem(
        path="proof.json", pointer=pointer(*steps), code=f"verify.{code}", message=message
    )


def _identity(instance: Instance, proof: Proof) -> Iterator[Problem]:
    if proof.cohort != instance.cohort:
        yield _finding("cohort", f"The proof is of {proof.cohort}.", "cohort")
    if proof.instance != digest(instance):
        yield _finding("digest", "The proof is of another instance.", "instance")


def _objective(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> Iterator[Problem]:
    if tuple(proof.objective) != instance.objective:
        yield _finding("stages", "The proof has other stages.", "objective")
        return
    for stage, counted in measure(instance, pairs).items():
        claimed = proof.objective[stage]
        if counted != claimed:
            message = f"The pairs have {stage} {counted}; the proof says {claimed}."
            yield _finding("objective", message, "objective", stage)


def _optimum(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> Iterator[Problem]:
    worth = list(components(instance, expand(instance.objective, worst(instance, pairs))))
    yield from _refutations(instance, worth, "optimum", proof.optimum)
    if proof.optimum.bound != total(worth, instance, pairs):
        message = "The pairs are worth less than the bound."
        yield _finding("optimum", message, "optimum", "bound")


def _floor(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> Iterator[Problem]:
    """Check that the best earlier stages, with no pair below the floor, need a pair at it."""
    floor = worst(instance, pairs)
    needed = "floor" in instance.objective and floor < FULL
    if proof.floor is None or not needed:
        if needed or proof.floor is not None:
            yield _finding("floor", "A bound on the floor is missing, or not needed.", "floor")
        return
    before = expand(before_floor(instance.objective), FULL)
    worth = list(components(instance, [*before, Term("below", floor), Term("below", floor + 1)]))
    yield from _refutations(instance, worth, "floor", proof.floor)
    *reached, at_floor = proof.floor.bound
    if tuple(reached) != total(worth[:-1], instance, pairs) or at_floor >= 0:
        message = "The bound does not keep the floor from rising."
        yield _finding("floor", message, "floor", "bound")


def _refutations(
    instance: Instance, worth: Sequence[Component], name: str, claim: Certificate
) -> Iterator[Problem]:
    """Every reason why a certificate does not prove its bound."""
    limits = remaining(instance)
    prices: dict[str, Mapping[str, Vector]] = {
        kind: getattr(claim, kind) for kind in limits if kind != "cap"
    }
    prices = {"cap": {} if claim.cap is None else {"": claim.cap}} | prices
    found = [*_malformed(limits, prices, len(worth), name)]
    yield from found
    if not found:
        if _sum(limits, prices, len(worth)) != claim.bound:
            yield _finding("sum", "The prices do not add up to the bound.", name, "bound")
        yield from _underpaid(instance, limits, prices, worth, name)


def _malformed(
    limits: Mapping[str, Limits], prices: Mapping[str, Mapping[str, Vector]], width: int, name: str
) -> Iterator[Problem]:
    zero = (0,) * width
    for kind, of_kind in prices.items():
        for key, price in of_kind.items():
            at = (name, kind, key or kind)
            low, high = limits[kind].get(key, (0, 0))
            if high <= 0 and low <= 0:
                yield _finding("key", "A price for a limit that has no places or is absent.", *at)
            elif len(price) != width or not all(map(_is_exact, price)) or price == zero:
                yield _finding("price", "Not a price in this objective.", *at)
            elif (high if price > zero else low) <= 0:
                yield _finding("sign", "A price that has nothing to limit.", *at)


def _is_exact(part: int) -> bool:
    """Whether a component is an integer small enough for sums of five in 64 bits."""
    return type(part) is int and abs(part) <= LARGEST


def _sum(
    limits: Mapping[str, Limits], prices: Mapping[str, Mapping[str, Vector]], width: int
) -> Vector:
    """The prices of all places: of the most places or, for a subsidy, of the fewest."""
    bound = zero = (0,) * width
    for kind, of_kind in prices.items():
        for key, price in of_kind.items():
            low, high = limits[kind][key]
            places = high if price > zero else low
            bound = tuple(sum_ + places * part for sum_, part in zip(bound, price, strict=True))
    return bound


def _underpaid(
    instance: Instance,
    limits: Mapping[str, Limits],
    prices: Mapping[str, Mapping[str, Vector]],
    worth: Sequence[Component],
    name: str,
) -> Iterator[Problem]:
    """Every pair with free places on both sides that is worth more than it pays."""
    mentees, mentors, width = instance.mentees, instance.mentors, len(worth)
    own = [prices["cap"], prices["mentees"], prices["mentee_homes"]]
    paid_by_row = _paid(width, own, mentees)
    paid_by_column = _paid(width, [{}, prices["mentors"], prices["mentor_homes"]], mentors)
    rows = _free(limits["cap"][""], limits["mentees"], limits["mentee_homes"], mentees)
    columns = _free(limits["cap"][""], limits["mentors"], limits["mentor_homes"], mentors)
    step = max(CELLS // max(len(mentors), 1), 1)
    for start in range(0, len(mentees), step):
        block = slice(start, start + step)
        i, j = np.nonzero((instance.fit[block] >= 0) & rows[block, None] & columns)
        i += start
        for k, component in enumerate(worth):
            left = paid_by_row[i, k] + paid_by_column[j, k] - component(i, j)
            for at in np.flatnonzero(left < 0).tolist():
                pair = f"{mentees[i[at]].id}:{mentors[j[at]].id}"
                yield _finding("underpaid", f"The pair {pair} is worth more than it pays.", name)
            i, j = i[left == 0], j[left == 0]


def _paid(
    width: int, prices: Sequence[Mapping[str, Vector]], people: Sequence[Person]
) -> NDArray[np.int64]:
    """The prices that each person brings to a pair: an array (person, component)."""
    cap, own, homes = prices
    paid = np.zeros((len(people), width), np.int64)
    for k, person in enumerate(people):
        for price in (cap.get(""), own.get(person.id), homes.get(person.home)):
            if price is not None:
                paid[k] += price
    return paid


def _free(
    cap: tuple[int, int], own: Limits, homes: Limits, people: Sequence[Person]
) -> NDArray[np.bool_]:
    """The people who have places for one more pair."""
    free = [own[p.id][1] > 0 and homes.get(p.home, cap)[1] > 0 for p in people]
    return np.array(free, np.bool_) & (cap[1] > 0)
