"""Why there are no more pairs: the proof, the bottleneck, and what would bring most."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.matching.explain.cut import Cut, Limit, cut
from mentoring.matching.explain.relaxation import Relaxation, advice, moved
from mentoring.matching.instance.instance import Instance
from mentoring.matching.instance.stages import Term
from mentoring.matching.kernel.shortlist import shortlist
from mentoring.matching.network import network
from mentoring.matching.proof.proof import Certificate
from mentoring.matching.solver.optimisation import Optimisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """Why there are no more pairs: the proof, the bottleneck, what one limit alone would change.

    In `relaxations`, `short` counts the pairs that are missing to the cap even so.
    """

    certificate: Certificate
    cut: Cut
    relaxations: tuple[Relaxation, ...]

    def __str__(self) -> str:
        """All of it in words, with ids."""
        if not self.relaxations:
            return str(self.cut)
        return f"{self.cut} {advice(self.relaxations[0], 'to the cap')}"


def shortage(instance: Instance) -> Shortage:
    """Why there are no more pairs, where nothing but their number counts."""
    most = _most(instance)
    proof = most.certificate()
    bottleneck = cut(instance, proof)
    found = _helpful(instance, bottleneck, _missing(most))
    return Shortage(certificate=proof, cut=bottleneck, relaxations=tuple(found))


def _helpful(instance: Instance, bottleneck: Cut, missing: int) -> list[Relaxation]:
    """The limits that stand in the way alone: each place more is a pair more, as far as it goes.

    Those that might gain most are tried first, and those that cannot gain more are left out.
    """
    might = {limit: _might_gain(instance, limit, missing) for limit in bottleneck.supplies}
    found: list[Relaxation] = []
    for limit, gain in sorted(might.items(), key=lambda item: (-item[1], item[0].kind, item[0].of)):
        if gain <= max((one.by for one in found), default=0):
            break
        short = _missing(_most(moved(instance, limit, missing)))
        if short < missing:
            found.append(Relaxation(limit=limit, by=missing - short, short=short))
    return sorted(found, key=lambda one: (one.short, one.limit.kind, one.limit.of))


def _might_gain(instance: Instance, limit: Limit, missing: int) -> int:
    """At most so many pairs more: a mentor gains no more than the mentees who may have them."""
    if limit.kind in {"cap", "mentees"}:
        return 0
    if limit.kind == "mentors":
        column = instance.columns[limit.of]
        missing = min(missing, int((instance.fit[:, column] >= 0).sum()))
    return missing


def _most(instance: Instance) -> Optimisation:
    """As many pairs as can be."""
    net, terms = network(instance), [Term("pairs")]
    return Optimisation.of(net, shortlist(net, terms)).pursue(terms)


def _missing(most: Optimisation) -> int:
    """How many pairs fewer than the cap allows."""
    return most.network.cap - len(most.face.chosen)
