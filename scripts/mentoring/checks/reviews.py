"""Reviews and the roster: reviewers without a conflict, the rubric, stewards who are recused."""

from collections.abc import Iterator

from mentoring.checks.check import check_each, edition_check
from mentoring.people.conflict import against_judging
from mentoring.people.review import Review
from mentoring.people.roster import Member, Roster
from mentoring.problems import Problem, did_you_mean
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry


def reviews(edition: Edition) -> Iterator[tuple[Entry[Review]]]:
    """Each review."""
    return ((entry,) for entry in edition.reviews)


def members(edition: Edition) -> Iterator[tuple[Entry[Roster], int, Member]]:
    """Each member of the roster, with its number."""
    if edition.roster:
        for number, member in enumerate(edition.roster.record.members):
            yield edition.roster, number, member


@check_each(reviews)
def reviewer_has_no_conflict(edition: Edition, entry: Entry[Review]) -> Iterator[Problem]:
    """A reviewer marks no application with which they have a conflict of interest."""
    known = {member.id: member for _, _, member in members(edition)}
    reviewer = known.get(entry.record.reviewer)
    applicant = edition.people.get(entry.record.application)
    if not reviewer or "reviewer" not in reviewer.duties or not applicant:
        return
    why = against_judging(reviewer, applicant)
    if why and not entry.record.conflict:
        message = f"{reviewer.id} may not mark {applicant.id}: {why}"
        hint = "Set `conflict: true`, remove the scores, and ask another reviewer."
        yield entry.problem("reviewer-in-conflict", message, hint, at=("reviewer",))


@check_each(reviews)
def items_are_the_rubrics(edition: Edition, entry: Entry[Review]) -> Iterator[Problem]:
    """A review marks every item of the rubric, and nothing else."""
    items = [item.id for item in edition.cohort.record.review.rubric]
    if entry.record.conflict:
        return
    for extra in sorted(set(entry.record.scores) - set(items)):
        message, hint = "this item is not in the rubric", did_you_mean(extra, items)
        yield entry.problem("item-unknown", message, hint, at=("scores", extra))
    for item in items:
        if item not in entry.record.scores:
            message = f"the mark for {item} is missing"
            yield entry.problem("item-missing", message, "Add it, from 1 to 5.", at=("scores",))


@check_each(members)
def stewards_are_recused(
    _: Edition, roster: Entry[Roster], number: int, member: Member
) -> Iterator[Problem]:
    """A steward who applies to the edition, or reviews for it, is recused from it."""
    why = "applies to" if member.applications else "reviews for" * ("reviewer" in member.duties)
    if why and "steward" in member.duties and member.recused is None:
        message = f"steward {member.id} {why} this edition and is not recused"
        hint = "Add `recused:` with the day from which they take no part in decisions."
        yield roster.problem("steward-not-recused", message, hint, at=("members", number))


@edition_check
def members_have_ids_of_their_own(edition: Edition) -> Iterator[Problem]:
    """A member of the roster shares no id with another member or an applicant."""
    used = set(edition.people)
    for roster, number, member in members(edition):
        if member.id in used:
            message = f"{member.id} is already the id of another member or an applicant"
            hint = "Give the member a new id."
            yield roster.problem("id-twice", message, hint, at=("members", number, "id"))
        used.add(member.id)
