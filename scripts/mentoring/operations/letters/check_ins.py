"""What a pair is asked on a day: a check-in, from some days before, or whether a pause ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mentoring.operations.letters.addressee import Addressee
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.progress.check_ins import Asked, asked
from mentoring.progress.facts import SIDES, facts
from mentoring.store.edition import Edition

AHEAD = timedelta(days=3)
"""The least time that somebody has to answer a check-in; so long before its day it is asked for."""


def check_in_requests(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """To each side the check-in that is open, while they have days left to answer it.

    Once it is overdue, a reminder asks. A pair that rests is left in peace.
    """
    if not couple.mentorship.meaning.deadlines:
        return
    for one in asked(facts(edition.cohort.record, couple.mentorship, today)):
        until = one.overdue_from - timedelta(days=1)
        if one.on is None and one.due - AHEAD <= today <= until - AHEAD:
            to = Addressee(edition=edition, couple=couple, side=one.by, today=today)
            last = one.due == max(edition.cohort.record.check_ins)
            yield to.letter(_name(one, couple), "check-in", due=one.due, until=until, last=last)


def return_requests(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """To each side of a pair whose day of return has come: does it go on?"""
    back = facts(edition.cohort.record, couple.mentorship, today).day_of_return
    days = timedelta(days=edition.cohort.record.progress.accept_days)
    rests = not couple.mentorship.meaning.deadlines
    if rests and back and back <= today <= back + days:
        for side in SIDES:
            to = Addressee(edition=edition, couple=couple, side=side, today=today)
            yield to.letter(f"return-{back}-{to.other.id}", "return", due=back)


def _name(one: Asked, couple: Couple) -> str:
    """A mentee is asked once on a date; a mentor once for each of their mentees."""
    asked_for = f"check-in-{one.due}"
    return asked_for if one.by == "mentee" else f"{asked_for}-{couple.mentee.id}"
