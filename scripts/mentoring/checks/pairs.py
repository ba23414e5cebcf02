"""The pairs: who is in them, and how many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mentoring.checks.check import edition_check
from mentoring.checks.limits import edition_limit, mentor_limits
from mentoring.checks.mentorships import mentorships
from mentoring.people.application import ApplicationStatus, Role
from mentoring.people.conflict import against_pairing
from mentoring.people.lifecycle import OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.people.pair import Mentorship, Pair
    from mentoring.problems import Problem
    from mentoring.store.edition import Edition
    from mentoring.store.entry import Entry, Steps


def _standing(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    return (found for found in mentorships(edition) if found[2].status not in OVER)


def _remedy(edition: Edition, mentee: str, left: Role) -> str:
    """What to do about a pair that may not stand: choose again while nobody has been told."""
    if not edition.announced:
        return _again(edition)
    return f"Run `mentoring replace {edition.name} {mentee} --left {left}`."


def _again(edition: Edition) -> str:
    return f"Run `mentoring match {edition.name}` again."


@edition_check
def people_take_part(edition: Edition) -> Iterator[Problem]:
    """A standing pair's two people are there, in the right roles, and have not withdrawn."""
    for entry, at, one in _standing(edition):
        for who, role, place in (
            (entry.record.mentee, Role.MENTEE, ("mentee",)),
            (one.mentor, Role.MENTOR, (*at, "mentor")),
        ):
            person = edition.people.get(who)
            if edition.lacks(who, role):
                yield entry.problem(
                    "id-unknown",
                    f"{who} is no {role} of {edition.name}",
                    "Correct the id, or remove the pair.",
                    at=place,
                )
            elif person and person.status is not ApplicationStatus.SUBMITTED:
                yield entry.problem(
                    "person-not-taking-part",
                    f"{who} is {person.status} and still paired",
                    _remedy(edition, entry.record.mentee, role),
                    at=place,
                )


@edition_check
def people_may_be_paired(edition: Edition) -> Iterator[Problem]:
    """A standing pair shares no experiment and is in no conflict; nor do decisions forbid it."""
    decided = edition.decisions.record.forbids if edition.decisions else ()
    forbidden = {(one.mentee, one.mentor) for one in decided}
    for entry, at, one in _standing(edition):
        mentee, mentor = edition.people.get(entry.record.mentee), edition.people.get(one.mentor)
        why = against_pairing(mentee, mentor) if mentee and mentor else None
        if (entry.record.mentee, one.mentor) in forbidden:
            why = "a decision forbids it"
        if why:
            yield entry.problem(
                "pair-forbidden",
                f"{entry.record.mentee} and {one.mentor} may not be a pair: {why}",
                _remedy(edition, entry.record.mentee, Role.MENTOR),
                at=(*at, "mentor"),
            )


@edition_check
def mentorships_follow_each_other(edition: Edition) -> Iterator[Problem]:
    """At most one mentorship of a mentee stands, and it is the last."""
    for entry in edition.pairs:
        for number, one in enumerate(entry.record.mentorships[:-1]):
            if one.status not in OVER:
                yield entry.problem(
                    "mentor-twice",
                    f"{entry.record.mentee} has a later mentor, and {one.mentor} is still "
                    f"{one.status}",
                    "End the earlier mentorship first: a mentee has one mentor at a time.",
                    at=("mentorships", number, "status"),
                )


@edition_check
def capacity_holds(edition: Edition) -> Iterator[Problem]:
    """No mentor has more mentees than they offered, or than a decision allows them."""
    limits = mentor_limits(edition)
    otherwise = "Find another mentor, or correct their capacity with their consent."
    held: Counter[str] = Counter()
    for entry, at, one in _standing(edition):
        held[one.mentor] += 1
        if one.mentor in limits and held[one.mentor] > limits[one.mentor]:
            yield entry.problem(
                "capacity-exceeded",
                f"mentor {one.mentor} takes {limits[one.mentor]} and has {held[one.mentor]}",
                otherwise if edition.announced else _again(edition),
                at=(*at, "mentor"),
            )


@edition_check
def cap_holds(edition: Edition) -> Iterator[Problem]:
    """There are no more pairs than the edition allows."""
    cap = edition_limit(edition)
    otherwise = (
        f"End one that was added beside the others: `mentoring pair end {edition.name} MENTEE`."
    )
    count = sum(1 for _ in _standing(edition))
    if count > cap:
        yield edition.cohort.problem(
            "cap-exceeded",
            f"{count} pairs stand; the edition has at most {cap}",
            otherwise if edition.announced else _again(edition),
            at=("pairs",),
        )
