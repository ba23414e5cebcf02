"""References between records: every id and code is that of a person of the edition."""

from collections.abc import Iterator
from typing import Any

from mentoring.checks.check import current_mentorships, edition_check
from mentoring.people.application import Role
from mentoring.people.ledger import is_tombstone
from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps

Reference = tuple[Entry[Any], Steps, str, str, str]
"""Where an id is, the id, what kind of person it must name, and what to do if it does not."""

REMOVE = "Correct the id, or remove it."


@edition_check
def ids_are_known(edition: Edition) -> Iterator[Problem]:
    """Every id is that of a person in the edition, in the right role."""
    for entry, at, person, kind, hint in (
        *_in_applications(edition),
        *_in_decisions(edition),
        *_in_pairs(edition),
        *_in_reviews(edition),
        *_in_roster(edition),
    ):
        if not _is_known(edition, person, kind):
            message = f"{person} is not {kind} of {edition.name}"
            yield entry.problem("id-unknown", message, hint, at=at)


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


def _in_applications(edition: Edition) -> Iterator[Reference]:
    for entry in edition.applications:
        for number, person in enumerate(entry.record.conflicts):
            yield entry, ("conflicts", number), person, "a person", REMOVE


def _in_decisions(edition: Edition) -> Iterator[Reference]:
    if edition.decisions is None:
        return
    record, hint = edition.decisions.record, "Correct the id, or remove the decision."
    for kind in ("pins", "forbids"):
        for number, decision in enumerate(getattr(record, kind)):
            for role in ("mentee", "mentor"):
                person = getattr(decision, role)
                yield edition.decisions, (kind, number, role), person, f"a {role}", hint
    for number, cap in enumerate(record.caps):
        if cap.mentor is not None:
            yield edition.decisions, ("caps", number, "mentor"), cap.mentor, "a mentor", hint


def _in_pairs(edition: Edition) -> Iterator[Reference]:
    hint = "Correct the id, or remove the pair."
    for entry, at, mentorship in current_mentorships(edition):
        yield entry, ("mentee",), entry.record.mentee, "a mentee", hint
        yield entry, (*at, "mentor"), mentorship.mentor, "a mentor", hint


def _in_reviews(edition: Edition) -> Iterator[Reference]:
    for entry in edition.reviews:
        review, folder = entry.record, "Move the review into the right folder, or remove it."
        yield entry, ("application",), review.application, "a mentee", folder
        if not is_tombstone(review.reviewer):
            hint = "Add the reviewer to the roster, or remove the review."
            yield entry, ("reviewer",), review.reviewer, "a reviewer", hint


def _in_roster(edition: Edition) -> Iterator[Reference]:
    if edition.roster is None:
        return
    for number, member in enumerate(edition.roster.record.members):
        for field in ("applications", "conflicts"):
            for place, person in enumerate(getattr(member, field)):
                at: Steps = ("members", number, field, place)
                yield edition.roster, at, person, "an applicant", REMOVE
    hint = f"Remove it, and run `mentoring review assign {edition.name}`."
    for mentee, reviewers in edition.roster.record.assignments.items():
        yield edition.roster, ("assignments", mentee), mentee, "a mentee", hint
        for place, reviewer in enumerate(reviewers):
            at = ("assignments", mentee, place)
            yield edition.roster, at, reviewer, "a reviewer", hint


@edition_check
def conflicts_are_with_others(edition: Edition) -> Iterator[Problem]:
    """An applicant's conflicts are with other people."""
    for entry in edition.applications:
        for number, person in enumerate(entry.record.conflicts):
            if person == entry.record.id:
                message = f"{person} has a conflict with themselves"
                yield entry.problem("id-own", message, REMOVE, at=("conflicts", number))


@edition_check
def profiles_are_known(edition: Edition) -> Iterator[Problem]:
    """Every profile that a mentee ranked is that of a mentor in the edition."""
    codes = {person.profile.code for person in edition.people.values() if person.profile}
    for entry in edition.applications if edition.is_whole("application") else ():
        for number, wish in enumerate(entry.record.preferences.mentors):
            if wish.profile not in codes:
                yield entry.problem(
                    "profile-unknown",
                    f"{wish.profile} is not the profile of a mentor of {edition.name}",
                    "Correct the code, or remove the wish.",
                    at=("preferences", "mentors", number, "profile"),
                )
