"""Nothing has been heard of the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.progress.meetings import last_meeting
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentoring.progress.facts import Facts


def last_sign(facts: Facts) -> date | None:
    """The last day on which either side met, answered, signed or wrote; else the announcement."""
    one = facts.mentorship
    signs = [last_meeting(facts), facts.announced, facts.last("resumed", "signed", "amended")]
    signs += [entry.on for entry in one.events if entry.by != "organiser"]
    signs += [answer.on for answer in one.check_ins] + [report.on for report in one.reported]
    return max((day for day in signs if day is not None), default=None)


def judge(facts: Facts) -> Iterator[Finding]:
    """Worry so many weeks after the last sign of life."""
    last = last_sign(facts)
    if last is None:
        return
    deadline = facts.deadline(weeks=facts.rules.silent_weeks, start=last)
    if deadline is not None:
        yield Finding(since=deadline, text=f"Nothing has been heard of the pair since {last}.")


RULE = Rule(
    code="silent",
    title="Silent",
    explanation="No meeting, report, check-in or answer of either side for {rules.silent_weeks} "
    "weeks.",
    urgency=Urgency.ACT,
    reminds=True,
    judge=judge,
)
