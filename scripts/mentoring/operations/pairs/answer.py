"""A pair's answer to the announcement: each side accepts, or one declines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import standing, stepped, with_current
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Mentorship, Pair
    from mentoring.people.side import Side


def accept(pair: Pair, by: Side | None, today: date) -> Pair:
    """One side says yes; without `by`, both did. The pair is accepted once both have."""
    current = standing(pair)
    if by in _accepted(current) or _complete(current):
        return pair
    return with_current(pair, _promoted(stepped(current, "accepted", today, by)))


def decline(pair: Pair, by: Side, today: date) -> Pair:
    """One side says no to the offer: the mentorship ends before it began, and nobody is to blame.

    Raises MentoringError once the pair works together: then it ends instead.
    """
    latest = pair.latest
    if pair.current is None and latest.day_of("declined"):
        return pair
    current = standing(pair)
    if current.status not in {MentorshipStatus.ANNOUNCED, MentorshipStatus.ACCEPTED}:
        raise MentoringError(
            f"The pair of {pair.mentee} is {current.status} already. To end it, at no one's fault: "
            f"mentoring pair end {pair.cohort} {pair.mentee}."
        )
    return with_current(
        pair, stepped(current, "declined", today, by, status=MentorshipStatus.ENDED)
    )


def accepted_by(mentorship: Mentorship, by: Side, on: date) -> Mentorship:
    """The mentorship with `by`'s acceptance, which a signature implies."""
    if by in _accepted(mentorship) or _complete(mentorship):
        return mentorship
    return _promoted(stepped(mentorship, "accepted", on, by))


def _accepted(mentorship: Mentorship) -> set[str]:
    return {one.by for one in mentorship.history if one.what == "accepted"}


def _complete(mentorship: Mentorship) -> bool:
    return "organiser" in _accepted(mentorship) or {"mentee", "mentor"} <= _accepted(mentorship)


def _promoted(mentorship: Mentorship) -> Mentorship:
    if mentorship.status is MentorshipStatus.ANNOUNCED and _complete(mentorship):
        return replace(mentorship, status=MentorshipStatus.ACCEPTED)
    return mentorship
