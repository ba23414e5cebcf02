"""The progress of one pair on a day: counts, flags and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Mentorship
from mentoring.programme.cohort import Cohort
from mentoring.progress.check_ins import CheckInCounts, counts
from mentoring.progress.escalation import NextStep, next_step
from mentoring.progress.facts import Facts, facts
from mentoring.progress.flag import Flag, flags, upcoming
from mentoring.progress.meetings import counted_by, expected, last_meeting, logged, rhythm

SOON_DAYS = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingCounts:
    """Meetings up to today: logged, counted by each side, and expected from the rhythm."""

    logged: int
    mentee: int | None
    mentor: int | None
    expected: int
    rhythm: int
    last: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalCounts:
    """The number of goals reached, and of goals not dropped."""

    done: int
    total: int


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
        meetings=_meetings(known),
        goals=_goals(known),
        check_ins=counts(known),
        flags=raised,
        soon=upcoming(known, SOON_DAYS),
        next_step=next_step(known, raised),
    )


def _meetings(known: Facts) -> MeetingCounts:
    return MeetingCounts(
        logged=logged(known),
        mentee=counted_by(known, "mentee"),
        mentor=counted_by(known, "mentor"),
        expected=expected(known),
        rhythm=rhythm(known),
        last=last_meeting(known),
    )


def _goals(known: Facts) -> GoalCounts:
    done = sum(goal.status == "done" for goal in known.goals)
    return GoalCounts(done=done, total=len(known.goals))
