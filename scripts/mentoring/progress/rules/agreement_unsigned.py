"""The mentoring agreement is not signed by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.people.agreement import Signatures
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator


def judge(facts: Facts) -> Iterator[Finding]:
    """Name each side whose signature is missing at the deadline."""
    deadline = facts.deadline(weeks=facts.rules.agreement_weeks)
    if deadline is None:
        return
    signed = facts.agreement.signed if facts.agreement else Signatures()
    for side in SIDES:
        if getattr(signed, side) is None:
            yield Finding(since=deadline, by=side, text=f"The {side} has not signed the agreement.")


RULE = Rule(
    code="agreement-unsigned",
    title="Agreement unsigned",
    explanation="The agreement is not signed by both {rules.agreement_weeks} weeks after the "
    "announcement.",
    urgency=Urgency.ACT,
    reminds=True,
    judge=judge,
)
