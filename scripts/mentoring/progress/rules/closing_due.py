"""The edition is over and the mentorship still stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.people.lifecycle import STANDING
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.progress.facts import Facts


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry from the day after the edition's last."""
    end = facts.cohort.dates.end
    text = f"The programme ended on {end}; the pair is not recorded as completed."
    yield Finding(since=end + timedelta(days=1), text=text)


RULE = Rule(
    code="closing-due",
    title="To be closed",
    explanation="The programme is over and the pair is neither completed nor ended.",
    urgency=Urgency.ACT,
    applies=STANDING,
    judge=judge,
)
