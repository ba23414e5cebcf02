"""A side doubts that the two fit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mentoring.people.lifecycle import STANDING
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

SAYS = {"unsure": "is unsure that the two fit", "no": "says that the two do not fit"}


def judge(facts: Facts) -> Iterator[Finding]:
    """Name each side whose last check-in does not call the fit good, until somebody has called."""
    called = facts.last("called") or date.min
    for side in SIDES:
        latest = facts.latest_check_in(side)
        if latest is not None and latest.answers.fit in SAYS and called < latest.on:
            text = f"The {side} {SAYS[latest.answers.fit]}."
            yield Finding(since=latest.on, by=side, text=text)


RULE = Rule(
    code="fit-doubtful",
    title="Fit doubtful",
    explanation="A side answered “unsure” or “no” when last asked whether the two fit. It stands "
    "until an organiser has called.",
    urgency=Urgency.ACT,
    applies=STANDING,
    judge=judge,
)
