"""The messages that are due now: check-ins, reminders by the escalation ladder, departures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mentoring.operations.letters import dates
from mentoring.operations.letters.announced_couples import acting, standing_couples
from mentoring.operations.letters.check_ins import check_in_requests, return_requests
from mentoring.operations.letters.dates import date_changes
from mentoring.operations.letters.departures import CONFIRMATIONS, FAREWELLS, departures
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.operations.letters.reminders import reminders
from mentoring.operations.letters.second_mentors import BEGINNING, second_mentor_letters
from mentoring.store.edition import Edition

NAMES = (
    "check-in-",
    "return-",
    BEGINNING,
    dates.BEGINNING,
    "reminder-",
    *sorted(CONFIRMATIONS),
    *FAREWELLS,
)
"""How the names of these letters begin; a draft of one that is no longer due is taken back."""


def remind(edition: Edition, today: date) -> tuple[Letter, ...]:
    """What is due on a day, to announced pairs and about those who left; it changes nothing.

    A reminder is a step on the ladder once it has gone out: see `steps_taken`. Nobody is written to
    about a pair of which one side has left or has taken consent back.
    """
    letters = [*departures(edition, today)]
    for lead in standing_couples(edition, (entry.record for entry in edition.pairs)):
        couple = acting(edition, lead, today)
        told = couple.mentorship.meaning.told
        if told and couple.mentee.may_be_written_to and couple.mentor.may_be_written_to:
            letters += second_mentor_letters(edition, couple, today)
            letters += check_in_requests(edition, couple, today)
            letters += return_requests(edition, couple, today)
            letters += reminders(edition, couple, today)
    letters += _date_changes(edition, today)
    return tuple(sorted(letters, key=lambda letter: letter.key))


def _date_changes(edition: Edition, today: date) -> Iterator[Letter]:
    """To everybody in pairs that stand, what has changed of the dates that they were sent."""
    theirs: dict[str, list[Couple]] = {}
    for couple in standing_couples(edition, (entry.record for entry in edition.pairs)):
        if couple.mentorship.meaning.told:
            theirs.setdefault(couple.mentee.id, []).append(couple)
            for mentor in (couple.mentor, *couple.co_mentors):
                theirs.setdefault(mentor.id, []).append(replace(couple, mentor=mentor))
    for person, couples in sorted(theirs.items()):
        to = edition.people[person]
        letter = date_changes(edition, to, couples, today) if to.may_be_written_to else None
        if letter:
            yield letter
