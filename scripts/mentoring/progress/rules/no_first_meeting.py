"""The two have not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.progress.meetings import held
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry when neither the log nor a report knows of a meeting at the deadline."""
    deadline = facts.deadline(weeks=facts.rules.first_meeting_weeks)
    if deadline is not None and held(facts) == 0:
        yield Finding(since=deadline, text=f"No meeting is known; the first was due by {deadline}.")


RULE = Rule(
    code="no-first-meeting",
    title="No first meeting",
    explanation="No meeting is logged or reported {rules.first_meeting_weeks} weeks after the "
    "announcement.",
    urgency=Urgency.ACT,
    reminds=True,
    judge=judge,
)
