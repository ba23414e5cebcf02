"""A check-in did not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.progress.check_ins import asked
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Name each check-in that is missing when its days of grace are over."""
    for one in asked(facts):
        if one.on is None:
            text = f"The {one.by}'s check-in of {one.due} has not come."
            yield Finding(since=one.overdue_from, by=one.by, text=text)


RULE = Rule(
    code="check-in-overdue",
    title="Check-in overdue",
    explanation="A side's check-in is more than {rules.check_in_grace_days} days late.",
    urgency=Urgency.ACT,
    reminds=True,
    judge=judge,
)
