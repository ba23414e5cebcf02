"""Closing: thanks, a certificate, the last survey, and the question whether a mentor stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.operations.letters.announced_couples import couple
from mentoring.operations.letters.facts import common, partner
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.people.application import Role

if TYPE_CHECKING:
    from mentoring.people.application import Application
    from mentoring.store.edition import Edition

CLOSING = "closing"


def closing(edition: Edition) -> tuple[Letter, ...]:
    """A letter to everybody whose mentorship was completed, with a certificate for each of them.

    Nobody who has left since gets one, nor is named in one.
    """
    couples = completed(edition)
    people = {one.id: one for couple in couples for one in (couple.mentee, couple.mentor)}
    return tuple(
        _letter(edition, to, couples) for _, to in sorted(people.items()) if to.may_be_written_to
    )


def completed(edition: Edition) -> tuple[Couple, ...]:
    """The mentorships that were completed, by the mentee's id."""
    found = [
        couple(edition, entry.record, one)
        for entry in edition.pairs
        for one in entry.record.mentorships
        if one.meaning.certificate
    ]
    return tuple(sorted(found, key=lambda one: one.mentee.id))


def _letter(edition: Edition, to: Application, couples: tuple[Couple, ...]) -> Letter:
    mine = tuple(one for one in couples if to.id in {one.mentee.id, one.mentor.id})
    others = [one.mentor if to.role is Role.MENTEE else one.mentee for one in mine]
    others = [other for other in others if other.may_be_written_to]
    cohort = edition.cohort.record
    return Letter(
        to=to,
        name=CLOSING,
        template="closing",
        facts=common(cohort, to)
        | {
            "partners": tuple(partner(one) for one in others),
            "notice": to.consent.notice,
            "retain_until": cohort.privacy.retain_until,
        },
        about=tuple(other.id for other in others),
        certificates=mine,
    )
