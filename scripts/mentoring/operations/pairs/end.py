"""The end of a mentorship: early and at no one's fault, or completed after the nine months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import standing, stepped, with_current
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Pair
    from mentoring.people.side import Side
    from mentoring.programme.cohort import Cohort


def end(pair: Pair, by: Side | None, today: date) -> Pair:
    """The mentorship is over early. No reason is asked for, and none is kept."""
    if pair.current is None and pair.latest.status is MentorshipStatus.ENDED:
        return pair
    current = standing(pair)
    return with_current(pair, stepped(current, "ended", today, by, status=MentorshipStatus.ENDED))


def complete(pair: Pair, cohort: Cohort, today: date) -> Pair:
    """The nine months are over and the pair was there to the end."""
    if pair.current is None and pair.latest.status is MentorshipStatus.COMPLETED:
        return pair
    current = standing(pair)
    if today < cohort.dates.end:
        raise MentoringError(
            f"The edition runs until {cohort.dates.end}. A pair that stops before has ended, not "
            f"completed: leave --completed out."
        )
    if current.status is MentorshipStatus.ANNOUNCED:
        raise MentoringError(f"The pair of {pair.mentee} was never accepted: end it instead.")
    return with_current(
        pair, stepped(current, "completed", today, status=MentorshipStatus.COMPLETED)
    )
