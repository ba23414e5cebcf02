"""The facts of one mentorship on a day, and what is counted of them: the input of the rules."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mentoring.people.lifecycle import HALTING_EVENTS, RESTARTS, SIDES, EventName, Side
from mentoring.people.pair import CheckIn, Goal, Mentorship, Reported
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import ProgressRules
from mentoring.progress.as_of import mentorship_on

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalCounts:
    """The number of goals reached, and of goals not dropped."""

    done: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckInCounts:
    """The numbers of check-ins that arrived, were due by today (or early), and are overdue."""

    done: int
    due: int
    overdue: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One side's expected check-in: the cohort's date, and the day it arrived, if any."""

    due: date
    by: Side
    on: date | None
    overdue_from: date


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One mentorship, its edition and the day. Records dated after that day are left out."""

    cohort: Cohort
    mentorship: Mentorship
    today: date

    @property
    def rules(self) -> ProgressRules:
        """The edition's thresholds."""
        return self.cohort.progress

    @cached_property
    def announced(self) -> date:
        """The day of the pair's announcement: from its history, or else the edition's."""
        return self.mentorship.day_of("announced") or self.cohort.dates.announcement

    @cached_property
    def ended(self) -> date | None:
        """The day the mentorship was over; None if it is not."""
        if self.mentorship.meaning.place:
            return None
        ending = self.mentorship.ending
        return ending.on if ending else self.today

    @cached_property
    def pauses(self) -> tuple[tuple[date, date], ...]:
        """The periods [from, to) without obligations; an open one lasts until today."""
        periods: list[tuple[date, date]] = []
        since: date | None = None
        for event in self.mentorship.events:
            if event.what in HALTING_EVENTS:
                since = since or event.on
            elif since is not None and event.what in RESTARTS:
                periods.append((since, event.on))
                since = None
        return (*periods, (since, self.today)) if since is not None else tuple(periods)

    def last(self, *steps: EventName) -> date | None:
        """The latest day of any of `steps`; None if none happened."""
        events = self.mentorship.events
        return max((event.on for event in events if event.what in steps), default=None)

    def deadline(self, *, weeks: int = 0, days: int = 0, start: date | None = None) -> date:
        """The day this long after `start` (default: the announcement), not counting pauses."""
        start = start or self.announced
        end = start + timedelta(weeks=weeks, days=days)
        for since, until in self.pauses:
            if until > start and since < end:
                end += until - max(since, start)
        return end

    def latest_check_in(self, side: Side) -> CheckIn | None:
        """The last check-in that `side` answered; None if there is none."""
        own = [check_in for check_in in self.mentorship.check_ins if check_in.by == side]
        return max(own, key=lambda check_in: (check_in.on, check_in.due), default=None)

    def reports(self, side: Side) -> list[Reported]:
        """What one side reported, by day."""
        own = [report for report in self.mentorship.reported if report.by == side]
        return sorted(own, key=lambda report: report.on)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that were not dropped."""
        return tuple(goal for goal in self.mentorship.goals if goal.status != "dropped")

    @property
    def goal_counts(self) -> GoalCounts:
        """The counts of goals."""
        done = sum(goal.status == "done" for goal in self.goals)
        return GoalCounts(done=done, total=len(self.goals))

    @cached_property
    def rhythm(self) -> int:
        """Meetings per month: as both agreed, or else the lowest that the edition recommends."""
        agreement = self.mentorship.agreement
        if agreement is not None and agreement.signed.both:
            return agreement.in_force.meetings_per_month
        return self.cohort.meetings_per_month[0]

    @cached_property
    def _begins(self) -> date:
        """The day from which the rhythm counts: the edition's start or a later announcement."""
        return max(self.announced, self.cohort.dates.start)

    @cached_property
    def expected(self) -> int:
        """The number of meetings expected up to today, without pauses."""
        if not self.mentorship.meaning.told:
            return 0
        start = self._begins
        until = min(self.today, self.cohort.dates.end, self.ended or self.today)
        rests = ((min(to, until) - max(since, start)).days for since, to in self.pauses)
        days = (until - start).days - sum(rest for rest in rests if rest > 0)
        return max(0, math.floor(self.rhythm * days / DAYS_A_MONTH))

    def expected_by(self, number: int) -> date | None:
        """The day on which meeting `number` is expected; None if after the edition's end."""
        days = math.ceil(number * DAYS_A_MONTH / self.rhythm)
        day = self.deadline(days=days, start=self._begins)
        return day if day <= self.cohort.dates.end else None

    @cached_property
    def counted(self) -> dict[Side, int | None]:
        """The number of meetings that each side has reported; None without a report."""
        own = {side: self.reports(side) for side in SIDES}
        return {side: sum(r.meetings for r in own[side]) if own[side] else None for side in own}

    @property
    def held(self) -> int:
        """The highest of the log and both counts: a pair that keeps no log is not idle."""
        counted = (count or 0 for count in self.counted.values())
        return max(len(self.mentorship.meetings), *counted)

    @property
    def last_meeting(self) -> date | None:
        """The day of the last meeting in the log or in a report."""
        days = [meeting.date for meeting in self.mentorship.meetings]
        days += [report.last for report in self.mentorship.reported if report.last is not None]
        return max(days, default=None)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every check-in that the cohort's dates require of this mentorship, with future ones.

        The dates are those with an answer, and those when the pair was together and not at rest.
        """
        grace = timedelta(days=self.rules.check_in_grace_days + 1)
        arrived: dict[tuple[date, Side], date] = {}
        for check_in in sorted(self.mentorship.check_ins, key=lambda check_in: check_in.on):
            arrived.setdefault((check_in.due, check_in.by), check_in.on)
        ended = self.ended
        answered = {due for due, _ in arrived}
        return tuple(
            Asked(due=due, by=side, on=arrived.get((due, side)), overdue_from=due + grace)
            for due in sorted(self.cohort.check_ins)
            if due in answered
            or (
                self.mentorship.meaning.told
                and self.announced < due
                and (ended is None or due <= ended)
                and not any(since <= due < until for since, until in self.pauses)
            )
            for side in SIDES
        )

    @property
    def check_in_counts(self) -> CheckInCounts:
        """The counts of both sides' check-ins. An ended mentorship has none due."""
        done = sum(check_in.on is not None for check_in in self.asked)
        open_ones = (check_in for check_in in self.asked if check_in.on is None)
        missing = [check_in for check_in in open_ones if check_in.due <= self.today]
        late = sum(not self.ended and check_in.overdue_from <= self.today for check_in in missing)
        return CheckInCounts(done=done, due=done + len(missing), overdue=late)


def facts(cohort: Cohort, mentorship: Mentorship, today: date) -> Facts:
    """The facts of `mentorship` known on the day `today`."""
    return Facts(cohort=cohort, mentorship=mentorship_on(mentorship, today), today=today)
