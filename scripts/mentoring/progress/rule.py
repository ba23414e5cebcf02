"""A rule of progress: its name, what it means, and the day from which it worries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mentoring.people.lifecycle import RUNNING, MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from mentoring.people.side import Side
    from mentoring.programme.rules import ProgressRules
    from mentoring.progress.facts import Facts


class Urgency(StrEnum):
    """How soon an organiser acts: today, this week, or keeps an eye on it."""

    NOW = "now"
    ACT = "act"
    WATCH = "watch"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a rule found: the day from which it holds, on which side, in one sentence.

    A worry that begins after today is not raised yet: it is what will be raised unless something
    happens. The sentence holds days and counts only.
    """

    since: date
    text: str
    by: Side | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule. `explanation` may quote the edition's thresholds as `{rules.NAME}`.

    `reminds` says whether a friendly reminder to the pair can settle it; the other rules call
    for an organiser.
    """

    code: str
    title: str
    explanation: str
    urgency: Urgency
    reminds: bool = False
    applies: frozenset[MentorshipStatus] = RUNNING
    judge: Callable[[Facts], Iterable[Finding]]

    def explain(self, rules: ProgressRules) -> str:
        """What the rule means with the thresholds of one edition."""
        return self.explanation.format(rules=rules)
