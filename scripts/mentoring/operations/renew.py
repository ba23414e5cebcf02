"""Carrying mentors over to the next edition, if they said yes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
    _refuse_strangers(before, yes)
    there = {
        normalised(person.person.email)
        for person in after.people.values()
        if person.role == "mentor"
    }
    taken = set(_taken(programme))
    return tuple(
        _carried(mentor, before, after, today, (_fresh(random, taken), _fresh(random, taken)))
        for mentor in before.mentors
        if _stays(mentor, before.cohort.record.dates.end, yes)
        and normalised(mentor.person.email) not in there
    )


def _refuse_strangers(before: Edition, yes: Collection[str]) -> None:
    for person in yes:
        known = before.people.get(person)
        if known is None or known.role is not Role.MENTOR:
            raise UsageError(f"{person} is no mentor of {before.name}.")


def _stays(mentor: Application, closing: date, yes: Collection[str]) -> bool:
    said_yes = mentor.consent.next_edition and any(
        one.on >= closing and one.what == "consent" and NEXT_EDITION in one.fields
        for one in mentor.history
    )
    return (said_yes or mentor.id in yes) and mentor.consent.withdrawn is None


def _taken(programme: Programme) -> Iterator[str]:
    """The ids and profile codes in use in any edition."""
    for edition in programme.editions.values():
        for person in edition.people.values():
            yield person.id
            if person.profile:
                yield person.profile.code


def _fresh(random: Random, taken: set[str]) -> str:
    fresh = new_id(random, taken)
    taken.add(fresh)
    return fresh


def _carried(
    mentor: Application, before: Edition, after: Edition, today: date, fresh: tuple[str, str]
) -> Application:
    """The application as if submitted today, under the privacy notice that they agreed to.

    Consent to the later edition's notice, and to a further edition, is asked for again.
    """
    code = replace(mentor.profile, code=fresh[1]) if mentor.profile else None
    members = after.roster.record.members if after.roster else ()
    staying = {member.id for member in members}
    return replace(
        mentor,
        id=fresh[0],
        cohort=after.name,
        status=ApplicationStatus.SUBMITTED,
        reason=None,
        arrival="regular",
        submitted=datetime.combine(today, time(), UTC),
        person=replace(mentor.person, unresolved=_names(mentor, before, staying)),
        consent=replace(mentor.consent, next_edition=False),
        profile=code,
        conflicts=tuple(conflict for conflict in mentor.conflicts if conflict in staying),
        history=(Change(on=today, what="imported"),),
    )


def _names(mentor: Application, before: Edition, staying: set[str]) -> tuple[str, ...]:
    """The names of people they must not be matched with, for a steward to resolve to new ids."""
    gone = [conflict for conflict in mentor.conflicts if conflict not in staying]
    named = [before.people[one].person.name for one in gone if one in before.people]
    return (*mentor.person.unresolved, *named)
