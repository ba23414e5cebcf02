"""Reviews: written by eligible reviewers, of applications under review, by the rubric."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.checks.check import edition_check
from mentoring.people.application import Role
from mentoring.people.conflict import against_judging
from mentoring.people.ledger import is_tombstone
from mentoring.problems import Problem, did_you_mean
from mentoring.store.edition import Edition


@edition_check
def reviewer_may_review(edition: Edition) -> Iterator[Problem]:
    """A reviewer stands in the roster and has no conflict with whom they mark."""
    if not edition.is_whole("roster"):
        return
    members = edition.roster.record.members if edition.roster else ()
    reviewers = {member.id: member for member in members if "reviewer" in member.duties}
    for entry in edition.reviews:
        reviewer = reviewers.get(entry.record.reviewer)
        applicant = edition.people.get(entry.record.application)
        if reviewer is None and is_tombstone(entry.record.reviewer):
            continue
        if reviewer is None:
            yield entry.problem(
                "reviewer-unknown",
                f"{entry.record.reviewer} is no reviewer of {edition.name}",
                "Add them to the roster, or remove the review.",
                at=("reviewer",),
            )
            continue
        why = against_judging(reviewer, applicant) if applicant else None
        if applicant and why and not entry.record.conflict:
            yield entry.problem(
                "reviewer-in-conflict",
                f"{reviewer.id} may not mark {applicant.id}: {why}",
                "Set `conflict: true` and remove the scores; ask another reviewer.",
                at=("reviewer",),
            )


@edition_check
def application_is_a_mentees(edition: Edition) -> Iterator[Problem]:
    """Reviews judge the motivation of mentees."""
    for entry in edition.reviews:
        if edition.lacks(entry.record.application, Role.MENTEE):
            yield entry.problem(
                "application-unknown",
                f"{entry.record.application} is no mentee's application in {edition.name}",
                "Move the review into the right folder, or remove it.",
                at=("application",),
            )


@edition_check
def items_are_the_rubrics(edition: Edition) -> Iterator[Problem]:
    """A review marks every item of the rubric, and nothing else."""
    items = [item.id for item in edition.cohort.record.review.rubric]
    for entry in edition.reviews:
        if entry.record.conflict:
            continue
        for extra in sorted(set(entry.record.scores) - set(items)):
            yield entry.problem(
                "item-unknown",
                "a mark for what is no item of the rubric",
                did_you_mean(extra, items),
                at=("scores", extra),
            )
        for missing in [item for item in items if item not in entry.record.scores]:
            yield entry.problem(
                "item-missing", f"no mark for {missing}", "Add it, from 1 to 5.", at=("scores",)
            )
