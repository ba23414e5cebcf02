"""What organisers do: decisions keep the hard rules and limits, reviewers and stewards are fair."""

from collections import Counter

from mentoring.checks.check import Located, Problems, check_each, each, edition_check, repeated
from mentoring.people import organisers
from mentoring.people.application import ApplicationStatus
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
    return organisers.against_pairing(one, other, differ=differ) if one and other else None


@check_each("decisions", "pins")
def pins_may_be(here: Located, pin: organisers.PairDecision) -> Problems:
    """A pin breaks no hard rule, and contradicts no other decision."""
    why = broken_rule(here.edition, *pin.pair)
    if pin.pair in [forbid.pair for forbid in here.edition.decided.forbids]:
        why = "another decision forbids it"
    if why:
        yield here.problem("pin-impossible", why=why)


@check_each("decisions", "pins")
def pinned_take_part(here: Located, pin: organisers.PairDecision) -> Problems:
    """Until pairs are announced, both people of a pin take part."""
    for role in () if here.edition.announced else ("mentee", "mentor"):
        person = here.edition.people.get(getattr(pin, role))
        if person and person.status is not ApplicationStatus.SUBMITTED:
            yield here.problem("pin-without-person", role, person=person)


@edition_check
def pins_fit(edition: Edition) -> Problems:
    """Each mentee has one pin, and no limit is exceeded: a capacity, a bound, or the edition's."""
    used: Counter[str] = Counter()
    pins = [*each(edition, "decisions", "pins")]
    again = [pin for pin, _ in repeated(pins, lambda pin: pin.record.mentee)]
    for pin in pins:
        if pin in again:
            yield pin.problem("pin-twice", "mentee")
            continue
        limits = _limits(edition, pin.record)
        used.update(limits.keys())
        full = [f"{words} {most}" for words, most in limits.items() if used[words] > most]
        if full:
            yield pin.problem("pin-without-place", "mentor", limit=full[0])


def _limits(edition: Edition, pin: organisers.PairDecision) -> dict[str, int]:
    """The limits that a pair counts towards, each by a phrase that ends in the limit."""
    cohort = edition.cohort.record
    found = {f"mentor {pin.mentor} takes": mentor_limits(edition).get(pin.mentor)}
    for side, person_id in zip(("mentees", "mentors"), pin.pair, strict=True):
        person, bounds = edition.people.get(person_id), getattr(cohort.matching.balance, side)
        if person and person.home in bounds:
            found[f"the bound on {side} of {person.home} is"] = bounds[person.home][1]
    found["the edition's limit of pairs is"] = edition.decided.limit(cohort.pairs)
    return {words: most for words, most in found.items() if most is not None}


@check_each("decisions", "judgements")
def judgements_are_two_stewards(here: Located, judgement: organisers.Judgement) -> Problems:
    """One steward judges that words on a page are not about a person, and another one reviews."""
    roster = here.edition.members
    stewards = {None, *(member.id for member in roster if "steward" in member.duties)}
    for field in ("by", "reviewed_by"):
        if (member_id := getattr(judgement, field)) not in stewards:
            yield here.problem("judge-unknown", field, id=member_id)
    if judgement.reviewed_by == judgement.by:
        yield here.problem("judge-alone", "reviewed_by")
    if judgement.reviewed_by is None:
        yield here.problem("judgement-open")


@check_each("reviews")
def reviewer_has_no_conflict(here: Located, review: organisers.Review) -> Problems:
    """A reviewer marks no application with which they have a conflict of interest."""
    reviewer = here.edition.reviewers.get(review.reviewer)
    applicant = here.edition.people.get(review.application)
    why = organisers.against_judging(reviewer, applicant) if reviewer and applicant else None
    if why and not review.conflict:
        yield here.problem("reviewer-in-conflict", "reviewer", why=why)


@check_each("reviews")
def items_are_the_rubrics(here: Located, review: organisers.Review) -> Problems:
    """A review marks every item of the rubric, and nothing else."""
    scores, items = review.scores, [item.id for item in here.cohort.review.rubric]
    if review.conflict:
        return
    for extra in sorted(set(scores) - set(items)):
        yield here.problem("item-unknown", "scores", extra, allowed=did_you_mean(extra, items))
    for item in (item for item in items if item not in scores):
        yield here.problem("item-missing", "scores", item=item)


@check_each("roster", "members")
def stewards_are_recused(here: Located, member: organisers.Member) -> Problems:
    """A steward who applies to the edition, or reviews for it, is recused from it."""
    why = "applies to" if member.applications else "reviews for" * ("reviewer" in member.duties)
    if why and "steward" in member.duties and member.recused is None:
        yield here.problem("steward-not-recused", why=why)


@edition_check
def members_have_ids_of_their_own(edition: Edition) -> Problems:
    """A member of the roster shares no id with another member or an applicant."""
    used = set(edition.people)
    for member in each(edition, "roster", "members"):
        if member.record.id in used:
            yield member.problem("id-twice/member", "id")
        used.add(member.record.id)
