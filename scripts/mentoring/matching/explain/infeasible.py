"""Why no outcome keeps every bound: the bottleneck, and the changes that would help."""

from __future__ import annotations

from mentoring.errors import MentoringError
from mentoring.matching.explain.cut import SIDES, Cut, Limit, cut
from mentoring.matching.explain.relaxation import Relaxation, advice, bounded, moved
from mentoring.matching.instance.instance import Instance
from mentoring.matching.instance.stages import Term
from mentoring.matching.kernel.shortlist import shortlist
from mentoring.matching.network import network
from mentoring.matching.proof.pair_values import components
from mentoring.matching.proof.proof import Certificate
from mentoring.matching.solver.optimisation import Optimisation, UnmetBoundsError
from mentoring.matching.solver.prices import certificate


class InfeasibleError(MentoringError):
    """No choice of pairs keeps every bound.

    `certificate` proves it and `cut` is the bottleneck. `relaxations` says what each limit alone
    would change, the most helpful first.
    """

    def __init__(self, instance: Instance) -> None:
        core = _irreducible(instance)
        self.certificate = _refusal(core)
        self.cut = cut(core, self.certificate)
        self.relaxations = tuple(_relaxations(instance, self.cut))
        super().__init__(_sentence(self.cut, self.relaxations))


def _unmet(instance: Instance) -> UnmetBoundsError | None:
    """The lower bounds that the fullest choice of pairs does not meet, or None."""
    net = network(instance)
    try:
        Optimisation.of(net, shortlist(net, ()))
    except UnmetBoundsError as error:
        return error
    return None


def _short(instance: Instance) -> int:
    unmet = _unmet(instance)
    return unmet.short if unmet else 0


def _refusal(instance: Instance) -> Certificate:
    """The prices that prove how many demanded places stay empty at least (a negative bound)."""
    unmet = _unmet(instance)
    if unmet is None:
        raise AssertionError("the bounds can be met")
    nothing = list(components(instance, [Term("nothing")]))
    return certificate(unmet.network, unmet.face, [unmet.labels], nothing)


def _irreducible(instance: Instance) -> Instance:
    """The instance with a minimal set of lower bounds that contradict the other limits."""
    for side in SIDES.values():
        for experiment, (low, _) in sorted(getattr(instance.balance, side).items()):
            without = bounded(instance, side, experiment, -low, 0)
            if low and _short(without):
                instance = without
    return instance


def _relaxations(instance: Instance, bottleneck: Cut) -> list[Relaxation]:
    """What moving each limit alone would change. That a mentee has one mentor is never moved."""
    limits = (*bottleneck.demands, *bottleneck.supplies)
    found = [_relaxation(instance, limit) for limit in limits if limit.kind != "mentees"]
    helpful = [one for one in found if one.short < bottleneck.demanded - bottleneck.room]
    return sorted(
        helpful or found, key=lambda one: (one.short, abs(one.by), one.limit.kind, one.limit.of)
    )


def _relaxation(instance: Instance, limit: Limit) -> Relaxation:
    """The smallest move of a limit that helps as much as any larger one."""
    short = _short(instance)
    tried = [(_short(moved(instance, limit, by)), by) for by in range(1, short + 1)]
    left, by = min(tried)
    return Relaxation(limit=limit, by=-by if limit.times < 0 else by, short=left)


def _sentence(bottleneck: Cut, relaxations: tuple[Relaxation, ...]) -> str:
    parts = [f"No choice of pairs keeps every bound. {bottleneck}"]
    if relaxations:
        parts.append(advice(relaxations[0], "to what the bounds ask for"))
    return " ".join(parts)
