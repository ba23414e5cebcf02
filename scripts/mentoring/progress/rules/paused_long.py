"""The day of return from a pause has come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.people.lifecycle import MentorshipStatus
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry from the day of return on, or, where none was set, after so many weeks."""
    for since, _ in facts.pauses[-1:]:
        back = facts.day_of_return or since + timedelta(weeks=facts.rules.paused_weeks)
        yield Finding(since=back, text=f"The pair has paused since {since}, until {back}.")


RULE = Rule(
    code="paused-long",
    title="Back from a pause?",
    explanation="The day of return has come ({rules.paused_weeks} weeks after the pause began, if "
    "none was set): ask whether the pair goes on.",
    urgency=Urgency.ACT,
    applies=frozenset({MentorshipStatus.PAUSED}),
    judge=judge,
)
