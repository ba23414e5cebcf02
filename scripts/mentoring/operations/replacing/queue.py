"""Who has a mentor, who had one, and in which order the others have waited."""

from __future__ import annotations

from mentoring.matching.instance.instance import Pair
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship
from mentoring.people.side import Side
from mentoring.store.edition import Edition


def standing(edition: Edition) -> dict[Pair, int]:
    """The pairs that stand, announced or proposed, with their fit."""
    return {
        (entry.record.mentee, one.mentor): one.matched.fit
        for entry in edition.pairs
        if (one := entry.record.current)
    }


def ended(edition: Edition) -> list[Pair]:
    """The pairs that are over: they are not tried again."""
    return [
        (entry.record.mentee, mentorship.mentor)
        for entry in edition.pairs
        for mentorship in entry.record.mentorships
        if mentorship.status in OVER
    ]


def waited(edition: Edition) -> dict[str, int]:
    """Mentees without a mentor by how long they have waited; who lost a mentor comes first."""
    paired = {mentee for mentee, _ in standing(edition)}
    lost = {mentee for mentee, _ in ended(edition)}
    queue = [one for one in edition.mentees if one.id not in paired]
    queue.sort(key=lambda one: (one.id not in lost, one.submitted, one.id))
    return {one.id: rank for rank, one in enumerate(queue)}


def stepped_back(edition: Edition) -> frozenset[str]:
    """Whoever ended or declined their last mentorship themselves: they did not ask for another.

    A mentor with several mentees may have ended one of the mentorships alone, and takes no new
    mentee for it; one who has been given a new mentee since has asked for that.
    """
    files = [entry.record for entry in edition.pairs]
    mentees = {file.mentee for file in files if _ended_by(file.latest, "mentee")}
    theirs: dict[str, list[Mentorship]] = {}
    for one in (mentorship for pair in files for mentorship in pair.mentorships):
        theirs.setdefault(one.mentor, []).append(one)
    return frozenset(mentees | {mentor for mentor, several in theirs.items() if _left(several)})


def _left(mentorships: list[Mentorship]) -> bool:
    """Whether a mentor ended one, and none began after that."""
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
