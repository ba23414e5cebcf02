"""Why there are no more pairs: the proof, the bottleneck, and the change that helps most."""

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
    """Why there are no more pairs: the proof, the bottleneck, what each limit alone would change.

    In `relaxations`, `short` counts the pairs that are then still missing to reach the cap.
    """

    certificate: Certificate
    cut: Cut
    relaxations: tuple[Relaxation, ...]

    def __str__(self) -> str:
        """The bottleneck and the best advice in words, with ids."""
        if not self.relaxations:
            return str(self.cut)
        return f"{self.cut} {advice(self.relaxations[0], 'to the cap')}"


def shortage(instance: Instance) -> Shortage:
    """Why there are no more pairs, if only their number counted."""
    most = _most(instance)
    proof = most.certificate()
    bottleneck = cut(instance, proof)
    found = _helpful(instance, bottleneck, _missing(most))
    return Shortage(certificate=proof, cut=bottleneck, relaxations=tuple(found))


def _helpful(instance: Instance, bottleneck: Cut, missing: int) -> list[Relaxation]:
    """The limits that allow more pairs when raised alone, the fewest missing pairs first.

    Limits that might gain most are tried first; limits that cannot gain more are skipped.
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
    """An upper limit on the pairs gained: a mentor gains at most the mentees allowed for them."""
    if limit.kind in {"cap", "mentees"}:
        return 0
    if limit.kind == "mentors":
        column = instance.columns[limit.of]
        missing = min(missing, int((instance.fit[:, column] >= 0).sum()))
    return missing


def _most(instance: Instance) -> Optimisation:
    """The outcomes with the most pairs."""
    net, terms = network(instance), [Term("pairs")]
    return Optimisation.of(net, shortlist(net, terms)).pursue(terms)


def _missing(most: Optimisation) -> int:
    """The number of pairs missing to reach the cap."""
    return most.network.cap - len(most.face.chosen)
