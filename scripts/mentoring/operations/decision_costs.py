"""The cost of each manual decision: the sealed outcome compared with the best one without it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring.matching.explain.alternatives import Change, change
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.objective import Value, measure
from mentoring.operations.snapshot import Snapshot
from mentoring.people.organisers import CapDecision, PairDecision
from mentoring.scoring.rules import FORBIDDEN
from mentoring.store.programme import Edition

Decision = PairDecision | CapDecision


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
    made = edition.decided
    limits = {mentor.id: mentor.capacity for mentor in instance.mentors} | {None: instance.cap}
    obeyed: list[tuple[str, Decision]] = [
        *(("pin", pin) for pin in made.pins if pin.pair in instance.pins),
        *(("forbid", forbid) for forbid in made.forbids if _is_forbidden(instance, forbid.pair)),
        *(("cap", cap) for cap in made.caps if limits.get(cap.mentor) == cap.at_most),
    ]
    groups = [(kind, decision, [(kind, decision)]) for kind, decision in obeyed]
    everything = [("all", None, obeyed)] if len(obeyed) > 1 else []
    for kind, decision, lifted in (*groups, *everything):
        free = _without(edition, instance, lifted, today)
        yield DecisionCost(
            kind=kind,
            decision=decision,
            worth=measure(free or instance, pairs),
            change=change(free, pairs) if free else None,
        )


def _is_forbidden(instance: Instance, pair: Pair) -> bool:
    return instance.has(pair) and instance.fits([pair])[0] < 0


def _without(
    edition: Edition, instance: Instance, lifted: Sequence[tuple[str, Decision]], today: Snapshot
) -> Instance | None:
    """The instance without some decisions; None if it cannot be computed."""
    made = edition.decided
    limit = replace(made, caps=tuple(cap for cap in made.caps if ("cap", cap) not in lifted)).limit
    limited = {cap.mentor for cap in made.caps if cap.mentor}
    pairs = [(kind, one.pair) for kind, one in lifted if isinstance(one, PairDecision)]
    fits = {pair: today.fits.without(FORBIDDEN, *pair) for kind, pair in pairs if kind == "forbid"}
    freed = {pair: fit for pair, fit in fits.items() if fit is not None}
    if not limited <= edition.people.keys() or len(freed) < len(fits):
        return None
    stated = {mentor: edition.people[mentor].capacity or 1 for mentor in limited}
    mentors = (
        replace(mentor, capacity=limit(stated.get(mentor.id, mentor.capacity), mentor.id))
        for mentor in instance.mentors
    )
    return replace(
        instance,
        mentors=tuple(mentors),
        cap=limit(edition.cohort.record.pairs),
        pins=tuple({*instance.pins} - {pair for kind, pair in pairs if kind == "pin"}),
        fit=instance.with_fits(freed),
    )
