"""The closing letters: thanks, certificates, the last survey, and whether a mentor stays."""

from collections.abc import Iterator

from mentoring.operations.letters.enclosures import Certificate
from mentoring.operations.letters.facts import partner
from mentoring.operations.letters.letter import Couple, Letter, couple, letter
from mentoring.people.application import Role
from mentoring.store.edition import Edition


def closing(edition: Edition) -> tuple[Letter, ...]:
    """A letter to everyone who stayed to the end, with a certificate for each mentorship.

    People who have left since get no letter, and are not named in one.
    """
    earned: dict[str, list[Certificate]] = {}
    for certificate in certificates(edition):
        if certificate.to.may_be_written_to:
            earned.setdefault(certificate.to.id, []).append(certificate)
    return tuple(_letter(edition, mine) for _, mine in sorted(earned.items()))


def certificates(edition: Edition) -> tuple[Certificate, ...]:
    """All certificates for completed mentorships, in the order of the mentees' ids."""
    found = [
        certificate
        for entry in edition.pairs
        for mentorship in entry.record.mentorships
        if mentorship.meaning.certificate
        for certificate in _of(edition, couple(edition, entry.record, mentorship))
    ]
    return tuple(sorted(found, key=lambda certificate: (certificate.mentee, certificate.to.id)))


def _of(edition: Edition, done: Couple) -> Iterator[Certificate]:
    """The certificates of both sides and of second mentors, for the days that they took part."""
    dates = edition.cohort.record.dates
    since = max(dates.start, done.announced or dates.start)
    until = min(dates.end, done.mentorship.day_of("completed") or dates.end)
    people = [(done.mentee, since, until), (done.mentor, since, until)]
    for second in done.mentorship.second_mentors:
        if second.mentor in edition.people:
            last = min(until, second.until or until)
            people.append((edition.people[second.mentor], max(since, second.since), last))
    for to, first, last in people:
        yield Certificate(
            cohort=edition.name, to=to, mentee=done.mentee.id, since=first, until=last
        )


def _letter(edition: Edition, mine: list[Certificate]) -> Letter:
    """The letter to the person who earned these certificates."""
    to, cohort = mine[0].to, edition.cohort.record
    pairs = edition.pair_files
    ids = [
        pairs[certificate.mentee].latest.mentor if to.role is Role.MENTEE else certificate.mentee
        for certificate in mine
    ]
    others = [edition.people[person] for person in ids if edition.people[person].may_be_written_to]
    facts = {
        "partners": tuple(partner(other, to, cohort.config) for other in others),
        "notice": to.consent.notice,
        "retain_until": cohort.privacy.retain_until,
    }
    return letter(edition, to, "closing", "closing", facts, about=others, certificates=mine)
