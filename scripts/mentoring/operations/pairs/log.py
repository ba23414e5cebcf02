"""Logging facts about a pair: meetings, goals, check-ins, reported counts, calls."""

from dataclasses import replace
from datetime import date
from typing import Literal

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import (
    answered_about,
    changed,
    current_mentorship,
    recorded,
    require_allowed,
    text,
)
from mentoring.people.lifecycle import Side
from mentoring.people.pair import CheckIn, Goal, Meeting, Pair, Reported
from mentoring.programme.cohort import Cohort


def log_meeting(pair: Pair, meeting: Meeting, today: date, *, in_person: bool) -> Pair:
    """Log a meeting; logging the same day again replaces the earlier record.

    `in_person` says whether the pair may meet in person.
    """
    current = current_mentorship(pair)
    if meeting in current.meetings:
        return pair
    require_allowed(pair, meeting.mode, in_person=in_person)
    _require_inside(pair, meeting.date, today)
    others = (other for other in current.meetings if other.date != meeting.date)
    meetings = sorted((*others, meeting), key=lambda other: other.date)
    return changed(pair, meetings=tuple(meetings))


def strike_meeting(pair: Pair, day: date) -> Pair:
    """Remove a day's meeting, which did not take place."""
    meetings = current_mentorship(pair).meetings
    return changed(pair, meetings=tuple(meeting for meeting in meetings if meeting.date != day))


def add_goal(pair: Pair, goal: Goal, end: date) -> Pair:
    """Add a goal that is due by the edition's end.

    The same text with another day postpones the goal. The goal with the old day is kept as
    dropped, so that past due dates stay visible.
    """
    goals = current_mentorship(pair).goals
    if goal.due is not None and goal.due > end:
        raise MentoringError(text("goal-late", end=end))
    same = [old for old in goals if old.goal == goal.goal and old.status != "dropped"]
    if any(goal.due in {None, old.due} for old in same):
        return pair
    postponed = [old for old in same if old.status == "open"]
    kept = (
        replace(old, status="dropped", settled=goal.on) if old in postponed else old
        for old in goals
    )
    return changed(pair, goals=(*kept, goal))


def settle_goal(
    pair: Pair, number: int, status: Literal["open", "done", "dropped"], today: date
) -> Pair:
    """Set goal `number` (from 1) to reached or dropped, or to open again after a mistake."""
    goals = list(current_mentorship(pair).goals)
    if not 1 <= number <= len(goals):
        have = len(goals) or "none"
        raise MentoringError(text("no-goal", pair=pair, number=number, have=have))
    goal = goals[number - 1]
    if goal.status == status:
        return pair
    goals[number - 1] = replace(goal, status=status, settled=None if status == "open" else today)
    return changed(pair, goals=tuple(goals))


def report(pair: Pair, reported: Reported, today: date) -> Pair:
    """Record a side's count of meetings, which is kept separately from the log."""
    current = answered_about(pair)
    if reported in current.reported:
        return pair
    _require_inside(pair, reported.on, today)
    every = sorted((*current.reported, reported), key=lambda count: (count.on, count.by))
    return changed(pair, reported=tuple(every))


def unreport(pair: Pair, by: Side, on: date) -> Pair:
    """Remove a side's count of that day, so that it can be given again."""
    counts = answered_about(pair).reported
    return changed(
        pair, reported=tuple(count for count in counts if (count.by, count.on) != (by, on))
    )


def check_in(pair: Pair, answered: CheckIn, cohort: Cohort) -> Pair:
    """Record a side's check-in, which replaces its earlier answer."""
    current = answered_about(pair)
    if answered in current.check_ins:
        return pair
    if answered.due not in cohort.check_ins:
        dates = ", ".join(map(str, cohort.check_ins))
        raise MentoringError(
            text("no-check-in", due=answered.due, cohort=cohort.cohort, dates=dates)
        )
    kept = {(other.due, other.by): other for other in (*current.check_ins, answered)}
    return changed(pair, check_ins=tuple(kept[key] for key in sorted(kept)))


def log_call(pair: Pair, today: date) -> Pair:
    """Record an organiser's call to the pair, the third step of the escalation."""
    events = current_mentorship(pair).events
    if any((event.what, event.on) == ("called", today) for event in events):
        return pair
    return recorded(pair, "called", today)


def _require_inside(pair: Pair, day: date, today: date) -> None:
    """Raise an error unless a day is between the announcement and today."""
    announced = pair.latest.day_of("announced")
    if day > today:
        raise MentoringError(text("future", day=day))
    if announced is not None and day < announced:
        raise MentoringError(text("past", day=day, pair=pair, announced=announced))
