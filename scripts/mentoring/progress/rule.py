"""A rule of progress: its name, what it means, and the day from which it worries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentoring.people.lifecycle import RUNNING, MentorshipStatus
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


def rule(
    title: str,
    urgency: Urgency,
    *,
    reminds: bool = False,
    applies: frozenset[MentorshipStatus] = RUNNING,
) -> Callable[[Callable[[Facts], Iterable[Finding]]], Rule]:
    """Makes a rule of a judge: its name is the code, its docstring the explanation."""

    def made(judge: Callable[[Facts], Iterable[Finding]]) -> Rule:
        return Rule(
            code=judge.__name__.replace("_", "-"),
            title=title,
            explanation=" ".join((judge.__doc__ or "").split()),
            urgency=urgency,
            reminds=reminds,
            applies=applies,
            judge=judge,
        )

    return made
