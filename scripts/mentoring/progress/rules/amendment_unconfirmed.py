"""New terms wait for a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.people.lifecycle import STANDING
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator


def judge(facts: Facts) -> Iterator[Finding]:
    """Name each side that has not confirmed the latest change of terms."""
    latest = facts.agreement.amendments[-1:] if facts.agreement else ()
    for change in latest:
        for side in SIDES:
            if getattr(change.signed, side) is None:
                text = f"The {side} has not confirmed the terms proposed on {change.on}."
                yield Finding(since=change.on, by=side, text=text)


RULE = Rule(
    code="amendment-unconfirmed",
    title="Amendment unconfirmed",
    explanation="A change of terms waits for a side to confirm it. The earlier terms hold until "
    "then.",
    urgency=Urgency.WATCH,
    applies=STANDING,
    judge=judge,
)
