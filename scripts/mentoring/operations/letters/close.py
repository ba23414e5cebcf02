"""The closing letters: thanks, certificates, the last survey, and whether a mentor stays."""

from collections.abc import Iterator
from datetime import date

from mentoring.operations.letters.facts import partner
from mentoring.operations.letters.letter import Certificate, Letter, couple, letter, text
from mentoring.store.programme import Edition


def closing(edition: Edition) -> Iterator[Letter]:
    """A letter with certificates to all who stayed to the end; it names no person who has left."""
    people = edition.people
    earned: dict[str, list[Certificate]] = {}
    for certificate in certificates(edition):
        if certificate.to.may_be_written_to:
            earned.setdefault(certificate.to.id, []).append(certificate)
    for receiver, mine in sorted(earned.items()):
        to, pairs = people[receiver], [edition.pair_files[paper.mentee] for paper in mine]
        mentee = to.role == "mentee"
        partners = [people[pair.latest.mentor if mentee else pair.mentee] for pair in pairs]
        others = [other for other in partners if other.may_be_written_to]
        yield letter(
            edition,
            to,
            name="closing",
            template="closing",
            about=others,
            enclosed={"certificates": tuple(mine)},
            partners=tuple(partner(other, to, edition.config) for other in others),
            notice=to.consent.notice,
            retain_until=edition.cohort.record.privacy.retain_until,
        )


def certificates(edition: Edition) -> tuple[Certificate, ...]:
    """The certificates for completed mentorships, by mentee, with the days that each took part."""
    dates, people, every = edition.cohort.record.dates, edition.people, []
    for mentee, mentorship in edition.mentorships:
        if not mentorship.meaning.certificate:
            continue
        pair = couple(edition, mentee, mentorship)
        since = max(dates.start, pair.announced or dates.start)
        until = min(dates.end, mentorship.day_of("completed") or dates.end)
        parts = [(pair.mentee, since, until), (pair.mentor, since, until)]
        parts += [
            (people[second.mentor], max(since, second.since), min(until, second.until or until))
            for second in mentorship.second_mentors
            if second.mentor in people
        ]
        every += [
            Certificate(cohort=edition.name, to=to, mentee=mentee, since=first, until=last)
            for to, first, last in parts
        ]
    return tuple(sorted(every, key=lambda certificate: (certificate.mentee, certificate.to.id)))


def why_none(edition: Edition, today: date) -> str:
    """Why there is no certificate, and when there will be; empty if there are any."""
    end = edition.cohort.record.dates.end
    if any(mentorship.meaning.certificate for _, mentorship in edition.mentorships):
        return ""
    return text("running" if today < end else "ended", edition=edition.name, end=end)
