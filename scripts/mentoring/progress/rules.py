"""The progress rules, by subject, and the flags that they raise.

To add a rule, write a function beside those of its subject and decorate it with `@rule`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from mentoring.people.agreement import Signatures
from mentoring.people.lifecycle import (
    ONGOING,
    RESTING,
    RUNNING,
    MentorshipStatus,
    Side,
    life,
    states_for,
)
from mentoring.programme.rules import ProgressRules
from mentoring.progress.facts import SIDES, Facts

DOUBTS = {"unsure": "is unsure that the two fit", "no": "says that the two do not fit"}


class Urgency(StrEnum):
    """How soon an organiser acts: today, this week, or not yet (watch)."""

    NOW = "now"
    ACT = "act"
    WATCH = "watch"


class Finding(NamedTuple):
    """What a rule found: the day from which it holds, one sentence, and the side.

    A finding dated after today is not raised yet: it will be raised unless something happens.
    The sentence contains only days and counts.
    """

    since: date
    text: str
    by: Side | None = None


Judge = Callable[[Facts], Iterable[Finding]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule. `explanation` may quote the edition's thresholds as `{rules.NAME}`.

    `reminds` says whether a reminder to the pair can settle it; other rules need an organiser.
    """

    code: str
    title: str
    explanation: str
    urgency: Urgency
    reminds: bool
    applies: frozenset[MentorshipStatus]
    judge: Judge

    def explain(self, rules: ProgressRules) -> str:
        """The explanation with the thresholds of one edition filled in."""
        return self.explanation.format(rules=rules)


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


def rule(
    title: str,
    urgency: Urgency,
    *,
    reminds: bool = False,
    applies: frozenset[MentorshipStatus] = RUNNING,
) -> Callable[[Judge], Rule]:
    """A decorator that makes a rule: the function's name is the code, its docstring the text."""
    return lambda judge: Rule(
        code=judge.__name__.replace("_", "-"),
        title=title,
        explanation=" ".join((judge.__doc__ or "").split()),
        urgency=urgency,
        reminds=reminds,
        applies=applies,
        judge=judge,
    )


# What the two sides answered in check-ins, and missing answers.


@rule("Asks to be contacted", Urgency.NOW, applies=ONGOING)
def contact_me(facts: Facts) -> Iterator[Finding]:
    """One side asked in a check-in to be contacted in private.

    The flag stays until an organiser has called.
    """
    return _answered(facts, "contact_me", {True: "asks to be contacted in private"})


@rule("Wishes to end", Urgency.NOW, applies=ONGOING)
def wish_to_end(facts: Facts) -> Iterator[Finding]:
    """One side said in a check-in that they wish to end.

    Ending is no one's fault. The flag stays until an organiser has called, or the pair has ended.
    """
    return _answered(facts, "wish_to_end", {True: "wishes to end the mentorship"})


@rule("Asked for help", Urgency.ACT, applies=ONGOING)
def asked_for_help(facts: Facts) -> Iterator[Finding]:
    """One side asked for help in their last check-in.

    The flag stays until an organiser has called.
    """
    return _answered(facts, "help", {True: "asked for help"})


def _answered(
    facts: Facts,
    question: Literal["help", "contact_me", "wish_to_end", "fit"],
    words: Mapping[Any, str],
) -> Iterator[Finding]:
    """A finding for each side with such an answer in the last check-in, until a call."""
    called = facts.last("called") or date.min
    for side in SIDES:
        latest = facts.latest_check_in(side)
        if latest is not None and called < latest.on:
            answer = getattr(latest.answers, question)
            if answer in words:
                yield Finding(latest.on, f"The {side} {words[answer]}.", side)


@rule("Check-in overdue", Urgency.ACT, reminds=True)
def check_in_overdue(facts: Facts) -> Iterator[Finding]:
    """A side's check-in is more than {rules.check_in_grace_days} days late."""
    for missing in facts.asked:
        if missing.on is None:
            text = f"The {missing.by}'s check-in of {missing.due} is missing."
            yield Finding(missing.overdue_from, text, missing.by)


