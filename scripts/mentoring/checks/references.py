"""References between records: every id and code is that of a person of the edition."""

from collections.abc import Iterator
from typing import Any

from mentoring.checks.check import (
    Located,
    Problems,
    applications,
    check_each,
    current_mentorships,
    describe,
    edition_check,
)
from mentoring.people.application import Application, Role
from mentoring.people.ledger import is_tombstone
from mentoring.problems import DataPath
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition

Reference = tuple[Entry[Any], DataPath, str, str, str]
"""Where an id is, the id, what kind of person it must name, and the message if it does not."""


@edition_check
def ids_are_known(edition: Edition) -> Problems:
    """Every id is that of a person in the edition, in the right role."""
    for entry, at, person, kind, code in (*_of_participants(edition), *_of_members(edition)):
        if not _is_known(edition, person, kind):
            said = describe(f"id-unknown{code}", edition=edition.name, id=person, kind=kind)
            yield entry.problem(**said, at=at)


def _is_known(edition: Edition, person: str, kind: str) -> bool:
    """Whether the person is of the kind, as far as the files that can be read tell."""
    members = edition.roster.record.members if edition.roster else ()
    match kind:
        case "a mentee" | "a mentor":
            return not edition.lacks(person, Role(kind.removeprefix("a ")))
        case "a reviewer":
            reviewers = {member.id for member in members if "reviewer" in member.duties}
            return not edition.is_whole("roster") or person in reviewers
        case "a person":
            known = not edition.is_whole("roster") or person in {member.id for member in members}
            return known or not edition.lacks(person)
        case _:
            return not edition.lacks(person)


def _of_participants(edition: Edition) -> Iterator[Reference]:
    """The references in applications, decisions and pairs."""
    for application in edition.applications:
        for number, person in enumerate(application.record.conflicts):
            yield application, ("conflicts", number), person, "a person", ""
    if edition.decisions:
        decisions = edition.decisions
        for kind in ("pins", "forbids"):
            for number, decision in enumerate(getattr(decisions.record, kind)):
                for role in ("mentee", "mentor"):
                    person = getattr(decision, role)
                    yield decisions, (kind, number, role), person, f"a {role}", "/decision"
        for number, cap in enumerate(decisions.record.caps):
            if cap.mentor is not None:
                yield decisions, ("caps", number, "mentor"), cap.mentor, "a mentor", "/decision"
    for mentorship in current_mentorships(edition):
        pair, mentor = mentorship.entry, mentorship.record.mentor
        yield pair, ("mentee",), pair.record.mentee, "a mentee", "/pair"
        yield pair, (*mentorship.at, "mentor"), mentor, "a mentor", "/pair"


def _of_members(edition: Edition) -> Iterator[Reference]:
    """The references in reviews and the roster."""
    for entry in edition.reviews:
        review = entry.record
        yield entry, ("application",), review.application, "a mentee", "/review"
        if not is_tombstone(review.reviewer):
            yield entry, ("reviewer",), review.reviewer, "a reviewer", "/reviewer"
    if (roster := edition.roster) is None:
        return
    for number, member in enumerate(roster.record.members):
        for field in ("applications", "conflicts"):
            for place, person in enumerate(getattr(member, field)):
                yield roster, ("members", number, field, place), person, "an applicant", ""
    for mentee, reviewers in roster.record.assignments.items():
        yield roster, ("assignments", mentee), mentee, "a mentee", "/assignment"
        for place, reviewer in enumerate(reviewers):
            yield roster, ("assignments", mentee, place), reviewer, "a reviewer", "/assignment"


@check_each(applications)
def conflicts_are_with_others(application: Located[Application]) -> Problems:
    """An applicant's conflicts are with other people."""
    for number, person in enumerate(application.record.conflicts):
        if person == application.record.id:
            yield application.problem("id-own", "conflicts", number, id=person)


@edition_check
def profiles_are_known(edition: Edition) -> Problems:
    """Every profile that a mentee ranked is that of a mentor in the edition."""
    codes = {person.profile.code for person in edition.people.values() if person.profile}
    for application in applications(edition) if edition.is_whole("application") else ():
        for number, wish in enumerate(application.record.preferences.mentors):
            if wish.profile not in codes:
                place = ("preferences", "mentors", number, "profile")
                yield application.problem("profile-unknown", *place, code=wish.profile)
