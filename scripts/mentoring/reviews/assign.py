"""Assign reviewers to applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from mentoring.people.application import Application
from mentoring.people.conflict import against_judging
from mentoring.people.review import Review
from mentoring.people.roster import Member, Roster
from mentoring.reviews.balance_loads import Spread

DECLARED_ON_READING = "a conflict declared on reading"


def reviewers(roster: Roster | None) -> tuple[Member, ...]:
    """The members who are reviewers, sorted by id."""
    members = roster.members if roster else ()
    return tuple(
        sorted((member for member in members if "reviewer" in member.duties), key=lambda m: m.id)
    )


def declared(reviews: Iterable[Review]) -> frozenset[tuple[str, str]]:
    """The (application, reviewer) pairs for which the reviewer declared a conflict."""
    return frozenset((review.application, review.reviewer) for review in reviews if review.conflict)


def why_not(
    application: Application, member: Member, conflicts: frozenset[tuple[str, str]]
) -> str | None:
    """Why this member may not review this application, in words; None if they may."""
    if (application.id, member.id) in conflicts:
        return DECLARED_ON_READING
    return against_judging(member, application)


def eligible(
    application: Application, members: Sequence[Member], conflicts: frozenset[tuple[str, str]]
) -> tuple[str, ...]:
    """The members who may review the application, in the order of a hash.

    The hash is the same on every machine and differs by application. In the order of ids, the same
    reviewers would always share applications, and their marks could not be compared with others'.
    """
    allowed = (member.id for member in members if why_not(application, member, conflicts) is None)
    return tuple(sorted(allowed, key=lambda one: _hash(application.id, one)))


def _hash(application: str, reviewer: str) -> bytes:
    return blake2b(f"{application}:{reviewer}".encode()).digest()


WITHIN = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """An application with too few eligible reviewers: their number, and why others may not."""

    application: str
    possible: int
    wanted: int
    why: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Imbalance:
    """Loads that cannot be made equal: only these reviewers may review what they have."""

    least: int
    most: int
    reviewers: tuple[str, ...]
    applications: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """Each application's reviewers and each reviewer's load, sorted by id, and the problems."""

    reviewers: Mapping[str, tuple[str, ...]]
    loads: Mapping[str, int]
    shortages: tuple[Shortage, ...]
    imbalance: Imbalance | None


def assign(
    applications: Sequence[Application],
    roster: Roster | None,
    reviews: Sequence[Review],
    per_application: int,
) -> Assignment:
    """Assign reviewers to each application, with loads as equal as possible.

    Earlier assignments and finished reviews are kept, as far as they are still allowed. The result
    does not depend on the order of the input.
    """
    members, conflicts = reviewers(roster), declared(reviews)
    wanted = {one.id: one for one in sorted(applications, key=lambda application: application.id)}
    allowed = {one.id: eligible(one, members, conflicts) for one in wanted.values()}
    spread = Spread(allowed, (member.id for member in members), _held(allowed, roster, reviews))
    short = [one for one in wanted if not _give(spread, one, per_application)]
    return Assignment(
        reviewers={one: tuple(sorted(spread.given[one])) for one in wanted},
        loads=spread.loads,
        shortages=tuple(
            _shortage(wanted[one], allowed[one], members, conflicts, per_application)
            for one in short
        ),
        imbalance=_imbalance(spread),
    )


def _held(
    allowed: Mapping[str, tuple[str, ...]], roster: Roster | None, reviews: Sequence[Review]
) -> dict[str, set[str]]:
    """The reviewers each application already has and who may still review it."""
    assigned = roster.assignments if roster else {}
    held = {one: set(assigned.get(one, ())) for one in allowed}
    for review in reviews:
        if review.application in held:
            held[review.application].add(review.reviewer)
    return {one: theirs & set(allowed[one]) for one, theirs in held.items()}


def _give(spread: Spread, application: str, wanted: int) -> bool:
    """Assign the reviews that the application lacks; False if there are not enough reviewers."""
    missing = wanted - len(spread.given[application])
    return all(spread.give(application) for _ in range(missing))


def _shortage(
    application: Application,
    allowed: Sequence[str],
    members: Sequence[Member],
    conflicts: frozenset[tuple[str, str]],
    wanted: int,
) -> Shortage:
    found = (why_not(application, member, conflicts) for member in members)
    why = Counter(reason for reason in found if reason)
    return Shortage(
        application=application.id,
        possible=len(allowed),
        wanted=wanted,
        why=tuple(sorted(why.items())),
    )


def _imbalance(spread: Spread) -> Imbalance | None:
    """The reviewers with higher loads, if nobody else may review what they have; else None."""
    least, most = (find(spread.loads.values(), default=0) for find in (min, max))
    if most - least <= WITHIN:
        return None
    burdened = spread.tied_to(one for one, load in spread.loads.items() if load == most)
    theirs = (one for one, given in spread.given.items() if given & burdened)
    return Imbalance(
        least=least,
        most=most,
        reviewers=tuple(sorted(burdened)),
        applications=tuple(sorted(theirs)),
    )
