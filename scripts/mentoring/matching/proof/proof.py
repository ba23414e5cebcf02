"""What shows that an outcome is the best there is: prices, of which weak duality needs no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mentoring.matching.instance.objective import Value

Vector = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """Prices under which no pair is worth more than it pays: pins apart, no outcome beats `bound`.

    Every price is a vector with a component for each of the objective's terms, and what has no
    price is free. A pair pays for the cap, its mentee, its mentor and both of their homes. A price
    of a home below zero is a subsidy, which its lower bound pays for.
    """

    bound: Vector
    cap: Vector | None = None
    mentees: Mapping[str, Vector] = field(default_factory=dict)
    mentors: Mapping[str, Vector] = field(default_factory=dict)
    mentee_homes: Mapping[str, Vector] = field(default_factory=dict)
    mentor_homes: Mapping[str, Vector] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """That an outcome is optimal for the instance of this digest.

    `optimum` bounds all terms of the objective. `floor` bounds the stages before the floor, then
    the pairs below it and the pairs up to it, as losses: to give up nothing of those stages, and
    have no pair below the floor, takes a pair at it. It is None where there is no floor stage, or
    the floor is as high as fits go.
    """

    cohort: str
    instance: str
    objective: Mapping[str, Value]
    optimum: Certificate
    floor: Certificate | None = None


PRICES = ("mentees", "mentors", "mentee_homes", "mentor_homes")


def encode(proof: Proof) -> dict[str, Any]:
    """The proof as JSON data."""
    objective = {
        stage: list(value) if isinstance(value, tuple) else value
        for stage, value in proof.objective.items()
    }
    return {
        "cohort": proof.cohort,
        "instance": proof.instance,
        "objective": objective,
        "optimum": _encode(proof.optimum),
        "floor": None if proof.floor is None else _encode(proof.floor),
    }


def decode(data: Mapping[str, Any]) -> Proof:
    """The proof that `encode` wrote. The schema has been checked."""
    objective = {
        stage: tuple(value) if isinstance(value, list) else value
        for stage, value in data["objective"].items()
    }
    return Proof(
        cohort=data["cohort"],
        instance=data["instance"],
        objective=objective,
        optimum=_decode(data["optimum"]),
        floor=None if data["floor"] is None else _decode(data["floor"]),
    )


def _encode(certificate: Certificate) -> dict[str, Any]:
    prices = {
        side: {key: list(vector) for key, vector in sorted(getattr(certificate, side).items())}
        for side in PRICES
    }
    cap = None if certificate.cap is None else list(certificate.cap)
    return {"bound": list(certificate.bound), "cap": cap, **prices}


def _decode(data: Mapping[str, Any]) -> Certificate:
    prices = {side: {key: tuple(vector) for key, vector in data[side].items()} for side in PRICES}
    cap = None if data["cap"] is None else tuple(data["cap"])
    return Certificate(bound=tuple(data["bound"]), cap=cap, **prices)
