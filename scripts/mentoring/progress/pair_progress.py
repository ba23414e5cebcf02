"""The progress of one pair on a day: counts, flags, and the next step of the escalation.

The escalation is a reminder, a second reminder, a call, and then closing the pair.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Mentorship
from mentoring.programme.cohort import Cohort
from mentoring.progress.counts import (
    CheckInCounts,
    GoalCounts,
    MeetingCounts,
    check_in_counts,
    goal_counts,
    meeting_counts,
)
from mentoring.progress.facts import Facts, facts
from mentoring.progress.rule import Flag
from mentoring.progress.rules import flags, upcoming

SOON_DAYS = 7

EscalationStep = Literal["reminded", "reminded-again", "called", "ended"]
ESCALATION: tuple[EscalationStep, ...] = ("reminded", "reminded-again", "called", "ended")
REMINDERS: tuple[EscalationStep, ...] = ("reminded", "reminded-again")


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """The next step for a pair, the day from which it is due, and the flags that cause it."""

    what: EscalationStep
    due: date
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairProgress:
    """One mentorship on one day. `soon` are the flags expected within a week."""

    mentee: str
    mentor: str
    status: MentorshipStatus
    meetings: MeetingCounts
    goals: GoalCounts
    check_ins: CheckInCounts
    flags: tuple[Flag, ...]
    soon: tuple[Flag, ...]
    next_step: NextStep | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rules that raise flags, without repeats, the most urgent first."""
        return tuple(dict.fromkeys(flag.code for flag in self.flags))


def pair_progress(cohort: Cohort, mentee: str, mentorship: Mentorship, today: date) -> PairProgress:
    """Apply every rule of the edition to one mentorship."""
    known = facts(cohort, mentorship, today)
    raised = flags(known)
    return PairProgress(
        mentee=mentee,
        mentor=mentorship.mentor,
        status=known.status,
        meetings=meeting_counts(known),
        goals=goal_counts(known),
        check_ins=check_in_counts(known),
        flags=raised,
        soon=upcoming(known, SOON_DAYS),
        next_step=next_step(known, raised),
    )


def next_step(facts: Facts, flags: tuple[Flag, ...]) -> NextStep | None:
    """The next step of the escalation for a pair; None if there is nothing to remind it of.

    The escalation begins with the oldest flag that a reminder can settle. Steps taken before that
    day belong to an earlier episode, so a pair that has recovered starts again at the first step.
    A pair that an organiser has to call gets no reminder as well.
    """
    open_flags = [flag for flag in flags if flag.reminds]
    if not open_flags:
        return None
    began = min(flag.since for flag in open_flags)
    taken = _taken(facts, began)
    what = ESCALATION[min(len(taken), len(ESCALATION) - 1)]
    if what in REMINDERS and any(flag.calls for flag in flags):
        return None
    wait = timedelta(days=facts.rules.reminder_days)
    return NextStep(
        what=what,
        due=taken[-1] + wait if taken else began,
        codes=tuple(dict.fromkeys(flag.code for flag in open_flags)),
    )


def _taken(facts: Facts, began: date) -> list[date]:
    """The days of the steps taken since `began`, one for each step, in order."""
    days: list[date] = []
    for step in ESCALATION[:-1]:
        taken = [e.on for e in facts.mentorship.events if e.what == step and e.on >= began]
        if not taken:
            break
        days.append(max(taken))
    return days
