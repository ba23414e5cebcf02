"""Organisers and reviewers must not handle their own cases."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.checks.check import edition_check
from mentoring.people.application import Role
from mentoring.people.roster import Member
from mentoring.problems import Problem
from mentoring.store.edition import Edition


@edition_check
def stewards_are_recused(edition: Edition) -> Iterator[Problem]:
    """A steward who applies to the edition, or reviews for it, is recused from it."""
    if edition.roster is None:
        return
    for number, member in enumerate(edition.roster.record.members):
        why = _why_recused(member)
        if why and member.recused is None:
            yield edition.roster.problem(
                "steward-not-recused",
                f"steward {member.id} {why} and is not recused",
                "Add `recused:` with the day from which they keep out of the decisions.",
                at=("members", number),
            )


def _why_recused(member: Member) -> str | None:
    if "steward" not in member.duties:
        return None
    if member.applications:
        return "applies to this edition"
    return "reviews for this edition" if "reviewer" in member.duties else None


@edition_check
def references_resolve(edition: Edition) -> Iterator[Problem]:
    """Ids in the roster are applicants', and no member is there twice."""
    if edition.roster is None:
        return
    seen: set[str] = set()
    for number, member in enumerate(edition.roster.record.members):
        if member.id in seen or member.id in edition.people:
            yield edition.roster.problem(
                "id-twice",
                f"{member.id} is taken by another member or an application",
                "Give the member an id of their own.",
                at=("members", number, "id"),
            )
        seen.add(member.id)
        for field in ("applications", "conflicts"):
            for place, other in enumerate(getattr(member, field)):
                if edition.lacks(other):
                    yield edition.roster.problem(
                        "id-unknown",
                        f"{other} is no application of {edition.name}",
                        "Correct the id, or remove it.",
                        at=("members", number, field, place),
                    )


@edition_check
def assignments_resolve(edition: Edition) -> Iterator[Problem]:
    """Reviews are assigned to reviewers of the roster, for mentees' applications."""
    if edition.roster is None:
        return
    roster = edition.roster.record
    reviewers = {member.id for member in roster.members if "reviewer" in member.duties}
    for application, given in roster.assignments.items():
        if edition.lacks(application, Role.MENTEE):
            yield edition.roster.problem(
                "id-unknown",
                f"{application} is no mentee's application in {edition.name}",
                f"Remove it, and run `mentoring review assign {edition.name}`.",
                at=("assignments", application),
            )
        for place, reviewer in enumerate(given):
            if reviewer not in reviewers:
                yield edition.roster.problem(
                    "reviewer-unknown",
                    f"{reviewer} is no reviewer of {edition.name}",
                    f"Remove it, and run `mentoring review assign {edition.name}`.",
                    at=("assignments", application, place),
                )
