"""What each decision by hand costs: the outcome that was sealed, beside the best without it."""

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
    """A decision that was in force in a match; None for all of them together.

    `worth` is what the sealed pairs are worth without it, and `change` the outcome that would be
    the best then, all other decisions being in force. `change` is None where that is not known any
    more, because somebody it was about takes part no longer.
    """

    kind: str
    decision: Decision | None
    worth: Mapping[str, Value]
    change: Change | None


def decided(
    edition: Edition, instance: Instance, pairs: Sequence[Pair], today: Snapshot
) -> Iterator[DecisionCost]:
    """The decisions that a match obeyed, each with its price; with several, all at once as well.

    What a forbidden pair would fit, and how many mentees a mentor stated, are of today.
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