@rule("Fit doubtful", Urgency.ACT, applies=ONGOING)
def fit_doubtful(facts: Facts) -> Iterator[Finding]:
    """A side answered “unsure” or “no” when last asked whether the two fit.

    The flag stays until an organiser has called.
    """
    return _answered(facts, "fit", DOUBTS)


# How often the two meet, and silence.


@rule("No first meeting", Urgency.ACT, reminds=True)
def no_first_meeting(facts: Facts) -> Iterator[Finding]:
    """No meeting is known {rules.first_meeting_weeks} weeks after the announcement."""
    deadline = facts.deadline(weeks=facts.rules.first_meeting_weeks)
    if deadline is not None and facts.meetings.held == 0:
        yield Finding(deadline, f"No meeting is known; the first was due by {deadline}.")


@rule("Silent", Urgency.ACT, reminds=True)
def silent(facts: Facts) -> Iterator[Finding]:
    """No meeting, report, check-in or answer of either side for {rules.silent_weeks} weeks."""
    mentorship = facts.mentorship
    signs = [facts.meetings.last, facts.announced, facts.last("resumed", "signed", "amended")]
    signs += [event.on for event in mentorship.events if event.by != "organiser"]
    signs += [check_in.on for check_in in mentorship.check_ins]
    signs += [report.on for report in mentorship.reported]
    last = max((day for day in signs if day is not None), default=None)
    if last is not None:
        since = facts.extended(last, last + timedelta(weeks=facts.rules.silent_weeks))
        yield Finding(since, f"No sign of the pair since {last}.")


@rule("Below the agreed rhythm", Urgency.ACT, reminds=True)
def below_rhythm(facts: Facts) -> Iterator[Finding]:
    """The meetings known are more than {rules.rhythm_tolerance} behind the rhythm.

    The rhythm is the one that the pair agreed on or, without an agreement, the lowest recommended.
    """
    held = facts.meetings.held
    since = facts.expected_by(held + facts.rules.rhythm_tolerance + 1)
    if since is not None:
        due = max(facts.expected, held)
        yield Finding(since, f"Meetings known: {held}; expected at {facts.rhythm} a month: {due}.")


@rule("Counts differ", Urgency.WATCH, applies=ONGOING)
def counts_differ(facts: Facts) -> Iterator[Finding]:
    """The log and the two sides' counts are more than {rules.rhythm_tolerance} meetings apart."""
    tolerance, log = facts.rules.rhythm_tolerance, facts.mentorship.meetings
    reports = {side: facts.reports(side) for side in SIDES}
    counted = {side: sum(report.meetings for report in own) for side, own in reports.items()}
    for side, own in reports.items():
        if own and log:
            first, last = min(report.since for report in own), own[-1].on
            logged = sum(first <= meeting.date <= last for meeting in log)
            if abs(counted[side] - logged) > tolerance:
                text = f"The {side} reports {counted[side]} meetings, but the log has {logged}."
                yield Finding(last, text, side)
    mentee, mentor = reports["mentee"], reports["mentor"]
    apart = abs(counted["mentee"] - counted["mentor"])
    if mentee and len(mentee) == len(mentor) and apart > tolerance:
        text = f"The mentee reports {counted['mentee']} meetings, the mentor {counted['mentor']}."
        yield Finding(max(mentee[-1].on, mentor[-1].on), text)


# Acceptance, signatures, goals, pauses and the end.


@rule("Not accepted", Urgency.ACT, reminds=True, applies=states_for("declined"))
def not_accepted(facts: Facts) -> Iterator[Finding]:
    """A side has not answered the offer {rules.accept_days} days after the announcement."""
    deadline = facts.deadline(days=facts.rules.accept_days)
    accepted = life(facts.mentorship.events).accepted
    for side in SIDES:
        if deadline is not None and side not in accepted:
            yield Finding(deadline, f"The {side} has not accepted or declined.", side)


