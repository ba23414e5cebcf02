"""The letters that introduce a second mentor: to them, and to the mentee of the pair they join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from mentoring.operations.letters.dates import calendar_file
from mentoring.operations.letters.facts import common, partner
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.people.application import Application
from mentoring.people.pair import SecondMentor
from mentoring.store.edition import Edition

BEGINNING = "second-mentor-"


def second_mentor_letters(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """To both sides, for as long after somebody joined as an answer may take."""
    days = timedelta(days=edition.cohort.record.progress.accept_days)
    for second in couple.mentorship.second_mentors:
        person = edition.people.get(second.mentor)
        recent = second.is_there_on(today) and today <= second.since + days
        if person and recent and person.may_be_written_to:
            for to, other in ((person, couple.mentee), (couple.mentee, person)):
                yield _letter(edition, replace(couple, mentor=person), to, other, second)


def _letter(
    edition: Edition, couple: Couple, to: Application, other: Application, second: SecondMentor
) -> Letter:
    cohort = edition.cohort.record
    lead = edition.people[couple.mentorship.mentor]
    return Letter(
        to=to,
        name=f"{BEGINNING}{other.id}",
        template="second-mentor",
        facts=common(cohort, to)
        | {
            "partner": partner(other, to, cohort.config),
            "lead": lead.person.name if lead.may_be_written_to else None,
            "last_day": second.until,
        },
        about=(other.id,),
        calendars=(calendar_file(edition, to, couple),),
    )
