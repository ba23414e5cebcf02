"""The past: a mentorship as it stood on a day, with nothing of what came after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.people.agreement import Signatures
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mentoring.people.agreement import Agreement, Amendment, Signature
    from mentoring.people.meeting import Goal
    from mentoring.people.pair import HistoryEntry, Mentorship, Pair

NO_GOALS_YET = frozenset({MentorshipStatus.PROPOSED, MentorshipStatus.ANNOUNCED})
BEGINNINGS = frozenset({"proposed", "announced"})


def pairs_on(pairs: Iterable[Pair], today: date) -> tuple[Pair, ...]:
    """The pairs by mentee's id as they stood on a day, without what was not yet proposed."""
    in_order = sorted(pairs, key=lambda pair: pair.mentee)
    trimmed = [replace(pair, mentorships=tuple(_begun(pair, today))) for pair in in_order]
    return tuple(pair for pair in trimmed if pair.mentorships)


def _begun(pair: Pair, today: date) -> Iterator[Mentorship]:
    for one in pair.mentorships:
        first = min((e.on for e in one.history if e.what in BEGINNINGS), default=today)
        if first <= today:
            yield mentorship_on(one, today)


def mentorship_on(mentorship: Mentorship, today: date) -> Mentorship:
    """The mentorship with what was recorded up to a day, and the status it had then.

    A goal of which no day is recorded shows as now, from the pair's yes on.
    """
    history = sorted(mentorship.history, key=lambda one: one.on)
    known = tuple(one for one in history if one.on <= today)
    agreement = _agreement(mentorship.agreement, today)
    past = replace(
        mentorship,
        agreement=agreement,
        goals=tuple(_goals(mentorship.goals, today)),
        meetings=tuple(one for one in mentorship.meetings if one.date <= today),
        reported=tuple(one for one in mentorship.reported if one.on <= today),
        check_ins=tuple(one for one in mentorship.check_ins if one.on <= today),
        history=known,
    )
    if len(known) == len(history):
        return past
    status = _status(past, recorded=BEGINNINGS & {e.what for e in history})
    return replace(past, status=status, goals=() if status in NO_GOALS_YET else past.goals)


def _status(past: Mentorship, *, recorded: Iterable[str]) -> MentorshipStatus:
    """The state that the steps taken lead to; where no beginning is recorded, it was announced."""
    steps = {one.what for one in past.history}
    last = _last_of(past.history, {"declined", "ended", "completed"})
    if last is not None:
        return MentorshipStatus.COMPLETED if last == "completed" else MentorshipStatus.ENDED
    if recorded and "announced" not in steps:
        return MentorshipStatus.PROPOSED
    if _last_of(past.history, {"paused", "resumed"}) == "paused":
        return MentorshipStatus.PAUSED
    if not _accepted(past.history):
        return MentorshipStatus.ANNOUNCED
    signed = past.agreement is not None and past.agreement.signed.both
    return MentorshipStatus.ACTIVE if signed else MentorshipStatus.ACCEPTED


def _last_of(history: Iterable[HistoryEntry], steps: set[str]) -> str | None:
    taken: list[str] = [one.what for one in history if one.what in steps]
    return taken[-1] if taken else None


def _accepted(history: Iterable[HistoryEntry]) -> bool:
    by = {one.by for one in history if one.what == "accepted"}
    return "organiser" in by or {"mentee", "mentor"} <= by


def _goals(goals: Iterable[Goal], today: date) -> Iterator[Goal]:
    """The goals that had been set by a day, and how they stood on it."""
    for goal in goals:
        if goal.on is None or goal.on <= today:
            later = goal.settled is not None and goal.settled > today
            yield replace(goal, status="open", settled=None) if later else goal


def _agreement(agreement: Agreement | None, today: date) -> Agreement | None:
    """The agreement with the signatures up to a day; None before the first of them."""
    if agreement is None:
        return None
    signed = _signatures(agreement.signed, today)
    if signed == Signatures() != agreement.signed:
        return None
    changes = tuple(_amendment(one, today) for one in agreement.amendments if one.on <= today)
    return replace(agreement, signed=signed, amendments=changes)


def _amendment(change: Amendment, today: date) -> Amendment:
    return replace(change, signed=_signatures(change.signed, today))


def _signatures(signed: Signatures, today: date) -> Signatures:
    return Signatures(mentee=_by(signed.mentee, today), mentor=_by(signed.mentor, today))


def _by(signature: Signature | None, today: date) -> Signature | None:
    return signature if signature is not None and signature.on <= today else None
