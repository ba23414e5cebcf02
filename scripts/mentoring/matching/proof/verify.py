"""Verification of a proof without the solver, over every pair, in integers.

It shares with the solver only the definition of an instance and the worth of a pair, not the code
that finds pairs and prices. The argument is weak duality: if no pair is worth more than it pays,
no outcome is worth more than the prices of all places together. The given outcome is worth
exactly that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentoring.matching.instance import consistency
from mentoring.matching.instance import serialize as sealed
from mentoring.matching.instance.feasibility import breaches
from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.objective import measure, worst
from mentoring.matching.instance.stages import Term, expand
from mentoring.matching.proof.pair_values import components, total
from mentoring.matching.proof.prices import refutations
from mentoring.matching.proof.proof import Certificate, Proof
from mentoring.problems import Problem


def verify(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> tuple[Problem, ...]:
    """Every reason why the proof does not show that the pairs are optimal; empty if it does."""
    found = [*_identity(instance, proof), *consistency.problems(instance)]
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
    found = [*refutations(instance, list(components(instance, [Term("nothing")])), "", certificate)]
    if not found and certificate.bound >= (0,):
        found.append(_finding("feasible", "The bound does not rule anything out.", "/bound"))
    return tuple(found)


def _finding(code: str, message: str, pointer: str = "") -> Problem:
    return Problem(path="proof.json", pointer=pointer, code=f"verify.{code}", message=message)


def _identity(instance: Instance, proof: Proof) -> Iterator[Problem]:
    if proof.cohort != instance.cohort:
        yield _finding("cohort", f"The proof is of {proof.cohort}.", "/cohort")
    if proof.instance != sealed.digest(instance):
        yield _finding("digest", "The proof is of another instance.", "/instance")


def _objective(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> Iterator[Problem]:
    if tuple(proof.objective) != instance.objective:
        yield _finding("stages", "The proof has other stages.", "/objective")
        return
    for stage, counted in measure(instance, pairs).items():
        claimed = proof.objective[stage]
        if counted != claimed:
            message = f"The pairs have {stage} {counted}; the proof says {claimed}."
            yield _finding("objective", message, f"/objective/{stage}")


def _optimum(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> Iterator[Problem]:
    worth = list(components(instance, expand(instance.objective, worst(instance, pairs))))
    yield from refutations(instance, worth, "optimum", proof.optimum)
    if proof.optimum.bound != total(worth, instance, pairs):
        yield _finding("optimum", "The pairs are worth less than the bound.", "/optimum/bound")


def _floor(instance: Instance, pairs: Sequence[Pair], proof: Proof) -> Iterator[Problem]:
    """Check that the best earlier stages, with no pair below the floor, need a pair at it."""
    floor = worst(instance, pairs)
    needed = "floor" in instance.objective and floor < FULL
    if proof.floor is None or not needed:
        if needed or proof.floor is not None:
            yield _finding("floor", "A bound on the floor is missing, or not needed.", "/floor")
        return
    before = instance.objective[: instance.objective.index("floor")]
    terms = [*expand(before, FULL), Term("below", floor), Term("below", floor + 1)]
    worth = list(components(instance, terms))
    yield from refutations(instance, worth, "floor", proof.floor)
    *reached, at_floor = proof.floor.bound
    if tuple(reached) != total(worth[:-1], instance, pairs) or at_floor >= 0:
        yield _finding("floor", "The bound does not keep the floor from rising.", "/floor/bound")
