"""New pairs beside those that stand: after a drop-out, a refusal, or a late arrival."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.solve import Solution, solve
from mentoring.programme.rules import Balance, Bound

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
    moved: they are pinned. `never_again` are pairs that ended. The least numbers of an experiment
    were for the first choice: whoever leaves may leave fewer, and the others are not held up.
    """
    fit = instance.fit.copy()
    for pair in never_again:
        fit[instance.places([pair])[0]] = FORBIDDEN
    for pair, points in held.items():
        fit[instance.places([pair])[0]] = points
    free = replace(
        instance,
        objective=OBJECTIVE,
        fit=fit,
        held=tuple(held),
        waited=dict(waited),
        pins=(),
        balance=_during(instance, tuple(held)),
    )
    if allow_moves:
        moving = solve(free)
        if moving.objective["moves"] <= allow_moves:  # type: ignore[operator]
            return free, moving
    fixed = replace(free, pins=tuple(held))
    return fixed, solve(fixed)


def _during(instance: Instance, held: tuple[Pair, ...]) -> Balance:
    """The bounds while pairs stand: no least numbers, and none at most below what stands."""
    mentees = Counter(instance.mentees[instance.rows[mentee]].home for mentee, _ in held)
    mentors = Counter(instance.mentors[instance.columns[mentor]].home for _, mentor in held)
    return Balance(
        mentees=_at_most(instance.balance.mentees, mentees),
        mentors=_at_most(instance.balance.mentors, mentors),
    )


def _at_most(bounds: Mapping[str, Bound], standing: Counter[str]) -> dict[str, Bound]:
    return {
        home: (0, None if most is None else max(most, standing[home]))
        for home, (_, most) in bounds.items()
    }
