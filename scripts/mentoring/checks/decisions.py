"""Decisions made by hand must break no hard rule and exceed no limit."""

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
)
from mentoring.people.application import ApplicationStatus
from mentoring.people.organisers import Judgement, PairDecision, against_pairing
from mentoring.store.programme import Edition


def edition_limit(edition: Edition) -> int:
    """The most pairs that the edition may have, after decisions."""
    return edition.decided.limit(edition.cohort.record.pairs)


def mentor_limits(edition: Edition) -> dict[str, int]:
    """The most mentees of each person, after decisions; 0 for people who are not mentors."""
    decided = edition.decided
    return {
        person.id: decided.limit(person.capacity or 0, person.id)
        for person in edition.people.values()
    }


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
    edition, mentee, mentor = pin.edition, pin.record.mentee, pin.record.mentor
    why = broken_rule(edition, mentee, mentor)
    if is_forbidden(edition, mentee, mentor):
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
    found = {f"mentor {pin.mentor} takes": mentor_limits(edition).get(pin.mentor)}
    balance = edition.cohort.record.matching.balance
    sides = ((pin.mentee, "mentees", balance.mentees), (pin.mentor, "mentors", balance.mentors))
    for person_id, side, bounds in sides:
        person = edition.people.get(person_id)
        if person and (home := person.home) in bounds:
            found[f"the bound on {side} of {home} is"] = bounds[home][1]
    found["the edition's limit of pairs is"] = edition_limit(edition)
    return {words: most for words, most in found.items() if most is not None}


@check_each(judgements)
def judgements_are_two_stewards(judgement: Located[Judgement]) -> Problems:
    """One steward judges that words on a page are not about a person, and another one reviews."""
    roster = (member.record for member in members(judgement.edition))
    stewards = {None, *(member.id for member in roster if "steward" in member.duties)}
    judged = judgement.record
    for field in ("by", "reviewed_by"):
        if (member_id := getattr(judged, field)) not in stewards:
            yield judgement.problem("judge-unknown", field, id=member_id)
    if judged.reviewed_by == judged.by:
        yield judgement.problem("judge-alone", "reviewed_by")
    if judged.reviewed_by is None:
        yield judgement.problem("judgement-open")
