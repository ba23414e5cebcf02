"""The proof that an outcome is optimal: prices, which prove it by weak duality."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from mentoring import __version__
from mentoring.matching.instance.instance import Pair, plain
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
    data: dict[str, Any] = plain(proof)
    return data | {"objective": plain(proof.objective, order=None)}


def decode(data: Mapping[str, Any]) -> Proof:
    """The proof that `encode` wrote; raises ValueError if the schema `proof` refuses the data."""
    return msgspec.convert(data, Proof)
