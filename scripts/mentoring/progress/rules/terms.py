"""Rules about acceptance, signatures, goals, pauses and the end of a mentorship."""

from collections.abc import Iterator
from datetime import timedelta

from mentoring.people.agreement import Signatures
from mentoring.people.lifecycle import ONGOING, RESTING, life, states_for
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Urgency, rule


@rule("Not accepted", Urgency.ACT, reminds=True, applies=states_for("declined"))
def not_accepted(facts: Facts) -> Iterator[Finding]:
    """A side has not answered the offer {rules.accept_days} days after the announcement."""
    deadline = facts.deadline(days=facts.rules.accept_days)
    if deadline is None:
        return
    accepted = life(facts.mentorship.events).accepted
    for side in SIDES:
        if side not in accepted:
            yield Finding(since=deadline, by=side, text=f"The {side} has not accepted or declined.")


@rule("Agreement unsigned", Urgency.ACT, reminds=True)
def agreement_unsigned(facts: Facts) -> Iterator[Finding]:
    """The agreement lacks a signature {rules.agreement_weeks} weeks after the announcement."""
    deadline = facts.deadline(weeks=facts.rules.agreement_weeks)
    if deadline is None:
        return
    signed = facts.agreement.signed if facts.agreement else Signatures()
    for side in SIDES:
        if getattr(signed, side) is None:
            yield Finding(since=deadline, by=side, text=f"The {side} has not signed the agreement.")


@rule("Amendment unconfirmed", Urgency.WATCH, applies=ONGOING)
def amendment_unconfirmed(facts: Facts) -> Iterator[Finding]:
    """A side has not confirmed a change of terms. The earlier terms apply until then."""
    for change in facts.agreement.amendments[-1:] if facts.agreement else ():
        for side in SIDES:
            if getattr(change.signed, side) is None:
                text = f"The {side} has not confirmed the terms proposed on {change.on}."
                yield Finding(since=change.on, by=side, text=text)


@rule("Goals not set", Urgency.ACT, reminds=True)
def goals_missing(facts: Facts) -> Iterator[Finding]:
    """No goal is recorded {rules.goals_weeks} weeks after the announcement."""
    deadline = facts.deadline(weeks=facts.rules.goals_weeks)
    if deadline is not None and not facts.goals:
        yield Finding(since=deadline, text="No goal is recorded.")


@rule("Goals past due", Urgency.WATCH)
def goals_overdue(facts: Facts) -> Iterator[Finding]:
    """A goal is still open after the day the pair set for it."""
    for number, goal in enumerate(facts.mentorship.goals, start=1):
        if goal.status == "open" and goal.due is not None:
            text = f"Goal {number} was due on {goal.due}."
            yield Finding(since=goal.due + timedelta(days=1), text=text)


@rule("Back from a pause?", Urgency.ACT, applies=RESTING)
def paused_long(facts: Facts) -> Iterator[Finding]:
    """The day of return has come: ask whether the pair goes on.

    It is {rules.paused_weeks} weeks after the pause began, if none was set.
    """
    for since, _ in facts.pauses[-1:]:
        back = facts.mentorship.day_of_return or since + timedelta(weeks=facts.rules.paused_weeks)
        yield Finding(since=back, text=f"Paused since {since}; the day of return was to be {back}.")


@rule("To be closed", Urgency.ACT, applies=ONGOING)
def closing_due(facts: Facts) -> Iterator[Finding]:
    """The programme is over and the pair is neither completed nor ended."""
    end = facts.cohort.dates.end
    text = f"The programme ended on {end}; the pair is not recorded as completed."
    yield Finding(since=end + timedelta(days=1), text=text)
