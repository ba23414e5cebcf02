"""The two sides, or a side and the log, count different numbers of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.people.lifecycle import STANDING
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Rule, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.people.meeting import Reported
    from mentoring.people.side import Side


def judge(facts: Facts) -> Iterator[Finding]:
    """Compare each side with the log, where one is kept, and the sides where both count alike."""
    reports = {side: _reports(facts, side) for side in SIDES}
    for side, own in reports.items():
        if own and facts.mentorship.meetings:
            counted, logged = sum(one.meetings for one in own), _logged(facts, own)
            if abs(counted - logged) > facts.rules.rhythm_tolerance:
                text = f"The {side} counts {counted} meetings where the log holds {logged}."
                yield Finding(since=own[-1].on, by=side, text=text)
    mentee, mentor = (reports[side] for side in SIDES)
    if mentee and len(mentee) == len(mentor):
        counts = [sum(one.meetings for one in own) for own in (mentee, mentor)]
        if abs(counts[0] - counts[1]) > facts.rules.rhythm_tolerance:
            text = f"The mentee counts {counts[0]} meetings, the mentor {counts[1]}."
            yield Finding(since=max(mentee[-1].on, mentor[-1].on), text=text)


RULE = Rule(
    code="counts-differ",
    title="Counts differ",
    explanation="The log and the two sides' own counts are more than {rules.rhythm_tolerance} "
    "meetings apart.",
    urgency=Urgency.WATCH,
    applies=STANDING,
    judge=judge,
)


def _reports(facts: Facts, side: Side) -> list[Reported]:
    own = [one for one in facts.mentorship.reported if one.by == side]
    return sorted(own, key=lambda one: one.on)


def _logged(facts: Facts, reports: list[Reported]) -> int:
    first, last = min(one.since for one in reports), reports[-1].on
    return sum(first <= one.date <= last for one in facts.mentorship.meetings)
