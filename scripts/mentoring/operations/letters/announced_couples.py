"""The current pairs of an edition with their people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.operations.letters.letter import Couple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mentoring.people.pair import Mentorship, Pair
    from mentoring.store.edition import Edition


def standing_couples(edition: Edition, pairs: Iterable[Pair]) -> tuple[Couple, ...]:
    """A couple for each current pair, in the order of the mentees' ids."""
    in_order = sorted(pairs, key=lambda pair: pair.mentee)
    return tuple(
        couple(edition, pair, pair.current) for pair in in_order if pair.current is not None
    )


def acting(edition: Edition, couple: Couple, today: date) -> Couple:
    """The couple with the mentor who acts on a day: a stand-in, or else the mentor."""
    mentor = couple.mentorship.acting_mentor(today)
    return replace(couple, mentor=edition.people.get(mentor, couple.mentor))


def couple(edition: Edition, pair: Pair, mentorship: Mentorship) -> Couple:
    """One pair with its two applications; raises MentoringError if one is missing."""
    for person in (pair.mentee, mentorship.mentor):
        if person not in edition.people:
            raise MentoringError(
                f"{person} is in a pair of {edition.name} and has no application there. Run "
                "mentoring validate."
            )
    people = edition.people
    joined = (mentor.mentor for mentor in mentorship.second_mentors if mentor.until is None)
    return Couple(
        mentee=people[pair.mentee],
        mentor=people[mentorship.mentor],
        mentorship=mentorship,
        co_mentors=tuple(people[one] for one in joined if one in people),
    )
