"""A side has not said yes to the pair it was offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.people.lifecycle import MentorshipStatus
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator


def judge(facts: Facts) -> Iterator[Finding]:
    """Name each side whose answer is missing at the deadline."""
    deadline = facts.deadline(days=facts.rules.accept_days)
    if deadline is None:
        return
    accepted = {one.by for one in facts.mentorship.events if one.what == "accepted"}
    for side in SIDES:
        if side not in accepted and "organiser" not in accepted:
            yield Finding(since=deadline, by=side, text=f"The {side} has not accepted or declined.")


RULE = Rule(
    code="not-accepted",
    title="Not accepted",
    explanation="A side has neither accepted nor declined {rules.accept_days} days after the "
    "announcement.",
    urgency=Urgency.ACT,
    reminds=True,
    applies=frozenset({MentorshipStatus.ANNOUNCED}),
    judge=judge,
)
