"""The life of a pair, day by day, recorded with the same functions that the commands call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import Literal

from mentoring.operations.demo.course import Couple, Course
from mentoring.operations.demo.draws import Draws
from mentoring.operations.pairs.find import standing, stepped, with_current
from mentoring.operations.pairs.log import add_goal, check_in, log_meeting, report, settle_goal
from mentoring.operations.pairs.sign import amend, sign
from mentoring.operations.pairs.steps import accept, end, pause
from mentoring.people.agreement import Signature, Terms
from mentoring.people.check_in import Answers, CheckIn
from mentoring.people.meeting import Goal, Meeting, Reported, may_meet_in_person
from mentoring.people.pair import Pair
from mentoring.people.side import Side

TEMPLATE = "2026-2"
SIDES: tuple[Side, Side] = ("mentee", "mentor")
Step = Callable[[Pair], Pair]
Happening = tuple[date, Step]


def lived(pair: Pair, couple: Couple, course: Course, today: date) -> Pair:
    """The pair after all that has happened by `today`, in chronological order."""
    happenings = sorted(_Life(couple, course).happenings(), key=lambda happening: happening[0])
    for _, step in takewhile(lambda one: one[0] <= today, happenings):
        pair = step(pair)
    return pair


def _working_day(day: date) -> date:
    """The day, or the next day outside weekends and the turn of the year."""
    while day.weekday() > 4 or (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 3):  # noqa: PLR2004
        day += timedelta(days=1)
    return day


def _reminded(pair: Pair, step: Literal["reminded", "reminded-again"], day: date) -> Pair:
    return with_current(pair, stepped(standing(pair), step, day))


class _Life:
    """The events in one couple's life, with their days."""

    def __init__(self, couple: Couple, course: Course) -> None:
        self.couple = couple
        self.course = course
        self.draws = Draws(couple.cohort.cohort, "life", couple.mentee.id, couple.mentor.id)
        self.together = may_meet_in_person(couple.mentee, couple.mentor)
        self.terms = self._terms()
        self.met = tuple(self._meeting_days())

    def happenings(self) -> Iterator[Happening]:
        """All events up to the day on which the pair pauses or ends."""
        rests = min(self._day(after) for after in (self.course.pauses, self.course.ends))
        yield from (one for one in self._everything() if one[0] < rests)
        if self.course.pauses is not None:
            yield rests, lambda pair: pause(pair, "mentee", rests)
        if self.course.ends is not None:
            yield rests, lambda pair: end(pair, self.course.left, rests)

    def _everything(self) -> Iterator[Happening]:
        yield from self._answers()
        yield from self._signatures()
        yield from self._goals()
        yield from map(self._meeting, self.met)
        for side in SIDES:
            yield from self._check_ins(side)
        for step, after in zip(("reminded", "reminded-again"), self.course.reminded, strict=False):
            yield self._day(after), self._step(_reminded, step, self._day(after))

    def _day(self, after: int | None) -> date:
        return date.max if after is None else self.couple.told + timedelta(days=after)

    def _terms(self) -> Terms:
        least, most = self.couple.cohort.meetings_per_month
        wish = self.couple.mentee.preferences.meetings_per_month
        return Terms(
            meetings_per_month=wish or self.draws.whole(least, most),
            minutes=self.draws.one((45, 60, 60, 90)),
            mode="both" if self.together else "virtual",
            contact=self.draws.one(("e-mail", "e-mail", "chat")),
        )

    def _answers(self) -> Iterator[Happening]:
        """The answers: both accept within a week."""
        for side in SIDES:
            day = self._day(self.draws.whole(1, 7))
            yield day, self._step(accept, side, day)

    def _signatures(self) -> Iterator[Happening]:
        """The signatures: both sign in the weeks after, and some change the terms later."""
        for side in SIDES:
            day = self._day(self.draws.whole(8, 20))
            if side == "mentee" or self.course.mentor_signs:
                signature = Signature(on=day, method="form")
                agreed = {"template": TEMPLATE, "terms": self.terms, "in_person": self.together}
                yield day, self._step(sign, side, signature, **agreed)
        if self.course.amends is not None:
            day = self._day(self.course.amends)
            longer = Terms(meetings_per_month=1, minutes=self.terms.minutes + 30)
            yield day, self._step(amend, "mentee", longer, Signature(on=day, method="form"))

    def _meeting_days(self) -> Iterator[date]:
        """The days of meetings: near the agreed rhythm, and only working days."""
        every = 28 // self.terms.meetings_per_month
        cohort = self.couple.cohort
        first = max(self.couple.told, cohort.dates.start)
        day = _working_day(first + timedelta(days=self.draws.whole(2, 10)))
        until = min(cohort.dates.end, self._day(self.course.last_meeting))
        while day <= until:
            yield day
            day = _working_day(day + timedelta(days=every + self.draws.whole(-3, 2)))

    def _meeting(self, day: date) -> Happening:
        here = self.together and self.draws.chance(0.5)
        meeting = Meeting(
            date=day,
            mode="in-person" if here else "virtual",
            minutes=self.draws.one((30, 45, 50, 60, 60, 75)),
        )
        return day, self._step(log_meeting, meeting, day, in_person=here)

    def _goals(self) -> Iterator[Happening]:
        """The goals from the mentee's application; the first is reached in time or is late."""
        cohort = self.couple.cohort
        day = self._day(self.draws.whole(21, 40))
        for number, text in enumerate(self.couple.mentee.goals[:3], start=1):
            wanted = day + timedelta(weeks=8 * number + self.draws.whole(0, 3))
            due = min(wanted, cohort.dates.end)
            yield day, self._step(add_goal, Goal(goal=text, on=day, due=due), cohort.dates.end)
            if number == 1 and not self.course.goals_late:
                reached = due - timedelta(days=3)
                yield reached, self._step(settle_goal, 1, "done", reached)

    def _check_ins(self, side: Side) -> Iterator[Happening]:
        """A side's check-ins: within the days of grace, with the meetings since the last answer."""
        since = self.couple.told
        for number, due in enumerate(self.couple.cohort.check_ins):
            on = due + timedelta(days=self.draws.whole(0, 6))
            if due > self.couple.told and (number, side) not in self.course.missed:
                answered = CheckIn(due=due, by=side, on=on, answers=self._said(side, number))
                yield on, self._step(self._answer, answered, self._count(side, since, on))
                since = on

    def _said(self, side: Side, number: int) -> Answers:
        """A side's answers; doubts appear in the second check-in."""
        doubts = side == "mentee" and number > 0
        return Answers(
            fit=self.course.fit if doubts else "good",
            goals="behind" if self.course.goals_late else "on-track",
            help=self.course.asks_for_help and doubts,
        )

    def _count(self, side: Side, since: date, on: date) -> Reported:
        held = [day for day in self.met if since <= day < on]
        last = max(held, default=None)
        return Reported(by=side, on=on, since=since, meetings=len(held), last=last)

    def _answer(self, pair: Pair, answered: CheckIn, count: Reported) -> Pair:
        return report(check_in(pair, answered, self.couple.cohort), count, answered.on)

    @staticmethod
    def _step(happen: Callable[..., Pair], *arguments: object, **named: object) -> Step:
        return lambda pair: happen(pair, *arguments, **named)
