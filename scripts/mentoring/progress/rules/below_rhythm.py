"""The two meet less often than they agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.progress.meetings import expected, expected_by, held, rhythm
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry from the day on which the pair is more meetings behind than is tolerated."""
    met = held(facts)
    since = expected_by(facts, met + facts.rules.rhythm_tolerance + 1)
    if since is not None:
        text = (
            f"Meetings known: {met}; to be expected at {rhythm(facts)} a month: "
            f"{max(expected(facts), met)}."
        )
        yield Finding(since=since, text=text)


RULE = Rule(
    code="below-rhythm",
    title="Below the agreed rhythm",
    explanation="The meetings known are more than {rules.rhythm_tolerance} behind the rhythm that "
    "the pair agreed, or behind the least recommended where nothing is signed.",
    urgency=Urgency.ACT,
    reminds=True,
    judge=judge,
)
