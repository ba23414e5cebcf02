"""Flags: the findings that hold today, and those that will hold unless something happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.people.side import Side
from mentoring.progress.facts import Facts
from mentoring.progress.rule import Finding, Rule, Urgency
from mentoring.progress.rules import RULES


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


def flags(facts: Facts) -> tuple[Flag, ...]:
    """Every flag raised today, the most urgent rule first, the oldest first within a rule."""
    return tuple(flag for flag in _worries(facts) if flag.since <= facts.today)


def upcoming(facts: Facts, days: int) -> tuple[Flag, ...]:
    """The flags that will be raised within `days` days unless something happens."""
    soon = facts.today + timedelta(days=days)
    return tuple(flag for flag in _worries(facts) if facts.today < flag.since <= soon)


def _worries(facts: Facts) -> Iterator[Flag]:
    for rule in RULES:
        if _applies(rule, facts):
            found = sorted(rule.judge(facts), key=lambda worry: (worry.since, worry.text))
            yield from (_flag(rule, worry) for worry in found)


def _applies(rule: Rule, facts: Facts) -> bool:
    """Whether a rule applies at all; once the edition is over, there are no reminders."""
    over = facts.today > facts.cohort.dates.end and rule.reminds
    return facts.status in rule.applies and rule.code not in facts.rules.off and not over


def _flag(rule: Rule, worry: Finding) -> Flag:
    return Flag(
        code=rule.code,
        urgency=rule.urgency,
        reminds=rule.reminds,
        since=worry.since,
        by=worry.by,
        text=worry.text,
    )
