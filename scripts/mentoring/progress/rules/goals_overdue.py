"""A goal is past its day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Name each open goal by its number from the day after it was due; never by its words."""
    for number, goal in enumerate(facts.mentorship.goals, start=1):
        if goal.status == "open" and goal.due is not None:
            text = f"Goal {number} was to be reached by {goal.due}."
            yield Finding(since=goal.due + timedelta(days=1), text=text)


RULE = Rule(
    code="goals-overdue",
    title="Goals past due",
    explanation="A goal is still open after the day the pair set for it.",
    urgency=Urgency.WATCH,
    judge=judge,
)
