"""The current and ended pairs, and the order of the mentees who wait."""

from __future__ import annotations

from mentoring.matching.instance.instance import Pair
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship
from mentoring.people.side import Side
from mentoring.store.edition import Edition


def standing(edition: Edition) -> dict[Pair, int]:
    """The current pairs, announced or proposed, with their fit."""
    return {
        (entry.record.mentee, one.mentor): one.matched.fit
        for entry in edition.pairs
        if (one := entry.record.current)
    }


def ended(edition: Edition) -> list[Pair]:
    """The pairs that are over, which are not made again."""
    return [
        (entry.record.mentee, mentorship.mentor)
        for entry in edition.pairs
        for mentorship in entry.record.mentorships
        if mentorship.status in OVER
    ]


def waited(edition: Edition) -> dict[str, int]:
    """The ranks of mentees without a mentor: those who lost one first, then by application date."""
    paired = {mentee for mentee, _ in standing(edition)}
    lost = {mentee for mentee, _ in ended(edition)}
    queue = [one for one in edition.mentees if one.id not in paired]
    queue.sort(key=lambda one: (one.id not in lost, one.submitted, one.id))
    return {one.id: rank for rank, one in enumerate(queue)}


def stepped_back(edition: Edition) -> frozenset[str]:
    """The people who ended or declined a mentorship themselves, and did not ask for another.

    A mentor who ended one of several mentorships gets no new mentee for it. A mentor with a
    mentorship that began later has asked for it, and so is not included.
    """
    files = [entry.record for entry in edition.pairs]
    mentees = {file.mentee for file in files if _ended_by(file.latest, "mentee")}
    theirs: dict[str, list[Mentorship]] = {}
    for one in (mentorship for pair in files for mentorship in pair.mentorships):
        theirs.setdefault(one.mentor, []).append(one)
    return frozenset(mentees | {mentor for mentor, several in theirs.items() if _left(several)})


def _left(mentorships: list[Mentorship]) -> bool:
    """Whether a mentor ended a mentorship, and no other one began after that."""
    days = [
        mentorship.events[-1].on for mentorship in mentorships if _ended_by(mentorship, "mentor")
    ]
    began = [
        mentorship.events[0].on
        for mentorship in mentorships
        if mentorship.status not in OVER and mentorship.events
    ]
    return bool(days) and not any(day > max(days) for day in began)


def _ended_by(mentorship: Mentorship, side: Side) -> bool:
    last = mentorship.events[-1] if mentorship.events else None
    return mentorship.status in OVER and last is not None and last.by == side
