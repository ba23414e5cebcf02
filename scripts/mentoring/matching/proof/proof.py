"""The proof that an outcome is optimal: prices, which prove it by weak duality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mentoring.matching.instance.objective import Value

Vector = tuple[int, ...]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The proof that an outcome is optimal for the instance with this digest.

    `optimum` bounds all terms of the objective. `floor` bounds the stages before the floor, then
    (as losses) the pairs below it and the pairs up to it. It proves that an outcome with the best
    earlier stages and no pair below the floor has a pair at the floor. `floor` is None without a
    floor stage, or if the floor is the highest fit.
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
    """The proof that `encode` wrote. The data must fit the schema."""
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
