"""The stages of an objective, and the additive terms they come down to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ADDITIVE = ("pairs", "motivation", "fit", "lottery", "moves", "waited", "leximin")
STAGES = (*ADDITIVE, "floor")


@dataclass(frozen=True, slots=True)
class Term:
    """One additive term of an objective; a stage of the same name unless it says otherwise.

    `below` counts, as a loss, the pairs of fit less than `fit`, which other terms do not use.
    `levels` counts the pairs of every fit that occurs, the worst first, as so many losses. To
    `nothing` every pair is worth nothing.
    """

    name: str
    fit: int = 0


LOTTERY = Term("lottery")
MOVES = Term("moves")


def expand(objective: Sequence[str], floor: int) -> tuple[Term, ...]:
    """The terms of an objective whose `floor` stage, if it has one, is known to reach `floor`.

    A leximin counts a pair that is missing as worse than any: a longer list of fits is better.
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
    """The stages that come before `floor`: what may not be given up for a better worst pair."""
    return tuple(objective[: objective.index("floor")])
