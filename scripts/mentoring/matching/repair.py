"""New pairs in addition to the announced ones, after a drop-out, a refusal or a late arrival."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.limits import SIDES, exceeded
from mentoring.matching.solve import solve
from mentoring.matching.solver.search import Solution
from mentoring.programme.rules import Balance

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

    `held` are the current pairs with the fit they were announced with, which later changes of data
    do not affect. The objective is the most pairs, then the fewest moves, then the longest waiting
    (rank 0), then the usual stages. If that would move more than `allow_moves` pairs, all held
    pairs are pinned instead. `never_again` are pairs that ended. Pins of the instance whose mentee
    waits come before all this, as far as the held pairs leave places for them. Lower bounds of
    experiments apply to the first choice only: departures may leave fewer pairs, and must not
    block a repair.
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
        balance=_balance(instance, tuple(held)),
    )
    fixed = replace(free, pins=tuple(held))
    paired = {mentee for mentee, _ in held}
    for pin in instance.pins:
        wider = replace(fixed, pins=(*fixed.pins, pin))
        possible = pin[0] not in paired and fit[instance.places([pin])[0]] != FORBIDDEN
        if possible and list(exceeded(wider)) == list(exceeded(fixed)):
            fixed = wider
    if allow_moves:
        free = replace(free, pins=fixed.pins[len(held) :])
        moving = solve(free)
        if moving.objective["moves"] <= allow_moves:  # type: ignore[operator]
            return free, moving
    return fixed, solve(fixed)


def _balance(instance: Instance, held: tuple[Pair, ...]) -> Balance:
    """The bounds during a repair: no lower ones, and no upper one below the held pairs."""
    homes = instance.homes
    bounds = {}
    for place, side in enumerate(SIDES.values()):
        count = Counter(homes[pair[place]] for pair in held)
        bounds[side] = {
            home: (0, None if high is None else max(high, count[home]))
            for home, (_, high) in getattr(instance.balance, side).items()
        }
    return Balance(**bounds)
