"""The progress rules, in modules by subject, the most urgent first; and the flags that they raise.

To add a rule, write a function in the module of its subject and decorate it with `@rule`.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta

from mentoring import registry
from mentoring.progress.facts import Facts
from mentoring.progress.rule import Flag, Rule, Urgency

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            rule
            for module in registry.load_all(sys.modules[__name__])
            for rule in vars(module).values()
            if isinstance(rule, Rule)
        ),
        key=lambda rule: list(Urgency).index(rule.urgency),
    )
)
BY_CODE = {rule.code: rule for rule in RULES}


def flags(facts: Facts) -> tuple[Flag, ...]:
    """Every flag raised today, the most urgent rule first, the oldest first within a rule."""
    return tuple(flag for flag in _flags(facts) if flag.since <= facts.today)


def upcoming(facts: Facts, days: int) -> tuple[Flag, ...]:
    """The flags that will be raised within `days` days unless something happens."""
    soon = facts.today + timedelta(days=days)
    return tuple(flag for flag in _flags(facts) if facts.today < flag.since <= soon)


def _flags(facts: Facts) -> Iterator[Flag]:
    """The flags of today and of later days; once the edition is over, there are no reminders."""
    over = facts.today > facts.cohort.dates.end
    for rule in RULES:
        if facts.status not in rule.applies or rule.code in facts.rules.off:
            continue
        if over and rule.reminds:
            continue
        for finding in sorted(rule.judge(facts), key=lambda finding: (finding.since, finding.text)):
            yield Flag(
                code=rule.code,
                urgency=rule.urgency,
                reminds=rule.reminds,
                since=finding.since,
                by=finding.by,
                text=finding.text,
            )
