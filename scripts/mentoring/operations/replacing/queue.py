"""Who has a mentor, who had one, and in which order the others have waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.people.pair import OVER

if TYPE_CHECKING:
    from mentoring.matching.instance import Pair
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
        (entry.record.mentee, one.mentor)
        for entry in edition.pairs
        for one in entry.record.mentorships
        if one.status in OVER
    ]


def waited(edition: Edition) -> dict[str, int]:
    """Mentees without a mentor by how long they have waited; who lost a mentor comes first."""
    paired = {mentee for mentee, _ in standing(edition)}
    lost = {mentee for mentee, _ in ended(edition)}
    queue = [one for one in edition.mentees if one.id not in paired]
    queue.sort(key=lambda one: (one.id not in lost, one.submitted, one.id))
    return {one.id: rank for rank, one in enumerate(queue)}
