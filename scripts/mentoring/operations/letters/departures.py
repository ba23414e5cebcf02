"""The letters about a departure: a confirmation, and a letter to each remaining partner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mentoring.operations.letters.announced_couples import couple
from mentoring.operations.letters.facts import common
from mentoring.operations.letters.letter import Letter
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.lifecycle import EARLY_ENDINGS, HistoryEntry
from mentoring.store.edition import Edition

CONSENT_TAKEN_BACK, WITHDRAWAL = "consent-taken-back", "withdrawal"
CONFIRMATIONS = frozenset({CONSENT_TAKEN_BACK, WITHDRAWAL})
PARTNER_LEFT, PARTNER_DIED = "partner-left", "partner-died"
FAREWELLS = (f"{PARTNER_LEFT}-", f"{PARTNER_DIED}-")


def departures(edition: Edition, today: date) -> Iterator[Letter]:
    """The letters about recent departures, due for as long as an answer may take."""
    for person in edition.people.values():
        name, since = _confirmation(person)
        if name and since and _is_recent(edition, since, today):
            yield _letter(edition, person, name, name)
    yield from _farewells(edition, today)


def _is_recent(edition: Edition, since: date, today: date) -> bool:
    days = timedelta(days=edition.cohort.record.progress.accept_days)
    return since <= today <= since + days


def _confirmation(person: Application) -> tuple[str, date | None]:
    """The name of the letter that confirms a departure, and its date; ("", None) without one."""
    if person.status in {ApplicationStatus.DO_NOT_CONTACT, ApplicationStatus.DECEASED}:
        return "", None
    if person.consent.withdrawn:
        return CONSENT_TAKEN_BACK, person.consent.withdrawn
    if person.status is ApplicationStatus.WITHDRAWN:
        return WITHDRAWAL, person.left_on
    return "", None


def _farewells(edition: Edition, today: date) -> Iterator[Letter]:
    """A letter to the remaining side of each mentorship that ended when the other side left."""
    for entry in edition.pairs:
        for mentorship in entry.record.mentorships:
            last = mentorship.events[-1] if mentorship.events else None
            known = {entry.record.mentee, mentorship.mentor} <= edition.people.keys()
            if not known or last is None or last.what not in EARLY_ENDINGS:
                continue
            if _is_recent(edition, last.on, today):
                pair = couple(edition, entry.record, mentorship)
                for left, to in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee)):
                    if to.may_be_written_to and _left(left, last):
                        yield _farewell(edition, to, left, pair.mentee.id)


def _left(person: Application, last: HistoryEntry) -> bool:
    """Whether the mentorship ended because this side left, declined or ended it."""
    return person.status is ApplicationStatus.DECEASED or last.by == str(person.role)


def _farewell(edition: Edition, to: Application, left: Application, code: str) -> Letter:
    """The letter to a partner; a person who withdrew consent is not named, only the pair's code."""
    died = left.status is ApplicationStatus.DECEASED
    template = PARTNER_DIED if died else PARTNER_LEFT
    name = None if left.consent.withdrawn and not died else left.person.name
    facts = {"partner_name": name, "pair_code": code}
    return _letter(edition, to, f"{template}-{left.id}", template, **facts)


def _letter(edition: Edition, to: Application, name: str, template: str, **facts: object) -> Letter:
    cohort = edition.cohort.record
    return Letter(to=to, name=name, template=template, facts=common(cohort, to) | facts)
