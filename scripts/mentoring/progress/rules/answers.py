"""Rules about the two sides' answers in check-ins, and about missing answers."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from mentoring.people.lifecycle import ONGOING
from mentoring.progress.counts import asked
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Urgency, rule

DOUBTS = {"unsure": "is unsure that the two fit", "no": "says that the two do not fit"}


@rule("Asks to be contacted", Urgency.NOW, applies=ONGOING)
def contact_me(facts: Facts) -> Iterator[Finding]:
    """One side asked in a check-in to be contacted in private.

    The flag stays until an organiser has called.
    """
    return _requested(facts, "contact_me", "asks to be contacted in private")


@rule("Wishes to end", Urgency.NOW, applies=ONGOING)
def wish_to_end(facts: Facts) -> Iterator[Finding]:
    """One side said in a check-in that they wish to end.

    Ending is no one's fault. The flag stays until an organiser has called, or the pair has ended.
    """
    return _requested(facts, "wish_to_end", "wishes to end the mentorship")


@rule("Asked for help", Urgency.ACT, applies=ONGOING)
def asked_for_help(facts: Facts) -> Iterator[Finding]:
    """One side asked for help in their last check-in.

    The flag stays until an organiser has called.
    """
    return _requested(facts, "help", "asked for help")


def _requested(
    facts: Facts, answer: Literal["help", "contact_me", "wish_to_end"], words: str
) -> Iterator[Finding]:
    """A finding for each side with this answer in the last check-in, until an organiser calls."""
    called = facts.last("called") or date.min
    for side in SIDES:
        latest = facts.latest_check_in(side)
        if latest is not None and getattr(latest.answers, answer) and called < latest.on:
            yield Finding(since=latest.on, by=side, text=f"The {side} {words}.")


@rule("Check-in overdue", Urgency.ACT, reminds=True)
def check_in_overdue(facts: Facts) -> Iterator[Finding]:
    """A side's check-in is more than {rules.check_in_grace_days} days late."""
    for check_in in asked(facts):
        if check_in.on is None:
            text = f"The {check_in.by}'s check-in of {check_in.due} is missing."
            yield Finding(since=check_in.overdue_from, by=check_in.by, text=text)


@rule("Fit doubtful", Urgency.ACT, applies=ONGOING)
def fit_doubtful(facts: Facts) -> Iterator[Finding]:
    """A side answered “unsure” or “no” when last asked whether the two fit.

    The flag stays until an organiser has called.
    """
    called = facts.last("called") or date.min
    for side in SIDES:
        latest = facts.latest_check_in(side)
        if latest is not None and latest.answers.fit in DOUBTS and called < latest.on:
            text = f"The {side} {DOUBTS[latest.answers.fit]}."
            yield Finding(since=latest.on, by=side, text=text)
