"""A timeline of one mentorship: its meetings, check-ins and goals over the programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.people.meeting import Goal
from mentoring.people.pair import Mentorship
from mentoring.programme.cohort import Cohort
from mentoring.progress.counts import asked
from mentoring.progress.facts import Facts, facts
from mentoring.render.progress.axis import Axis
from mentoring.render.progress.labels import counted

ROWS = {"mentee": 8, "meeting": 20, "mentor": 32, "goal": 42}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One symbol: its shape, whether it is filled, its position, and its tooltip."""

    shape: str
    kind: str
    x: float
    y: int
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """The timeline to draw: the life from `begins` to `ends`, pauses, marks, a summary."""

    begins: float
    ends: float
    pauses: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    summary: str


def timeline(cohort: Cohort, mentorship: Mentorship, today: date, axis: Axis) -> Timeline:
    """The timeline of one mentorship as it was on a day."""
    known = facts(cohort, mentorship, today)
    marks = (*_meetings(known, axis), *_check_ins(known, axis), *_goals(known, axis))
    return Timeline(
        begins=axis.x(known.announced or today),
        ends=axis.x(known.ended or min(today, cohort.dates.end)),
        pauses=tuple((axis.x(since), axis.x(until)) for since, until in known.pauses),
        marks=marks,
        summary=f"{counted(len(known.mentorship.meetings), 'meeting')}, "
        f"{counted(len(known.mentorship.check_ins), 'check-in answer')} and "
        f"{counted(len(known.goals), 'goal')} between the announcement and {today}.",
    )


def _meetings(known: Facts, axis: Axis) -> Iterator[Mark]:
    for meeting in sorted(known.mentorship.meetings, key=lambda meeting: meeting.date):
        kind = "met" if meeting.mode == "virtual" else "met in-person"
        title = f"Met on {meeting.date}, {meeting.minutes} minutes, {meeting.mode}"
        yield Mark(shape="dot", kind=kind, x=axis.x(meeting.date), y=ROWS["meeting"], title=title)


def _check_ins(known: Facts, axis: Axis) -> Iterator[Mark]:
    for one in asked(known):
        state = "done" if one.on else "open"
        if one.on is None and known.ended is None and one.overdue_from <= known.today:
            state = "late"
        title = f"Check-in of the {one.by}, {one.due}: {state}"
        yield Mark(shape=one.by, kind=state, x=axis.x(one.due), y=ROWS[one.by], title=title)


def _goals(known: Facts, axis: Axis) -> Iterator[Mark]:
    for number, goal in enumerate(known.mentorship.goals, start=1):
        if goal.due is None or goal.status == "dropped" or _never_due(known, goal):
            continue
        late = goal.status == "open" and known.ended is None and goal.due < known.today
        state = "late" if late else goal.status
        title = f"Goal {number}, {goal.due}: {state}"
        yield Mark(shape="goal", kind=state, x=axis.x(goal.due), y=ROWS["goal"], title=title)


def _never_due(known: Facts, goal: Goal) -> bool:
    """Whether the mentorship was over before an open goal's day."""
    after = known.ended is not None and goal.due is not None and goal.due > known.ended
    return after and goal.status == "open"
