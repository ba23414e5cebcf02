"""Decisions made by hand must name people of the edition and break no hard rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mentoring.checks.check import edition_check
from mentoring.checks.limits import edition_limit, mentor_limits
from mentoring.people.application import ApplicationStatus, Role
from mentoring.people.conflict import against_pairing
from mentoring.people.decisions import PairDecision
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Steps


@edition_check
def people_exist(edition: Edition) -> Iterator[Problem]:
    """Every id in a decision is that of a mentee or mentor, as it claims."""
    if edition.decisions is None:
        return
    for at, who, role in _named(edition):
        if edition.lacks(who, role):
            yield edition.decisions.problem(
                "id-unknown",
                f"{who} is no {role} of {edition.name}",
                "Correct the id, or remove the decision.",
                at=at,
            )


def _named(edition: Edition) -> Iterator[tuple[Steps, str, Role]]:
    record = edition.decisions.record if edition.decisions else None
    if record is None:
        return
    for kind in ("pins", "forbids"):
        for number, one in enumerate(getattr(record, kind)):
            yield (kind, number, "mentee"), one.mentee, Role.MENTEE
            yield (kind, number, "mentor"), one.mentor, Role.MENTOR
    for number, cap in enumerate(record.caps):
        if cap.mentor is not None:
            yield ("caps", number, "mentor"), cap.mentor, Role.MENTOR


@edition_check
def pins_may_be(edition: Edition) -> Iterator[Problem]:
    """A pin does not break a hard rule, nor another decision."""
    if edition.decisions is None:
        return
    differ = edition.config.affiliation.differ
    forbidden = {(forbid.mentee, forbid.mentor) for forbid in edition.decisions.record.forbids}
    for number, pin in enumerate(edition.decisions.record.pins):
        mentee, mentor = edition.people.get(pin.mentee), edition.people.get(pin.mentor)
        why = against_pairing(mentee, mentor, differ=differ) if mentee and mentor else None
        if (pin.mentee, pin.mentor) in forbidden:
            why = "another decision forbids it"
        if why:
            yield edition.decisions.problem(
                "pin-impossible",
                f"{pin.mentee} and {pin.mentor} cannot be a pair: {why}",
                "Remove the pin.",
                at=("pins", number),
            )


@edition_check
def pinned_take_part(edition: Edition) -> Iterator[Problem]:
    """A pin's two people take part, until pairs are announced: later a departure is no fault."""
    if edition.decisions is None or edition.announced:
        return
    for number, pin in enumerate(edition.decisions.record.pins):
        for role in ("mentee", "mentor"):
            person = edition.people.get(getattr(pin, role))
            if person and person.status is not ApplicationStatus.SUBMITTED:
                yield edition.decisions.problem(
                    "pin-without-person",
                    f"{person.id} is {person.status}, so this pin cannot be met",
                    "Remove the pin.",
                    at=("pins", number, role),
                )


@edition_check
def pins_are_one_a_mentee(edition: Edition) -> Iterator[Problem]:
    """A mentee is pinned once: to one mentor."""
    if edition.decisions is None:
        return
    seen: set[str] = set()
    for number, pin in enumerate(edition.decisions.record.pins):
        if pin.mentee in seen:
            yield edition.decisions.problem(
                "pin-twice",
                f"{pin.mentee} is in an earlier pin too, and can have one mentor only",
                "Remove one of the two pins.",
                at=("pins", number, "mentee"),
            )
        seen.add(pin.mentee)


@edition_check
def pins_fit(edition: Edition) -> Iterator[Problem]:
    """The pins of different mentees fit into what each mentor takes, the bounds and the edition."""
    if edition.decisions is None:
        return
    held: Counter[str] = Counter()
    first: set[str] = set()
    for number, pin in enumerate(edition.decisions.record.pins):
        if pin.mentee in first:
            continue
        first.add(pin.mentee)
        limits = _limits(edition, pin)
        held.update(limits.keys())
        full = [words for words, most in limits.items() if held[words] > most]
        if full:
            yield edition.decisions.problem(
                "pin-without-place",
                f"{full[0]} {limits[full[0]]}, so there is no place for this pin",
                "Remove the pin, or raise what is allowed.",
                at=("pins", number, "mentor"),
            )


def _limits(edition: Edition, pin: PairDecision) -> dict[str, int]:
    """The limits that a pair counts towards, each by a phrase that ends in the limit."""
    found = {f"mentor {pin.mentor} takes": mentor_limits(edition).get(pin.mentor)}
    balance = edition.cohort.record.matching.balance
    sides = ((pin.mentee, "mentees", balance.mentees), (pin.mentor, "mentors", balance.mentors))
    for who, side, bounds in sides:
        person = edition.people.get(who)
        if person and person.experiments[0] in bounds:
            home = person.experiments[0]
            found[f"the bound on {side} of {home} is"] = bounds[home][1]
    found["the edition's limit of pairs is"] = edition_limit(edition)
    return {words: most for words, most in found.items() if most is not None}


@edition_check
def judgements_are_two_stewards(edition: Edition) -> Iterator[Problem]:
    """That words on a page are not about somebody is judged by one steward, and seen by another."""
    if edition.decisions is None:
        return
    members = edition.roster.record.members if edition.roster else ()
    stewards = {member.id for member in members if "steward" in member.duties}
    for number, judgement in enumerate(edition.decisions.record.judgements):
        place = ("judgements", number)
        for field in ("by", "reviewed_by"):
            who = getattr(judgement, field)
            if who is not None and who not in stewards:
                yield edition.decisions.problem(
                    "judge-unknown",
                    f"{who} is no steward of {edition.name}",
                    "Name the steward who looked at the page.",
                    at=(*place, field),
                )
        if judgement.reviewed_by == judgement.by:
            yield edition.decisions.problem(
                "judge-alone",
                f"{judgement.by} judged, and reviewed it too",
                "Have another steward look at the page.",
                at=(*place, "reviewed_by"),
            )
        if judgement.reviewed_by is None:
            yield edition.decisions.problem(
                "judgement-open",
                "the audit waits for the second steward",
                "Another steward looks at the page, and adds `reviewed_by`.",
                at=place,
                severity=Severity.WARNING,
            )
