"""What organisers do: decisions keep the hard rules and limits, reviewers and stewards are fair."""

from collections import Counter

from mentoring.checks.check import (
    Located,
    Problems,
    check_each,
    edition_check,
    judgements,
    members,
    pins,
    repeated,
    reviews,
)
from mentoring.people.application import ApplicationStatus
from mentoring.people.organisers import (
    Judgement,
    Member,
    PairDecision,
    Review,
    against_judging,
    against_pairing,
)
from mentoring.problems import did_you_mean
from mentoring.store.programme import Edition


def mentor_limits(edition: Edition) -> dict[str, int]:
    """The most mentees of each person, after decisions; 0 for people who are not mentors."""
    people, limit = edition.people.values(), edition.decided.limit
    return {person.id: limit(person.capacity or 0, person.id) for person in people}


def broken_rule(edition: Edition, mentee: str, mentor: str) -> str | None:
    """The hard rule that a pair of applicants would break, in words."""
    one, other = edition.people.get(mentee), edition.people.get(mentor)
    differ = edition.config.affiliation.differ
    return against_pairing(one, other, differ=differ) if one and other else None


def is_forbidden(edition: Edition, mentee: str, mentor: str) -> bool:
    """Whether a decision forbids the pair."""
    return any(forbid.pair == (mentee, mentor) for forbid in edition.decided.forbids)


@check_each(pins)
def pins_may_be(pin: Located[PairDecision]) -> Problems:
    """A pin breaks no hard rule, and contradicts no other decision."""
    why = broken_rule(pin.edition, *pin.record.pair)
    if is_forbidden(pin.edition, *pin.record.pair):
        why = "another decision forbids it"
    if why:
        yield pin.problem("pin-impossible", why=why)


@check_each(pins)
def pinned_take_part(pin: Located[PairDecision]) -> Problems:
    """Until pairs are announced, both people of a pin take part."""
    for role in () if pin.edition.announced else ("mentee", "mentor"):
        person = pin.edition.people.get(getattr(pin.record, role))
        if person and person.status is not ApplicationStatus.SUBMITTED:
            yield pin.problem("pin-without-person", role, person=person)


@edition_check
def pins_fit(edition: Edition) -> Problems:
    """Each mentee has one pin, and no limit is exceeded: a capacity, a bound, or the edition's."""
    used: Counter[str] = Counter()
    again = [pin for pin, _ in repeated(pins(edition), lambda pin: pin.record.mentee)]
    for pin in pins(edition):
        if pin in again:
            yield pin.problem("pin-twice", "mentee")
            continue
        limits = _limits(edition, pin.record)
        used.update(limits.keys())
        full = [f"{words} {most}" for words, most in limits.items() if used[words] > most]
        if full:
            yield pin.problem("pin-without-place", "mentor", limit=full[0])


def _limits(edition: Edition, pin: PairDecision) -> dict[str, int]:
    """The limits that a pair counts towards, each by a phrase that ends in the limit."""
    cohort = edition.cohort.record
    found = {f"mentor {pin.mentor} takes": mentor_limits(edition).get(pin.mentor)}
    for side, person_id in zip(("mentees", "mentors"), pin.pair, strict=True):
        person, bounds = edition.people.get(person_id), getattr(cohort.matching.balance, side)
        if person and person.home in bounds:
            found[f"the bound on {side} of {person.home} is"] = bounds[person.home][1]
    found["the edition's limit of pairs is"] = edition.decided.limit(cohort.pairs)
    return {words: most for words, most in found.items() if most is not None}


@check_each(judgements)
def judgements_are_two_stewards(judgement: Located[Judgement]) -> Problems:
    """One steward judges that words on a page are not about a person, and another one reviews."""
    judged, roster = judgement.record, judgement.edition.members
    stewards = {None, *(member.id for member in roster if "steward" in member.duties)}
    for field in ("by", "reviewed_by"):
        if (member_id := getattr(judged, field)) not in stewards:
            yield judgement.problem("judge-unknown", field, id=member_id)
    if judged.reviewed_by == judged.by:
        yield judgement.problem("judge-alone", "reviewed_by")
    if judged.reviewed_by is None:
        yield judgement.problem("judgement-open")


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
    scores, items = review.record.scores, [item.id for item in review.cohort.review.rubric]
    if review.record.conflict:
        return
    for extra in sorted(set(scores) - set(items)):
        yield review.problem("item-unknown", "scores", extra, allowed=did_you_mean(extra, items))
    for item in (item for item in items if item not in scores):
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
