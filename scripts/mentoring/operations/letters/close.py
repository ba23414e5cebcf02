"""The closing letters: thanks, certificates, the last survey, and whether a mentor stays."""

from collections.abc import Iterator
from datetime import date

from mentoring.operations.letters.facts import partner
from mentoring.operations.letters.letter import Certificate, Couple, Letter, couple, letter
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
    every = [
        certificate
        for mentee, mentorship in edition.mentorships
        if mentorship.meaning.certificate
        for certificate in _certificates_of(
            edition, couple(edition, edition.pair_files[mentee], mentorship)
        )
    ]
    return tuple(sorted(every, key=lambda certificate: (certificate.mentee, certificate.to.id)))


def why_none(edition: Edition, today: date) -> str:
    """Why there is no certificate, and when there will be; empty if there are any."""
    end = edition.cohort.record.dates.end
    if any(mentorship.meaning.certificate for _, mentorship in edition.mentorships):
        return ""
    if today < end:
        return (
            f"No pair has completed {edition.name} yet: it runs until {end}. From that day on, "
            f"record each pair that stayed: mentoring pair end {edition.name} MENTEE --completed."
        )
    return (
        f"No pair is recorded as completed, although {edition.name} ended on {end}. Record each "
        f"pair that stayed: mentoring pair end {edition.name} MENTEE --completed."
    )


def _certificates_of(edition: Edition, pair: Couple) -> Iterator[Certificate]:
    """The certificates of both sides and of second mentors, for the days that they took part."""
    dates, people = edition.cohort.record.dates, edition.people
    since = max(dates.start, pair.announced or dates.start)
    until = min(dates.end, pair.mentorship.day_of("completed") or dates.end)
    parts = [(pair.mentee, since, until), (pair.mentor, since, until)]
    parts += [
        (people[second.mentor], max(since, second.since), min(until, second.until or until))
        for second in pair.mentorship.second_mentors
        if second.mentor in people
    ]
    for to, first, last in parts:
        mentee = pair.mentee.id
        yield Certificate(cohort=edition.name, to=to, mentee=mentee, since=first, until=last)


def _letter(edition: Edition, mine: list[Certificate]) -> Letter:
    """The letter to the person who earned these certificates."""
    to, cohort, pairs = mine[0].to, edition.cohort.record, edition.pair_files
    mentees = [certificate.mentee for certificate in mine]
    ids = [pairs[mentee].latest.mentor for mentee in mentees] if to.role is Role.MENTEE else mentees
    others = [edition.people[person] for person in ids if edition.people[person].may_be_written_to]
    facts = {
        "partners": tuple(partner(other, to, cohort.config) for other in others),
        "notice": to.consent.notice,
        "retain_until": cohort.privacy.retain_until,
    }
    return letter(edition, to, "closing", "closing", facts, others, certificates=tuple(mine))
