"""The populations counted: applicants before the announcement, and the announced pairs."""

from __future__ import annotations

from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition


def applicants(edition: Edition, role: Role) -> tuple[Application, ...]:
    """All eligible applicants on one side, by id, in any later status.

    A later withdrawal changes nothing, as the difference of two releases would reveal a person.
    """
    last = edition.cohort.record.dates.announcement
    people = (entry.record for entry in edition.applications)
    counted = (
        person
        for person in people
        if person.role is role
        and person.status is not ApplicationStatus.INELIGIBLE
        and person.submitted.date() <= last
    )
    return tuple(sorted(counted, key=lambda one: one.id))


def announced(edition: Edition) -> tuple[Pair, ...]:
    """The pairs of the match as announced, by mentee, without pairs made later."""
    mentees = {applicant.id for applicant in applicants(edition, Role.MENTEE)}
    pairs = (entry.record for entry in edition.pairs)
    matched = (pair for pair in pairs if pair.mentee in mentees and _of_the_match(pair))
    return tuple(sorted(matched, key=lambda one: one.mentee))


def counts_in(person: Application) -> bool:
    """Whether the person agreed to be counted by their attributes, and has not withdrawn this."""
    return person.consent.statistics and person.consent.withdrawn is None


def _of_the_match(pair: Pair) -> bool:
    first = pair.mentorships[0]
    return first.matched.how == "match" and first.meaning.told
