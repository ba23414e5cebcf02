"""A progress rule, what it finds about a pair, and the flag that it raises."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentoring.people.lifecycle import RUNNING, MentorshipStatus
from mentoring.people.side import Side
from mentoring.programme.rules import ProgressRules
from mentoring.progress.facts import Facts


class Urgency(StrEnum):
    """How soon an organiser acts: today, this week, or not yet (watch)."""

    NOW = "now"
    ACT = "act"
    WATCH = "watch"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a rule found: the day from which it holds, the side, and one sentence.

    A finding dated after today is not raised yet: it will be raised unless something happens.
    The sentence contains only days and counts.
    """

    since: date
    text: str
    by: Side | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule. `explanation` may quote the edition's thresholds as `{rules.NAME}`.

    `reminds` says whether a reminder to the pair can settle it; other rules need an organiser.
    """

    code: str
    title: str
    explanation: str
    urgency: Urgency
    reminds: bool = False
    applies: frozenset[MentorshipStatus] = RUNNING
    judge: Callable[[Facts], Iterable[Finding]]

    def explain(self, rules: ProgressRules) -> str:
        """The explanation with the thresholds of one edition filled in."""
        return self.explanation.format(rules=rules)


def rule(
    title: str,
    urgency: Urgency,
    *,
    reminds: bool = False,
    applies: frozenset[MentorshipStatus] = RUNNING,
) -> Callable[[Callable[[Facts], Iterable[Finding]]], Rule]:
    """A decorator that makes a rule: the function's name is the code, its docstring the text."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A rule that applies to a pair: since when, on which side, and why, in one sentence."""

    code: str
    urgency: Urgency
    reminds: bool
    since: date
    by: Side | None
    text: str

    @property
    def calls(self) -> bool:
        """Whether an organiser must act, because a reminder cannot settle it."""
        return not self.reminds and self.urgency != Urgency.WATCH
