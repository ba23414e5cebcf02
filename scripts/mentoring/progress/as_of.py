"""Past states: a mentorship as it was on a day, without later records."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import BOTH, Life, MentorshipStatus, life
from mentoring.people.pair import Mentorship, Pair

_TOLD = Life(status=MentorshipStatus.ANNOUNCED)
"""The start of a history that does not record its start."""

BEGINNINGS = frozenset({"proposed", "announced"})


def pairs_on(pairs: Iterable[Pair], today: date) -> tuple[Pair, ...]:
    """The pairs by mentee's id as they were on a day, without mentorships proposed later."""
    trimmed = []
    for pair in sorted(pairs, key=lambda pair: pair.mentee):
        begun = [
            mentorship_on(mentorship, today)
            for mentorship in pair.mentorships
            if min((e.on for e in mentorship.history if e.what in BEGINNINGS), default=today)
            <= today
        ]
        if begun:
            trimmed.append(replace(pair, mentorships=tuple(begun)))
    return tuple(trimmed)


def mentorship_on(mentorship: Mentorship, today: date) -> Mentorship:
    """The mentorship with its records up to a day, and its status on that day.

    A goal without a recorded day appears in its present state from the pair's acceptance on.
    """
    history = sorted(mentorship.history, key=lambda event: event.on)
    known = tuple(replace(event, undone=None) for event in history if event.counts_on(today))
    past = replace(
        mentorship,
        agreement=mentorship.agreement and _agreement_on(mentorship.agreement, today),
        goals=tuple(
            replace(goal, status="open", settled=None)
            if goal.settled is not None and goal.settled > today
            else goal
            for goal in mentorship.goals
            if goal.on is None or goal.on <= today
        ),
        meetings=tuple(meeting for meeting in mentorship.meetings if meeting.date <= today),
        reported=tuple(report for report in mentorship.reported if report.on <= today),
        check_ins=tuple(check_in for check_in in mentorship.check_ins if check_in.on <= today),
        history=known,
    )
    if known == mentorship.events and len(known) == len(history):
        return past
    start = Life() if BEGINNINGS & {event.what for event in history} else _TOLD
    now = life(known, start=start)
    status = now.status or MentorshipStatus.PROPOSED
    return replace(past, status=status, goals=past.goals if now.accepted == BOTH else ())


def _agreement_on(agreement: Agreement, today: date) -> Agreement | None:
    """The agreement with the signatures up to a day; None before the first signature."""
    signed = _signed_on(agreement.signed, today)
    if signed == Signatures() != agreement.signed:
        return None
    amendments = tuple(
        replace(amendment, signed=_signed_on(amendment.signed, today))
        for amendment in agreement.amendments
        if amendment.on <= today
    )
    return replace(agreement, signed=signed, amendments=amendments)


def _signed_on(signed: Signatures, today: date) -> Signatures:
    mentee, mentor = (
        side if side and side.on <= today else None for side in (signed.mentee, signed.mentor)
    )
    return Signatures(mentee=mentee, mentor=mentor)
