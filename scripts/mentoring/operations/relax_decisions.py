"""A sealed instance without some of the manual decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mentoring.matching.instance.instance import Instance
from mentoring.operations.snapshot import Snapshot
from mentoring.people.decisions import CapDecision, Decisions, PairDecision
from mentoring.scoring.rules import FORBIDDEN
from mentoring.store.edition import Edition

Decision = PairDecision | CapDecision
KINDS = ("pins", "forbids", "caps")


class RelaxedDecisions:
    """A sealed instance whose decisions can be lifted.

    The fit of a forbidden pair and a mentor's stated capacity are taken from today's data.
    """

    def __init__(self, edition: Edition, instance: Instance, today: Snapshot) -> None:
        self.edition, self.instance, self.today = edition, instance, today
        self.decisions = (
            edition.decisions.record if edition.decisions else Decisions(cohort=edition.name)
        )

    def in_force(self) -> Iterator[tuple[str, Decision]]:
        """The current decisions that the instance obeys."""
        for kind in KINDS:
            for one in getattr(self.decisions, kind):
                if self._obeyed(one, kind):
                    yield kind, one

    def without(self, lifted: set[tuple[str, Decision]]) -> Instance | None:
        """The instance without some decisions; None if it cannot be computed."""
        kept: dict[str, Any] = {
            kind: tuple(one for one in getattr(self.decisions, kind) if (kind, one) not in lifted)
            for kind in KINDS
        }
        decisions = replace(self.decisions, **kept)
        other = self._with_limits(decisions)
        for kind, one in lifted:
            if isinstance(one, PairDecision):
                other = other and self._without_pair(other, kind, one)
        return other

    def _obeyed(self, one: Decision, kind: str) -> bool:
        instance = self.instance
        if isinstance(one, CapDecision):
            capacity = {mentor.id: mentor.capacity for mentor in instance.mentors}
            return (capacity.get(one.mentor, -1) if one.mentor else instance.cap) == one.at_most
        pair = (one.mentee, one.mentor)
        if kind == "pins":
            return pair in instance.pins
        here = one.mentee in instance.rows and one.mentor in instance.columns
        return here and bool(instance.fit[instance.places([pair])[0]] < 0)

    def _with_limits(self, decisions: Decisions) -> Instance | None:
        """The instance with the remaining decisions' limits on the stated capacities."""
        cohort, people = self.edition.cohort.record, self.edition.people
        lifted = {cap.mentor for cap in self.decisions.caps} - {None}
        if not lifted <= people.keys():
            return None
        mentors = tuple(
            replace(mentor, capacity=decisions.limit(people[mentor.id].capacity or 1, mentor.id))
            if mentor.id in lifted
            else mentor
            for mentor in self.instance.mentors
        )
        cap = decisions.limit(cohort.pairs)
        return replace(self.instance, mentors=mentors, cap=cap)

    def _without_pair(self, instance: Instance, kind: str, one: PairDecision) -> Instance | None:
        pair = (one.mentee, one.mentor)
        if kind == "pins":
            return replace(instance, pins=tuple(pin for pin in instance.pins if pin != pair))
        free = self.today.fit_without(FORBIDDEN, *pair)
        if free is None:
            return None
        fit = instance.fit.copy()
        [place] = instance.places([pair])
        fit[place] = free
        return replace(instance, fit=fit)
