"""Carrying mentors over to the next edition, if they said yes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time
from random import Random

from mentoring.checks.identity import normalised
from mentoring.errors import UsageError
from mentoring.people.application import Application, ApplicationStatus, Change, Role
from mentoring.store.edition import Edition
from mentoring.store.identity import new_id
from mentoring.store.programme import Programme

NEXT_EDITION = "consent.next_edition"


def renew(
    programme: Programme,
    earlier: str,
    later: str,
    today: date,
    random: Random,
    yes: Collection[str] = (),
) -> tuple[Application, ...]:
    """The new applications of the mentors who stay, each with a new id and profile code.

    A mentor stays if they said so at the closing: their consent to the next edition is recorded on
    or after the last day, or they are in `yes`. A tick on the old application form is only a wish
    to be asked. Mentors who already applied to the later edition, or withdrew their consent, are
    left out. Doing it twice changes nothing.
    """
    before, after = programme.edition(earlier), programme.edition(later)
    for person in yes:
        known = before.people.get(person)
        if known is None or known.role is not Role.MENTOR:
            raise UsageError(f"{person} is not a mentor of {before.name}.")
    people = [
        person for edition in programme.editions.values() for person in edition.people.values()
    ]
    used = {person.id for person in people} | {p.profile.code for p in people if p.profile}
    there = {
        normalised(person.person.email)
        for person in after.people.values()
        if person.role is Role.MENTOR
    }
    carried = []
    for mentor in before.mentors:
        stays = _stays(mentor, before.cohort.record.dates.end, yes)
        if stays and normalised(mentor.person.email) not in there:
            own = new_id(random, used)
            code = new_id(random, used | {own})
            used |= {own, code}
            carried.append(_carried(mentor, before, after, today, own, code))
    return tuple(carried)


def _stays(mentor: Application, closing: date, yes: Collection[str]) -> bool:
    said_yes = mentor.consent.next_edition and any(
        change.on >= closing and change.what == "consent" and NEXT_EDITION in change.fields
        for change in mentor.history
    )
    return (said_yes or mentor.id in yes) and mentor.consent.withdrawn is None


def _carried(
    mentor: Application, before: Edition, after: Edition, today: date, own: str, code: str
) -> Application:
    """The application as if submitted today, under the privacy notice that they agreed to.

    Consent to the later edition's notice, and to a further edition, is asked for again. People
    they must not be matched with, and who stay in the roster, keep their ids; the names of the
    others are kept for a steward to resolve to new ids.
    """
    staying = {member.id for member in after.roster.record.members} if after.roster else set()
    gone = [conflict for conflict in mentor.conflicts if conflict not in staying]
    names = [before.people[person].person.name for person in gone if person in before.people]
    unresolved = (*mentor.person.unresolved, *names)
    return replace(
        mentor,
        id=own,
        cohort=after.name,
        status=ApplicationStatus.SUBMITTED,
        reason=None,
        arrival="regular",
        submitted=datetime.combine(today, time(), UTC),
        person=replace(mentor.person, unresolved=unresolved),
        consent=replace(mentor.consent, next_edition=False),
        profile=replace(mentor.profile, code=code) if mentor.profile else None,
        conflicts=tuple(conflict for conflict in mentor.conflicts if conflict in staying),
        history=(Change(on=today, what="imported"),),
    )
