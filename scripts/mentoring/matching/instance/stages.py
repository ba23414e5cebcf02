"""The stages of an objective, and the additive terms they consist of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ADDITIVE = ("pairs", "motivation", "fit", "lottery", "moves", "waited", "leximin")
STAGES = (*ADDITIVE, "floor")


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


def expand(objective: Sequence[str], floor: int) -> tuple[Term, ...]:
    """The terms of an objective whose `floor` stage, if any, is known to reach `floor`.

    A leximin treats a missing pair as worse than any fit: a longer list of fits is better.
    """
    terms: list[Term] = []
    for stage in objective:
        match stage:
            case "floor":
                terms.append(Term("below", floor))
            case "leximin":
                terms += (Term("pairs"), Term("levels"))
            case _:
                terms.append(Term(stage))
    return tuple(dict.fromkeys(terms))


def before_floor(objective: Sequence[str]) -> tuple[str, ...]:
    """The stages before `floor`, which a better worst pair must not reduce."""
    return tuple(objective[: objective.index("floor")])
