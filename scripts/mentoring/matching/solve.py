"""The best outcome of an instance, or the reason why there is none; and repairs of an outcome."""

from collections.abc import Mapping
from dataclasses import replace

from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.limits import SIDES, counts, exceeded
from mentoring.matching.solver.search import Solution, UnmetBoundsError, search
from mentoring.programme.rules import Balance
from mentoring.scoring.fit import Progress, silent

REPAIR = ("pairs", "moves", "waited", "motivation", "floor", "fit", "lottery")


def solve(instance: Instance, progress: Progress = silent) -> Solution:
    """The exact optimum of the instance's objective, stage by stage, with its proof.

    `progress` is told of each stage when it is done. Raises DataError if the instance contradicts
    itself, and InfeasibleError, with the reason, if no choice of pairs keeps every bound.
    """
    try:
        return search(instance, progress=progress)
    except UnmetBoundsError as error:
        raise InfeasibleError(instance) from error


def repair(
    instance: Instance,
    held: Mapping[Pair, int],
    waited: Mapping[str, int],
    *,
    never_again: tuple[Pair, ...] = (),
    allow_moves: int = 0,
) -> tuple[Instance, Solution]:
    """The instance of the repair after a drop-out or a late arrival, and its best outcome.

    `held` are the current pairs with the fit they were announced with. The objective is the most
    pairs, then the fewest moves, then the longest waiting (rank 0), then the usual stages. If that
    would move more than `allow_moves` pairs, all held pairs are pinned instead. `never_again` are
    pairs that ended. Pins of the instance whose mentee waits come before all this, as far as the
    held pairs leave places for them. Lower bounds of experiments apply to the first choice only,
    for departures may leave fewer pairs. An upper bound is never below the held pairs.
    """
    fit = instance.with_fits(dict.fromkeys(never_again, FORBIDDEN) | dict(held))
    count = counts(instance, held)
    bounds = {
        side: {
            home: (0, None if high is None else max(high, count[kind, home]))
            for home, (_, high) in getattr(instance.balance, side).items()
        }
        for kind, side in SIDES.items()
    }
    fixed = replace(
        instance,
        objective=REPAIR,
        fit=fit,
        held=tuple(held),
        waited=dict(waited),
        pins=tuple(held),
        balance=Balance(**bounds),
    )
    paired = {mentee for mentee, _ in held}
    for pin, place in zip(instance.pins, instance.places(instance.pins), strict=True):
        wider = replace(fixed, pins=(*fixed.pins, pin))
        possible = pin[0] not in paired and fit[place] != FORBIDDEN
        if possible and list(exceeded(wider)) == list(exceeded(fixed)):
            fixed = wider
    if allow_moves:
        free = replace(fixed, pins=tuple(set(fixed.pins) - set(held)))
        moving = solve(free)
        if moving.objective["moves"] <= allow_moves:  # type: ignore[operator]
            return free, moving
    return fixed, solve(fixed)
