"""A pause has become long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.people.pair import MentorshipStatus
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry so many weeks after the pause began."""
    for since, _ in facts.pauses[-1:]:
        long = since + timedelta(weeks=facts.rules.paused_weeks)
        yield Finding(since=long, text=f"The pair has paused since {since}.")


RULE = Rule(
    code="paused-long",
    title="Paused for long",
    explanation="The pair has paused for {rules.paused_weeks} weeks: ask whether it goes on.",
    urgency=Urgency.ACT,
    applies=frozenset({MentorshipStatus.PAUSED}),
    judge=judge,
)
