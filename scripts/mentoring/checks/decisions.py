"""Decisions made by hand must break no hard rule and exceed no limit."""

from collections import Counter
from collections.abc import Iterator

from mentoring.checks.check import check_each, edition_check
from mentoring.people.application import ApplicationStatus
from mentoring.people.conflict import against_pairing
from mentoring.people.decisions import Decisions, Judgement, PairDecision
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry

REMOVE = "Remove the pin."


def edition_limit(edition: Edition) -> int:
    """The most pairs that the edition may have, after decisions."""
    return _decisions(edition).limit(edition.cohort.record.pairs)


def mentor_limits(edition: Edition) -> dict[str, int]:
    """The most mentees of each person, after decisions; 0 for people who are not mentors."""
    decided = _decisions(edition)
    return {
        person.id: decided.limit(person.capacity or 0, person.id)
        for person in edition.people.values()
    }


def _decisions(edition: Edition) -> Decisions:
    return edition.decisions.record if edition.decisions else Decisions(cohort=edition.name)


def pins(edition: Edition) -> Iterator[tuple[Entry[Decisions], int, PairDecision]]:
    """Each pin, with its number."""
    if edition.decisions:
        for number, pin in enumerate(edition.decisions.record.pins):
            yield edition.decisions, number, pin


@check_each(pins)
def pins_may_be(
    edition: Edition, entry: Entry[Decisions], number: int, pin: PairDecision
) -> Iterator[Problem]:
    """A pin breaks no hard rule, and contradicts no other decision."""
    differ = edition.config.affiliation.differ
    mentee, mentor = edition.people.get(pin.mentee), edition.people.get(pin.mentor)
    why = against_pairing(mentee, mentor, differ=differ) if mentee and mentor else None
    if (pin.mentee, pin.mentor) in {
        (forbid.mentee, forbid.mentor) for forbid in entry.record.forbids
    }:
        why = "another decision forbids it"
    if why:
        message = f"{pin.mentee} and {pin.mentor} cannot be a pair: {why}"
        yield entry.problem("pin-impossible", message, REMOVE, at=("pins", number))


@check_each(pins)
def pinned_take_part(
    edition: Edition, entry: Entry[Decisions], number: int, pin: PairDecision
) -> Iterator[Problem]:
    """Until pairs are announced, both people of a pin take part."""
    for role in () if edition.announced else ("mentee", "mentor"):
        person = edition.people.get(getattr(pin, role))
        if person and person.status is not ApplicationStatus.SUBMITTED:
            message = f"{person.id} is {person.status}, so this pin cannot be met"
            yield entry.problem("pin-without-person", message, REMOVE, at=("pins", number, role))


@edition_check
def pins_are_one_a_mentee(edition: Edition) -> Iterator[Problem]:
    """A mentee is in one pin at most."""
    seen: set[str] = set()
    for entry, number, pin in pins(edition):
        if pin.mentee in seen:
            message = f"{pin.mentee} is in an earlier pin too, and can have only one mentor"
            hint = "Remove one of the two pins."
            yield entry.problem("pin-twice", message, hint, at=("pins", number, "mentee"))
        seen.add(pin.mentee)


@edition_check
def pins_fit(edition: Edition) -> Iterator[Problem]:
    """The pins exceed neither a mentor's capacity, nor a bound, nor the edition's limit."""
    used: Counter[str] = Counter()
    first: set[str] = set()
    for entry, number, pin in pins(edition):
        if pin.mentee in first:
            continue
        first.add(pin.mentee)
        limits = _limits(edition, pin)
        used.update(limits.keys())
        full = [words for words, most in limits.items() if used[words] > most]
        if full:
            message = f"{full[0]} {limits[full[0]]}, so there is no place for this pin"
            hint = "Remove the pin, or raise the limit."
            yield entry.problem("pin-without-place", message, hint, at=("pins", number, "mentor"))


def _limits(edition: Edition, pin: PairDecision) -> dict[str, int]:
    """The limits that a pair counts towards, each by a phrase that ends in the limit."""
    found = {f"mentor {pin.mentor} takes": mentor_limits(edition).get(pin.mentor)}
    balance = edition.cohort.record.matching.balance
    sides = ((pin.mentee, "mentees", balance.mentees), (pin.mentor, "mentors", balance.mentors))
    for person_id, side, bounds in sides:
        person = edition.people.get(person_id)
        if person and (home := person.experiments[0]) in bounds:
            found[f"the bound on {side} of {home} is"] = bounds[home][1]
    found["the edition's limit of pairs is"] = edition_limit(edition)
    return {words: most for words, most in found.items() if most is not None}


def judgements(edition: Edition) -> Iterator[tuple[Entry[Decisions], int, Judgement]]:
    """Each judgement about words on a page, with its number."""
    if edition.decisions:
        for number, judgement in enumerate(edition.decisions.record.judgements):
            yield edition.decisions, number, judgement


@check_each(judgements)
def judgements_are_two_stewards(
    edition: Edition, entry: Entry[Decisions], number: int, judgement: Judgement
) -> Iterator[Problem]:
    """One steward judges that words on a page are not about a person, and another one reviews."""
    members = edition.roster.record.members if edition.roster else ()
    stewards = {member.id for member in members if "steward" in member.duties}
    at = ("judgements", number)
    for field in ("by", "reviewed_by"):
        member_id = getattr(judgement, field)
        if member_id is not None and member_id not in stewards:
            message = f"{member_id} is not a steward of {edition.name}"
            hint = "Name the steward who looked at the page."
            yield entry.problem("judge-unknown", message, hint, at=(*at, field))
    if judgement.reviewed_by == judgement.by:
        message = f"{judgement.by} both judged and reviewed"
        hint = "Have another steward look at the page."
        yield entry.problem("judge-alone", message, hint, at=(*at, "reviewed_by"))
    if judgement.reviewed_by is None:
        message = "the audit waits for a second steward"
        hint = "Another steward looks at the page, and adds `reviewed_by`."
        yield entry.problem("judgement-open", message, hint, at=at, severity=Severity.WARNING)
