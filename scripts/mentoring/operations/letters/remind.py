"""The letters due on a day: check-ins, reminders by the escalation ladder, and departures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from mentoring.operations.letters import dates
from mentoring.operations.letters.addressee import Addressee
from mentoring.operations.letters.announced_couples import acting, standing_couples
from mentoring.operations.letters.dates import calendar_file, date_changes
from mentoring.operations.letters.departures import CONFIRMATIONS, FAREWELLS, departures
from mentoring.operations.letters.facts import common, partner
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.operations.letters.reminders import reminders
from mentoring.people.application import Application
from mentoring.people.pair import SecondMentor
from mentoring.progress.check_ins import Asked, asked
from mentoring.progress.facts import SIDES, facts
from mentoring.store.edition import Edition

BEGINNING = "second-mentor-"


def second_mentor_letters(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """Letters to both sides after a second mentor joined, for as long as an answer may take."""
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


AHEAD = timedelta(days=3)
"""The least time to answer a check-in, and how long before its day it is requested."""


def check_in_requests(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """A request to each side for an open check-in, while there is enough time to answer it.

    Once it is overdue, a reminder asks for it. No pair is asked while its deadlines do not run.
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
    """A letter to each side of a pair whose day of return has come, asking if it continues."""
    now = facts(edition.cohort.record, couple.mentorship, today).mentorship
    back = now.day_of_return
    days = timedelta(days=edition.cohort.record.progress.accept_days)
    if now.meaning.rests and back and back <= today <= back + days:
        for side in SIDES:
            to = Addressee(edition=edition, couple=couple, side=side, today=today)
            yield to.letter(f"return-{back}-{to.other.id}", "return", due=back)


def _name(one: Asked, couple: Couple) -> str:
    """The letter's name; a mentor is asked for each mentee separately."""
    asked_for = f"check-in-{one.due}"
    return asked_for if one.by == "mentee" else f"{asked_for}-{couple.mentee.id}"


NAMES = (
    "check-in-",
    "return-",
    BEGINNING,
    dates.BEGINNING,
    "reminder-",
    *sorted(CONFIRMATIONS),
    *FAREWELLS,
)
"""The prefixes of these letters' names; their drafts are removed when no longer due."""


def remind(edition: Edition, today: date) -> tuple[Letter, ...]:
    """The letters due on a day, to announced pairs and about departures; no record changes.

    A reminder becomes a step on the ladder once it is sent: see `steps_taken`. There are no letters
    about a pair if one side has left or withdrawn consent.
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
    """Letters to people in current pairs about changes to the dates they were sent."""
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
