"""The cost of each manual decision: the sealed outcome compared with the best one without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentoring.matching.explain.alternatives import Change, change
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.objective import Value, measure
from mentoring.operations.relax_decisions import Decision, RelaxedDecisions
from mentoring.operations.snapshot import Snapshot
from mentoring.store.edition import Edition

KINDS = {"pins": "pin", "forbids": "forbid", "caps": "cap"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionCost:
    """The cost of a decision that applied to a match; the decision is None for all together.

    `worth` is the value of the sealed pairs without the decision. `change` is the best outcome
    without it, with all other decisions in force. It is None if it cannot be computed because a
    person in the decision no longer takes part.
    """

    kind: str
    decision: Decision | None
    worth: Mapping[str, Value]
    change: Change | None


def decided(
    edition: Edition, instance: Instance, pairs: Sequence[Pair], today: Snapshot
) -> Iterator[DecisionCost]:
    """The decisions that a match obeyed, each with its cost; for several, also the total cost.

    The fit of a forbidden pair and a mentor's stated capacity are taken from today's data.
    """
    lifting = RelaxedDecisions(edition, instance, today)

    def priced(kind: str, decision: Decision | None, lifted: Instance | None) -> DecisionCost:
        return DecisionCost(
            kind=kind,
            decision=decision,
            worth=measure(lifted or instance, pairs),
            change=change(lifted, pairs) if lifted else None,
        )

    found = list(lifting.in_force())
    for kind, decision in found:
        yield priced(KINDS[kind], decision, lifting.without({(kind, decision)}))
    if len(found) > 1:
        yield priced("all", None, lifting.without(set(found)))
