"""New pairs beside those that stand: after a drop-out, a refusal, or a late arrival."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.matching.sealed.instance import FORBIDDEN
from mentoring.matching.solver.solve import Solution, solve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentoring.matching.sealed.instance import Instance, Pair

OBJECTIVE = ("pairs", "moves", "waited", "motivation", "floor", "fit", "lottery")


def repair(
    instance: Instance,
    held: Mapping[Pair, int],
    waited: Mapping[str, int],
    *,
    never_again: tuple[Pair, ...] = (),
    allow_moves: int = 0,
) -> tuple[Instance, Solution]:
    """The instance of the repair, and its best outcome.

    `held` are the pairs that stand, with the fit they were announced with: a change of data since
    does not undo them. As many pairs as possible, then the fewest moved, then whoever waited
    longest (rank 0), then as ever. Where that would move more than `allow_moves` pairs, none is
    moved: they are pinned. `never_again` are pairs that ended.
    """
    fit = instance.fit.copy()
    for pair in never_again:
        fit[instance.places([pair])[0]] = FORBIDDEN
    for pair, points in held.items():
        fit[instance.places([pair])[0]] = points
    free = replace(
        instance, objective=OBJECTIVE, fit=fit, held=tuple(held), waited=dict(waited), pins=()
    )
    if allow_moves:
        moving = solve(free)
        if moving.objective["moves"] <= allow_moves:  # type: ignore[operator]
            return free, moving
    fixed = replace(free, pins=tuple(held))
    return fixed, solve(fixed)
