"""Past states: a mentorship as it was on a day, without later records."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import BOTH, Life, MentorshipStatus, life
from mentoring.people.meeting import Goal
from mentoring.people.pair import Mentorship, Pair

_TOLD = Life(status=MentorshipStatus.ANNOUNCED)
"""The start of a history that does not record its start."""

BEGINNINGS = frozenset({"proposed", "announced"})


def pairs_on(pairs: Iterable[Pair], today: date) -> tuple[Pair, ...]:
    """The pairs by mentee's id as they were on a day, without mentorships proposed later."""
    in_order = sorted(pairs, key=lambda pair: pair.mentee)
    trimmed = [replace(pair, mentorships=tuple(_begun(pair, today))) for pair in in_order]
    return tuple(pair for pair in trimmed if pair.mentorships)


def _begun(pair: Pair, today: date) -> Iterator[Mentorship]:
    for mentorship in pair.mentorships:
        first = min((e.on for e in mentorship.history if e.what in BEGINNINGS), default=today)
        if first <= today:
            yield mentorship_on(mentorship, today)


def mentorship_on(mentorship: Mentorship, today: date) -> Mentorship:
    """The mentorship with its records up to a day, and its status on that day.

    A goal without a recorded day appears in its present state from the pair's acceptance on.
    """
    history = sorted(mentorship.history, key=lambda event: event.on)
    known = tuple(replace(event, undone=None) for event in history if event.counts_on(today))
    agreement = _agreement(mentorship.agreement, today)
    past = replace(
        mentorship,
        agreement=agreement,
        goals=tuple(_goals(mentorship.goals, today)),
        meetings=tuple(meeting for meeting in mentorship.meetings if meeting.date <= today),
        reported=tuple(report for report in mentorship.reported if report.on <= today),
        check_ins=tuple(check_in for check_in in mentorship.check_ins if check_in.on <= today),
        history=known,
    )
    if known == mentorship.events and len(known) == len(history):
        return past
    start = Life() if BEGINNINGS & {e.what for e in history} else _TOLD
    now = life(known, start=start)
    status = now.status or MentorshipStatus.PROPOSED
    return replace(past, status=status, goals=past.goals if now.accepted == BOTH else ())


def _goals(goals: Iterable[Goal], today: date) -> Iterator[Goal]:
    """The goals set by a day, in their state on that day."""
    for goal in goals:
        if goal.on is None or goal.on <= today:
            later = goal.settled is not None and goal.settled > today
            yield replace(goal, status="open", settled=None) if later else goal


def _agreement(agreement: Agreement | None, today: date) -> Agreement | None:
    """The agreement with the signatures up to a day; None before the first signature."""
    if agreement is None:
        return None
    signed = _signatures(agreement.signed, today)
    if signed == Signatures() != agreement.signed:
        return None
    amendments = tuple(
        replace(amendment, signed=_signatures(amendment.signed, today))
        for amendment in agreement.amendments
        if amendment.on <= today
    )
    return replace(agreement, signed=signed, amendments=amendments)


def _signatures(signed: Signatures, today: date) -> Signatures:
    mentee, mentor = signed.mentee, signed.mentor
    return Signatures(
        mentee=mentee if mentee and mentee.on <= today else None,
        mentor=mentor if mentor and mentor.on <= today else None,
    )
