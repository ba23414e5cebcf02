"""Reviews and the roster: reviewers without a conflict, the rubric, stewards who are recused."""

from mentoring.checks.check import Located, Problems, check_each, edition_check, members, reviews
from mentoring.people.organisers import Member, Review, against_judging
from mentoring.problems import did_you_mean
from mentoring.store.programme import Edition


@check_each(reviews)
def reviewer_has_no_conflict(review: Located[Review]) -> Problems:
    """A reviewer marks no application with which they have a conflict of interest."""
    reviewer = review.edition.reviewers.get(review.record.reviewer)
    applicant = review.edition.people.get(review.record.application)
    why = against_judging(reviewer, applicant) if reviewer and applicant else None
    if why and not review.record.conflict:
        yield review.problem("reviewer-in-conflict", "reviewer", why=why)


@check_each(reviews)
def items_are_the_rubrics(review: Located[Review]) -> Problems:
    """A review marks every item of the rubric, and nothing else."""
    items = [item.id for item in review.edition.cohort.record.review.rubric]
    scores = review.record.scores
    if review.record.conflict:
        return
    for extra in sorted(set(scores) - set(items)):
        yield review.problem("item-unknown", "scores", extra, allowed=did_you_mean(extra, items))
    for item in items:
        if item not in scores:
            yield review.problem("item-missing", "scores", item=item)


@check_each(members)
def stewards_are_recused(member: Located[Member]) -> Problems:
    """A steward who applies to the edition, or reviews for it, is recused from it."""
    person = member.record
    why = "applies to" if person.applications else "reviews for" * ("reviewer" in person.duties)
    if why and "steward" in person.duties and person.recused is None:
        yield member.problem("steward-not-recused", why=why)


@edition_check
def members_have_ids_of_their_own(edition: Edition) -> Problems:
    """A member of the roster shares no id with another member or an applicant."""
    used = set(edition.people)
    for member in members(edition):
        if member.record.id in used:
            yield member.problem("id-twice/member", "id")
        used.add(member.record.id)
