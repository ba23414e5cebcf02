"""What the sealed match says to those who got no mentor: their ticket, or that nobody fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.matching.sealed.instance import FORBIDDEN
from mentoring.matching.sealed.tickets import tickets

if TYPE_CHECKING:
    from mentoring.matching.sealed.instance import Instance


def best_tickets(instance: Instance) -> dict[str, int]:
    """The highest ticket of each mentee among the mentors they may have; empty without a draw."""
    if instance.lottery is None:
        return {}
    return {
        mentee: max(tickets(instance.lottery, [(mentee, mentor) for mentor in mentors]))
        for mentee, mentors in _possible(instance).items()
        if mentors
    }


def nobody_fits(instance: Instance) -> frozenset[str]:
    """The mentees for whom no mentor would do, so that waiting has no prospect."""
    return frozenset(mentee for mentee, mentors in _possible(instance).items() if not mentors)


def _possible(instance: Instance) -> dict[str, list[str]]:
    mentors = [mentor.id for mentor in instance.mentors]
    return {
        mentee.id: [one for one, fit in zip(mentors, row, strict=True) if fit != FORBIDDEN]
        for mentee, row in zip(instance.mentees, instance.fit.tolist(), strict=True)
    }
