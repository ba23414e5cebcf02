"""The life of a pair, day by day, recorded with the same functions that the commands call."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from mentoring.operations.demo.draws import Draws
from mentoring.operations.pairs.find import recorded
from mentoring.operations.pairs.log import add_goal, check_in, log_meeting, report, settle_goal
from mentoring.operations.pairs.sign import amend, sign
from mentoring.operations.pairs.steps import accept, end, pause
from mentoring.people.agreement import Signature, Terms
from mentoring.people.application import Application
from mentoring.people.meeting import Answers, CheckIn, Goal, Meeting, Reported, may_meet_in_person
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.programme.cohort import Cohort

NEVER = 10_000
TEMPLATE = "2026-2"
SIDES: tuple[Side, Side] = ("mentee", "mentor")


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a pair differs from one that goes well; days are counted from its announcement.

    `missed` are the numbers (from 0) of check-ins that a side does not answer. `fit` is the
    mentee's view of the pair. There are no meetings after `last_meeting`.
    """

    mentor_signs: bool = True
    amends: int | None = None
    last_meeting: int = NEVER
    missed: frozenset[tuple[int, Side]] = frozenset()
    fit: Literal["good", "unsure", "no"] = "good"
    asks_for_help: bool = False
    goals_late: bool = False
    reminded: tuple[int, ...] = ()
    pauses: int | None = None
    ends: int | None = None
    left: Side = "mentor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Couple:
    """The two people of a pair, their edition, and the day of the announcement."""

    cohort: Cohort
    mentee: Application
    mentor: Application
    announced: date


@dataclass(frozen=True, slots=True)
class _Event:
    """What happens on a day: a function of the pair, and its other arguments."""

    day: date
    happen: Callable[..., Pair]
    arguments: tuple[Any, ...]


def lived(pair: Pair, couple: Couple, course: Course, today: date) -> Pair:
    """The pair after all that has happened by `today`, in chronological order.

    Nothing else happens from the day on which the pair pauses or ends.
    """
    life = _Life(couple, course)
    rests = min(life.day(course.pauses), life.day(course.ends))
    events = [event for event in life.events() if event.day < rests]
    if course.pauses is not None:
        events.append(_Event(rests, pause, ("mentee", rests)))
    if course.ends is not None:
        events.append(_Event(rests, end, (course.left, rests)))
    for event in sorted(events, key=lambda event: event.day):
        if event.day <= today:
            pair = event.happen(pair, *event.arguments)
    return pair


