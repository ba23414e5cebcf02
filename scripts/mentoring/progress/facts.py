"""The facts of one mentorship on a day: the only input of the rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.people.agreement import Agreement
from mentoring.people.lifecycle import ENDINGS, OVER, MentorshipStatus, Step
from mentoring.people.meeting import CheckIn, Goal
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
        """The state of the mentorship."""
        return self.mentorship.status

    @property
    def agreement(self) -> Agreement | None:
        """The agreement, if one is recorded."""
        return self.mentorship.agreement

    @property
    def announced(self) -> date | None:
        """The day of the pair's announcement: from its history, or else the edition's."""
        if not self.mentorship.meaning.told:
            return None
        return self.day_of("announced") or self.cohort.dates.announcement

    @property
    def ended(self) -> date | None:
        """The day the mentorship was over; None if it is not."""
        if self.status not in OVER:
            return None
        return self.last(*ENDINGS) or self.today

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that were not dropped."""
        return tuple(goal for goal in self.mentorship.goals if goal.status != "dropped")

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The periods without obligations."""
        return pauses(self.mentorship.events, self.today)

    def day_of(self, step: Step) -> date | None:
        """The first day of `step`; None if it did not happen."""
        return self.mentorship.day_of(step)

    def last(self, *steps: Step) -> date | None:
        """The latest day of any of `steps`; None if none happened."""
        return max(
            (event.on for event in self.mentorship.events if event.what in steps), default=None
        )

    def deadline(self, *, weeks: int = 0, days: int = 0, start: date | None = None) -> date | None:
        """The day this long after `start` (default: the announcement), not counting pauses."""
        begin = start or self.announced
        if begin is None:
            return None
        return extended(begin, begin + timedelta(weeks=weeks, days=days), self.pauses)

    def latest_check_in(self, side: Side) -> CheckIn | None:
        """The last check-in that `side` answered; None if there is none."""
        own = [check_in for check_in in self.mentorship.check_ins if check_in.by == side]
        return max(own, key=lambda check_in: (check_in.on, check_in.due), default=None)


def facts(cohort: Cohort, mentorship: Mentorship, today: date) -> Facts:
    """The facts of `mentorship` known on the day `today`."""
    return Facts(cohort=cohort, mentorship=mentorship_on(mentorship, today), today=today)
