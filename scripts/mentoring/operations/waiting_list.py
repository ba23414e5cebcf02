"""The current and ended pairs, and the order of the mentees who wait."""

from collections.abc import Iterable

from mentoring.matching.instance.instance import Pair
from mentoring.people.application import Application
from mentoring.people.pair import Mentorship
from mentoring.store.programme import Edition


def current_pairs(edition: Edition) -> dict[Pair, int]:
    """The current pairs, announced or proposed, with their fit."""
    return {(mentee, now.mentor): now.matched.fit for mentee, now in edition.current.items()}


def ended(edition: Edition) -> list[Pair]:
    """The pairs that are over, which are not made again."""
    return [(mentee, past.mentor) for mentee, past in edition.mentorships if not past.meaning.place]


def waited(edition: Edition) -> dict[str, int]:
    """The ranks of the mentees without a mentor, from 0."""
    queue = [mentee for mentee in edition.mentees if mentee.id not in edition.current]
    return {mentee.id: rank for rank, mentee in enumerate(in_turn(edition, queue))}


def in_turn(edition: Edition, mentees: Iterable[Application]) -> list[Application]:
    """Waiting mentees in turn: those who lost a mentor first, then by the day of applying."""
    lost = {mentee for mentee, _ in ended(edition)}
    return sorted(mentees, key=lambda mentee: (mentee.id not in lost, mentee.submitted, mentee.id))


def stepped_back(edition: Edition) -> frozenset[str]:
    """The people who ended or declined a mentorship themselves, and did not ask for another.

    A mentor who ended one of several mentorships is included, unless another began later.
    """
    pairs = edition.pair_files.items()
    endings = ((mentee, pair.latest.ending) for mentee, pair in pairs)
    back = {mentee for mentee, ending in endings if ending and ending.by == "mentee"}
    theirs: dict[str, list[Mentorship]] = {}
    for _, mentorship in edition.mentorships:
        theirs.setdefault(mentorship.mentor, []).append(mentorship)
    for mentor, several in theirs.items():
        own = (past.ending for past in several)
        left = [ending.on for ending in own if ending and ending.by == "mentor"]
        began = [now.events[0].on for now in several if now.meaning.place and now.events]
        if left and not any(day > max(left) for day in began):
            back.add(mentor)
    return frozenset(back)
