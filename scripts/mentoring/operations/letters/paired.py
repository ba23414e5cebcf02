"""The letters to both sides of a pair, at the announcement or when a pair is made later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mentoring.operations.letters.dates import calendar_file
from mentoring.operations.letters.facts import common, first_steps, partner
from mentoring.operations.letters.letter import ANNOUNCEMENT, INTRODUCTION, Couple, Letter
from mentoring.people.application import Application, Role
from mentoring.store.edition import Edition


def first_letters(edition: Edition, couples: tuple[Couple, ...], today: date) -> Iterator[Letter]:
    """One letter to each mentee of the match, and one to each mentor about all their mentees."""
    matched = sorted(
        (couple for couple in couples if couple.mentorship.matched.how == "match"),
        key=lambda one: one.mentee.id,
    )
    for one in matched:
        yield _paired(edition, one.mentee, (one,), ANNOUNCEMENT, today)
    for mentor in {one.mentor.id: one.mentor for one in matched}.values():
        theirs = tuple(one for one in matched if one.mentor.id == mentor.id)
        yield _paired(edition, mentor, theirs, ANNOUNCEMENT, today)


def introductions(edition: Edition, couples: tuple[Couple, ...], today: date) -> Iterator[Letter]:
    """A letter to both sides of each pair made later, named after the other side."""
    for couple in couples:
        if couple.mentorship.matched.how != "match":
            yield _paired(
                edition, couple.mentee, (couple,), f"{INTRODUCTION}-{couple.mentor.id}", today
            )
            yield _paired(
                edition, couple.mentor, (couple,), f"{INTRODUCTION}-{couple.mentee.id}", today
            )


def _paired(
    edition: Edition, to: Application, couples: tuple[Couple, ...], name: str, today: date
) -> Letter:
    announced = couples[0].mentorship.day_of("announced") or today
    others = [couple.mentor if to.role is Role.MENTEE else couple.mentee for couple in couples]
    cohort = edition.cohort.record
    return Letter(
        to=to,
        name=name,
        template=f"paired-{to.role}",
        facts=common(cohort, to)
        | first_steps(cohort, announced)
        | {"partners": tuple(partner(other, to, cohort.config) for other in others)},
        about=tuple(other.id for other in others),
        agreements=couples,
        calendars=tuple(calendar_file(edition, to, couple) for couple in couples),
    )
