"""The facts of one mentorship as they stood on a day: all that a rule may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.people.agreement import Agreement
from mentoring.people.check_in import CheckIn
from mentoring.people.lifecycle import OVER, MentorshipStatus, Step
from mentoring.people.meeting import Goal
from mentoring.people.pair import Mentorship
from mentoring.people.side import Side
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import ProgressRules
from mentoring.progress.as_of import mentorship_on
from mentoring.progress.pauses import Pause, extended, pauses

SIDES: tuple[Side, Side] = ("mentee", "mentor")


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """One mentorship, its edition and the day. Records dated after that day are left out."""

    cohort: Cohort
    mentorship: Mentorship
    today: date

    @property
    def rules(self) -> ProgressRules:
        """The edition's thresholds."""
        return self.cohort.progress

    @property
    def status(self) -> MentorshipStatus:
        """Where the mentorship is in its life."""
        return self.mentorship.status

    @property
    def agreement(self) -> Agreement | None:
        """The agreement, if one is recorded."""
        return self.mentorship.agreement

    @property
    def announced(self) -> date | None:
        """The day the pair was told: from its history, else the edition's announcement."""
        if not self.mentorship.meaning.told:
            return None
        return self.day_of("announced") or self.cohort.dates.announcement

    @property
    def ended(self) -> date | None:
        """The day it was over, if it is."""
        if self.status not in OVER:
            return None
        return self.last("declined", "ended", "completed") or self.today

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that were not dropped."""
        return tuple(goal for goal in self.mentorship.goals if goal.status != "dropped")

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The times without obligations."""
        return pauses(self.mentorship.events, self.today)

    @property
    def day_of_return(self) -> date | None:
        """The day on which a pause that has not ended was to end, as last set."""
        days = [event.until for event in self.mentorship.events if event.what == "paused"]
        return days[-1] if days else None

    def day_of(self, step: Step) -> date | None:
        """The first day on which `step` was taken."""
        return self.mentorship.day_of(step)

    def last(self, *steps: Step) -> date | None:
        """The latest day on which one of `steps` was taken."""
        return max(
            (event.on for event in self.mentorship.events if event.what in steps), default=None
        )

    def deadline(self, *, weeks: int = 0, days: int = 0, start: date | None = None) -> date | None:
        """So long after `start` (the announcement, if left out), pauses not counted."""
        begin = start or self.announced
        if begin is None:
            return None
        return extended(begin, begin + timedelta(weeks=weeks, days=days), self.pauses)

    def latest_check_in(self, side: Side) -> CheckIn | None:
        """The last check-in that `side` answered."""
        own = [one for one in self.mentorship.check_ins if one.by == side]
        return max(own, key=lambda one: (one.on, one.due), default=None)


def facts(cohort: Cohort, mentorship: Mentorship, today: date) -> Facts:
    """What was known of `mentorship` on the day `today`."""
    return Facts(cohort=cohort, mentorship=mentorship_on(mentorship, today), today=today)
