"""The answer to somebody who applied and is in no pair: the kind that fits where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mentoring.operations.letters.facts import common
from mentoring.operations.letters.letter import ANNOUNCEMENT, Letter
from mentoring.operations.letters.tickets import Ticket, draw_of
from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.store.edition import Edition


def answer(
    edition: Edition, to: Application, tickets: Mapping[str, Ticket], why: Mapping[str, str]
) -> Letter:
    """The answer to somebody who is in no pair; `why` has the code of why a mentee is in none."""
    cohort = edition.cohort.record
    reason = why.get(to.id)
    extra: dict[str, Any] = {
        "draw": draw_of(cohort, tickets.get(to.id)),
        "why": reason,
        "places": cohort.pairs,
    }
    return Letter(
        to=to,
        name=ANNOUNCEMENT,
        template=_kind(to, reason),
        facts=common(cohort, to) | extra,
    )


def _kind(to: Application, why: str | None) -> str:
    if to.status is ApplicationStatus.INELIGIBLE:
        return "not-eligible"
    if to.role is Role.MENTOR:
        return "mentor-free"
    if to.arrival == "late":
        return "too-late"
    return "not-selected" if why == "no-admissible-mentor" else "waiting"