@rule("Agreement unsigned", Urgency.ACT, reminds=True)
def agreement_unsigned(facts: Facts) -> Iterator[Finding]:
    """The agreement lacks a signature {rules.agreement_weeks} weeks after the announcement."""
    deadline, agreement = (
        facts.deadline(weeks=facts.rules.agreement_weeks),
        facts.mentorship.agreement,
    )
    signed = agreement.signed if agreement else Signatures()
    for side in SIDES:
        if deadline is not None and getattr(signed, side) is None:
            yield Finding(deadline, f"The {side} has not signed the agreement.", side)


@rule("Amendment unconfirmed", Urgency.WATCH, applies=ONGOING)
def amendment_unconfirmed(facts: Facts) -> Iterator[Finding]:
    """A side has not confirmed a change of terms. The earlier terms apply until then."""
    agreement = facts.mentorship.agreement
    for change in agreement.amendments[-1:] if agreement else ():
        for side in SIDES:
            if getattr(change.signed, side) is None:
                text = f"The {side} has not confirmed the terms proposed on {change.on}."
                yield Finding(change.on, text, side)


@rule("Goals not set", Urgency.ACT, reminds=True)
def goals_missing(facts: Facts) -> Iterator[Finding]:
    """No goal is recorded {rules.goals_weeks} weeks after the announcement."""
    deadline = facts.deadline(weeks=facts.rules.goals_weeks)
    if deadline is not None and not facts.goals:
        yield Finding(deadline, "No goal is recorded.")


@rule("Goals past due", Urgency.WATCH)
def goals_overdue(facts: Facts) -> Iterator[Finding]:
    """A goal is still open after the day the pair set for it."""
    for number, goal in enumerate(facts.mentorship.goals, start=1):
        if goal.status == "open" and goal.due is not None:
            yield Finding(goal.due + timedelta(days=1), f"Goal {number} was due on {goal.due}.")


@rule("Back from a pause?", Urgency.ACT, applies=RESTING)
def paused_long(facts: Facts) -> Iterator[Finding]:
    """The day of return has come: ask whether the pair goes on.

    It is {rules.paused_weeks} weeks after the pause began, if none was set.
    """
    for since, _ in facts.pauses[-1:]:
        back = facts.mentorship.day_of_return or since + timedelta(weeks=facts.rules.paused_weeks)
        yield Finding(back, f"Paused since {since}; the day of return was to be {back}.")


@rule("To be closed", Urgency.ACT, applies=ONGOING)
def closing_due(facts: Facts) -> Iterator[Finding]:
    """The programme is over and the pair is neither completed nor ended."""
    end = facts.cohort.dates.end
    text = f"The programme ended on {end}; the pair is not recorded as completed."
    yield Finding(end + timedelta(days=1), text)


RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for rule in tuple(globals().values()) if isinstance(rule, Rule)),
        key=lambda rule: list(Urgency).index(rule.urgency),
    )
)
"""All rules, the most urgent first."""
BY_CODE = {rule.code: rule for rule in RULES}


def flags(facts: Facts, days: int = 0) -> tuple[Flag, ...]:
    """Every flag raised today, the most urgent rule first, the oldest first within a rule.

    With `days`, the flags that will be raised within so many days unless something happens. Once
    the edition is over, there are no reminders.
    """
    over, soon = facts.today > facts.cohort.dates.end, facts.today + timedelta(days=days)
    return tuple(
        Flag(code=rule.code, urgency=rule.urgency, reminds=rule.reminds, **finding._asdict())
        for rule in RULES
        if facts.mentorship.status in rule.applies
        and rule.code not in facts.rules.off
        and not (over and rule.reminds)
        for finding in sorted(rule.judge(facts), key=lambda finding: finding[:2])
        if (facts.today < finding.since <= soon if days else finding.since <= facts.today)
    )