class _Life:
    """The events in one couple's life. The order of the draws decides what happens."""

    def __init__(self, couple: Couple, course: Course) -> None:
        self.couple, self.course, self.cohort = couple, course, couple.cohort
        self.draws = Draws(couple.cohort.cohort, "life", couple.mentee.id, couple.mentor.id)
        self.together = may_meet_in_person(couple.mentee, couple.mentor)
        wish = couple.mentee.preferences.meetings_per_month
        self.terms = Terms(
            meetings_per_month=wish or self.draws.whole(*couple.cohort.meetings_per_month),
            minutes=self.draws.one((45, 60, 60, 90)),
            mode="both" if self.together else "virtual",
            contact=self.draws.one(("e-mail", "e-mail", "chat")),
        )
        self.met = tuple(self._meeting_days())

    def day(self, after: int | None) -> date:
        """The day this long after the announcement; the last of all days for None."""
        return date.max if after is None else self.couple.announced + timedelta(days=after)

    def events(self) -> Iterator[_Event]:
        """All events of a life without a pause or an early end, in no order of days."""
        for side in SIDES:  # both accept within a week
            day = self.day(self.draws.whole(1, 7))
            yield _Event(day, accept, (side, day))
        yield from self._signatures()
        yield from self._goals()
        for day in self.met:
            here = self.together and self.draws.chance(0.5)
            minutes = self.draws.one((30, 45, 50, 60, 60, 75))
            meeting = Meeting(date=day, mode="in-person" if here else "virtual", minutes=minutes)
            yield _Event(day, _meet, (meeting, here))
        for side in SIDES:
            yield from self._check_ins(side)
        for step, after in zip(("reminded", "reminded-again"), self.course.reminded, strict=False):
            day = self.day(after)
            yield _Event(day, _remind, (step, day))

    def _meeting_days(self) -> Iterator[date]:
        """The days of meetings: near the agreed rhythm, and only working days."""
        every, dates = 28 // self.terms.meetings_per_month, self.cohort.dates
        wanted = max(self.couple.announced, dates.start) + timedelta(days=self.draws.whole(2, 10))
        while (day := _working_day(wanted)) <= min(dates.end, self.day(self.course.last_meeting)):
            yield day
            wanted = day + timedelta(days=every + self.draws.whole(-3, 2))

    def _signatures(self) -> Iterator[_Event]:
        """Both sign in the weeks after, and some change the terms later."""
        for side in SIDES:
            day = self.day(self.draws.whole(8, 20))
            if side == "mentee" or self.course.mentor_signs:
                yield _Event(day, _sign, (side, day, self.terms, self.together))
        if self.course.amends is not None:
            day = self.day(self.course.amends)
            longer = Terms(meetings_per_month=1, minutes=self.terms.minutes + 30)
            yield _Event(day, amend, ("mentee", longer, Signature(on=day, method="form")))

    def _goals(self) -> Iterator[_Event]:
        """The goals from the mentee's application; the first is reached in time or is late."""
        day, last = self.day(self.draws.whole(21, 40)), self.cohort.dates.end
        for number, text in enumerate(self.couple.mentee.goals[:3], start=1):
            wanted = day + timedelta(weeks=8 * number + self.draws.whole(0, 3))
            due = min(wanted, last)
            yield _Event(day, add_goal, (Goal(goal=text, on=day, due=due), last))
            if number == 1 and not self.course.goals_late:
                reached = due - timedelta(days=3)
                yield _Event(reached, settle_goal, (1, "done", reached))

    def _check_ins(self, side: Side) -> Iterator[_Event]:
        """A side's check-ins: within the days of grace, with the meetings since the last answer.

        Doubts appear in the mentee's second check-in.
        """
        since = self.couple.announced
        for number, due in enumerate(self.cohort.check_ins):
            on = due + timedelta(days=self.draws.whole(0, 6))
            if due <= self.couple.announced or (number, side) in self.course.missed:
                continue
            doubts = side == "mentee" and number > 0
            answers = Answers(
                fit=self.course.fit if doubts else "good",
                goals="behind" if self.course.goals_late else "on-track",
                help=self.course.asks_for_help and doubts,
            )
            held = [day for day in self.met if since <= day < on]
            last = max(held, default=None)
            count = Reported(by=side, on=on, since=since, meetings=len(held), last=last)
            answered = CheckIn(due=due, by=side, on=on, answers=answers)
            yield _Event(on, _answer, (answered, count, self.cohort))
            since = on


def _working_day(day: date) -> date:
    """The day, or the next day outside weekends and the turn of the year."""
    while day.weekday() > 4 or (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 3):  # noqa: PLR2004
        day += timedelta(days=1)
    return day


def _sign(pair: Pair, side: Side, day: date, terms: Terms, in_person: bool) -> Pair:  # noqa: FBT001
    signature = Signature(on=day, method="form")
    return sign(pair, side, signature, template=TEMPLATE, terms=terms, in_person=in_person)


def _meet(pair: Pair, meeting: Meeting, in_person: bool) -> Pair:  # noqa: FBT001
    return log_meeting(pair, meeting, meeting.date, in_person=in_person)


def _remind(pair: Pair, step: Literal["reminded", "reminded-again"], day: date) -> Pair:
    return recorded(pair, step, day)


def _answer(pair: Pair, answered: CheckIn, count: Reported, cohort: Cohort) -> Pair:
    return report(check_in(pair, answered, cohort), count, answered.on)
