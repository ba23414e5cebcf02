"""No goal has been set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry when no goal is recorded at the deadline."""
    deadline = facts.deadline(weeks=facts.rules.goals_weeks)
    if deadline is not None and not facts.goals:
        yield Finding(since=deadline, text="No goal is recorded.")


RULE = Rule(
    code="goals-missing",
    title="Goals not set",
    explanation="No goal is recorded {rules.goals_weeks} weeks after the announcement.",
    urgency=Urgency.ACT,
    reminds=True,
    judge=judge,
)
