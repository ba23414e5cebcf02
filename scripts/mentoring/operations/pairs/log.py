"""Logging facts about a pair: meetings, goals, and what each side answers in a form."""

from dataclasses import replace
from datetime import date, timedelta

from mentoring.errors import MentoringError, SupersededError
from mentoring.operations.pairs.sign import amend, sign
from mentoring.operations.pairs.steps import changed, current_of, may_meet, require_allowed, text
from mentoring.people.agreement import Signature
from mentoring.people.pair import CheckIn, Goal, GoalStatus, Meeting, Pair, PairAnswer, Reported
from mentoring.store.programme import Edition

EARLY = timedelta(days=14)  # an answer this long before a check-in's date already belongs to it


def log_meeting(pair: Pair, meeting: Meeting, today: date, *, in_person: bool) -> Pair:
    """Log a meeting; logging the same day again replaces the earlier record.

    `in_person` says whether the pair may meet in person.
    """
    current = current_of(pair)
    if meeting in current.meetings:
        return pair
    require_allowed(pair, meeting.mode, in_person=in_person)
    _require_inside(pair, meeting.date, today)
    others = (other for other in current.meetings if other.date != meeting.date)
    meetings = sorted((*others, meeting), key=lambda other: other.date)
    return changed(pair, meetings=tuple(meetings))


def strike_meeting(pair: Pair, day: date) -> Pair:
    """Remove a day's meeting, which did not take place."""
    meetings = current_of(pair).meetings
    return changed(pair, meetings=tuple(meeting for meeting in meetings if meeting.date != day))


def add_goal(pair: Pair, goal: Goal, end: date) -> Pair:
    """Add a goal that is due by the edition's end.

    The same text with another day postpones the goal. The goal with the old day is kept as
    dropped, so that past due dates stay visible.
    """
    goals = current_of(pair).goals
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


def settle_goal(pair: Pair, number: int, status: GoalStatus, today: date) -> Pair:
    """Set goal `number` (from 1) to reached or dropped, or to open again after a mistake."""
    goals = list(current_of(pair).goals)
    if not 1 <= number <= len(goals):
        have = len(goals) or "none"
        raise MentoringError(text("no-goal", pair=pair, number=number, have=have))
    goal = goals[number - 1]
    if goal.status == status:
        return pair
    goals[number - 1] = replace(goal, status=status, settled=None if status == "open" else today)
    return changed(pair, goals=tuple(goals))


def _require_inside(pair: Pair, day: date, today: date) -> None:
    """Raise an error unless a day is between the announcement and today."""
    announced = pair.latest.day_of("announced")
    if day > today:
        raise MentoringError(text("future", day=day))
    if announced is not None and day < announced:
        raise MentoringError(text("past", day=day, pair=pair, announced=announced))


def record_answer(edition: Edition, template: str, pair: Pair, answer: PairAnswer) -> Pair:
    """The pair with the answer: a check-in, a signature, or a proposal if both signed other terms.

    Raises:
        SupersededError: if the side sent a later answer, as an older export changes nothing.
        MentoringError: if the answer cannot be recorded.
    """
    if answer.signed is None:
        return _checked_in(edition, pair, answer)
    if not answer.signed:
        raise MentoringError(text("disagrees"))
    by, terms, agreement = answer.by, answer.terms, pair.latest.agreement
    signature, together = Signature(on=answer.on, method="form"), may_meet(edition, pair)
    if terms and agreement and agreement.signed.both:
        _require_latest(answer, agreement.last_signed(by))
        if terms == agreement.in_force:
            return pair
        return amend(pair, by, terms, signature, in_person=together)
    return sign(pair, by, signature, terms=terms, template=template, in_person=together)


def _checked_in(edition: Edition, pair: Pair, answer: PairAnswer) -> Pair:
    """The pair with the check-in, and with the count of meetings if the side gave one.

    It belongs to the last date that was due when it came, or up to `EARLY` later, and replaces the
    side's earlier answer. Meetings are counted from the side's last count, or from the
    announcement. The last survey is answered after the programme is over.
    """
    cohort, by, on = edition.cohort.record, answer.by, answer.on
    asked = [due for due in cohort.check_ins if due - EARLY <= on]
    if not asked:
        first = min(cohort.check_ins, default=None)
        raise MentoringError(text("too-early", on=on, first=first))
    if answer.answers is None:
        raise MentoringError(text("says-nothing"))
    now = pair.latest if pair.latest.meaning.certificate else current_of(pair)
    key, counts = (max(asked), by), now.reported
    check_ins = {(earlier.due, earlier.by): earlier for earlier in now.check_ins}
    if key in check_ins:
        before = check_ins[key].on
        _require_latest(answer, before)
        counts = tuple(count for count in counts if (count.by, count.on) != (by, before))
    check_ins[key] = CheckIn(due=key[0], by=by, on=on, answers=answer.answers)
    if answer.meetings is not None:
        _require_inside(pair, on, on)
        told = now.day_of("announced") or cohort.dates.announcement
        earlier = (count.on for count in counts if count.by == by and count.on < on)
        since = max(earlier, default=told)
        count = Reported(by=by, on=on, since=since, meetings=answer.meetings, last=answer.last)
        counts = tuple(sorted((*counts, count), key=lambda count: (count.on, count.by)))
    given = tuple(check_ins[key] for key in sorted(check_ins))
    return changed(pair, check_ins=given, reported=counts)


def _require_latest(answer: PairAnswer, latest: date | None) -> None:
    if latest and latest > answer.on:
        raise SupersededError(f"by what this side sent on {latest}")
