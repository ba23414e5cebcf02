"""Pausing and resuming: no deadline runs while a pair rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import standing, stepped, with_current
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Mentorship, Pair
    from mentoring.people.side import Side


def pause(pair: Pair, by: Side | None, today: date) -> Pair:
    """The pair rests. Raises MentoringError while it has not accepted yet."""
    current = standing(pair)
    if current.status is MentorshipStatus.PAUSED:
        return pair
    if current.status is MentorshipStatus.ANNOUNCED:
        raise MentoringError(
            f"The pair of {pair.mentee} has not accepted yet, so there is nothing to pause. "
            f"First: mentoring pair accept {pair.cohort} {pair.mentee}."
        )
    return with_current(pair, stepped(current, "paused", today, by, status=MentorshipStatus.PAUSED))


def resume(pair: Pair, by: Side | None, today: date) -> Pair:
    """The pair goes on, in the state in which it paused."""
    current = standing(pair)
    if current.status is not MentorshipStatus.PAUSED:
        return pair
    return with_current(pair, stepped(current, "resumed", today, by, status=_before(current)))


def _before(mentorship: Mentorship) -> MentorshipStatus:
    agreement = mentorship.agreement
    signed = agreement is not None and agreement.signed.both
    return MentorshipStatus.ACTIVE if signed else MentorshipStatus.ACCEPTED
