"""The messages that are due now: check-ins that open, and reminders by the escalation ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.operations.letters.announced_couples import standing_couples
from mentoring.operations.letters.check_ins import check_in_requests
from mentoring.operations.letters.reminders import reminders
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from datetime import date

    from mentoring.operations.letters.letter import Letter
    from mentoring.store.edition import Edition

MINE = ("check-in-", "reminder-")
"""How the names of these letters begin; a draft of one that is no longer due is taken back."""


def remind(edition: Edition, today: date) -> tuple[Letter, ...]:
    """What is due on a day to pairs that have been announced; it changes nothing.

    A reminder is a step on the ladder once it has gone out: see `steps_taken`.
    """
    letters: list[Letter] = []
    for couple in standing_couples(edition, (entry.record for entry in edition.pairs)):
        if couple.mentorship.status is not MentorshipStatus.PROPOSED:
            letters += check_in_requests(edition, couple, today)
            letters += reminders(edition, couple, today)
    return tuple(sorted(letters, key=lambda one: one.key))
