"""Assign reviewers to applications, with loads as equal as possible."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from mentoring.errors import MentoringError
from mentoring.people.application import Application
from mentoring.people.organisers import Review, Roster, against_judging

DECLARED_ON_READING = "a conflict declared on reading"
WITHIN = 1
MIXED = 1 << 10  # hashed costs that only decide between equally even assignments

Reviewers = Mapping[str, set[str]]  # of each application


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """An application with too few eligible reviewers: their number, and why others may not."""

    application: str
    possible: int
    wanted: int
    why: Mapping[str, int]


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

    assignments: Mapping[str, tuple[str, ...]]
    loads: Mapping[str, int]
    shortages: tuple[Shortage, ...]
    imbalance: Imbalance | None


def assign(
    applications: Iterable[Application], roster: Roster, reviews: Iterable[Review], wanted: int
) -> Assignment:
    """Assign as many reviewers as wanted to each application, with loads as equal as possible.

    Earlier assignments and reviews are kept if still allowed. The order of the input is irrelevant.
    """
    members = [member for member in roster.members if "reviewer" in member.duties]
    members.sort(key=lambda member: member.id)
    declared: dict[str, set[str]] = defaultdict(set)
    earlier = defaultdict(set, {name: {*theirs} for name, theirs in roster.assignments.items()})
    for review in reviews:
        (declared if review.conflict else earlier)[review.application].add(review.reviewer)
    allowed: dict[str, set[str]] = {}
    barred: dict[str, dict[str, int]] = {}
    for person in sorted(applications, key=lambda person: person.id):
        reasons = {member.id: against_judging(member, person) for member in members}
        reasons |= dict.fromkeys(reasons.keys() & declared[person.id], DECLARED_ON_READING)
        allowed[person.id] = {reviewer for reviewer, why in reasons.items() if not why}
        barred[person.id] = dict(Counter(sorted(filter(None, reasons.values()))))
    held = {name: theirs & earlier[name] for name, theirs in allowed.items()}
    given = _spread(allowed, held, [member.id for member in members], wanted)
    loads = {member.id: sum(member.id in theirs for theirs in given.values()) for member in members}
    return Assignment(
        assignments={application: tuple(sorted(theirs)) for application, theirs in given.items()},
        loads=loads,
        shortages=tuple(
            Shortage(application=name, possible=len(allowed[name]), wanted=wanted, why=barred[name])
            for name, theirs in given.items()
            if len(theirs) < wanted
        ),
        imbalance=_imbalance(allowed, held, given, loads),
    )


def _spread(
    allowed: Reviewers, held: Reviewers, members: Sequence[str], wanted: int
) -> dict[str, set[str]]:
    """The reviewers of each application, with the least sum of squared loads.

    This is a semi-matching with demands (Harvey, Ladner, Lovász and Tamir, “Semi-matchings for
    bipartite graphs and load balancing”, Journal of Algorithms 59, 2006), as a flow: a reviewer's
    n-th review costs 2n − 1. The hash decides between equally even assignments: it is the same on
    every machine, and mixes the reviewers, so that their marks can be compared.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    loads = Counter(reviewer for theirs in held.values() for reviewer in theirs)
    options: Counter[str] = Counter()
    flow, sink, total = SimpleMinCostFlow(), len(members), 0
    place = {member: number for number, member in enumerate(members)}
    arcs = []
    for number, (application, theirs) in enumerate(allowed.items(), start=sink + 1):
        free = sorted(theirs - held[application])
        missing = min(max(0, wanted - len(held[application])), len(free))
        flow.set_node_supply(number, missing)
        total += missing
        for member in free if missing else ():
            cost = int.from_bytes(blake2b(f"{application}:{member}".encode()).digest()[:4]) % MIXED
            arc = flow.add_arc_with_capacity_and_unit_cost(number, place[member], 1, cost)
            arcs.append((arc, application, member))
            options[member] += 1
    flow.set_node_supply(sink, -total)
    for member in members:
        for load in range(loads[member] + 1, loads[member] + options[member] + 1):
            cost = (2 * load - 1) * MIXED * (total + 1)
            flow.add_arc_with_capacity_and_unit_cost(place[member], sink, 1, cost)
    if flow.solve() != flow.OPTIMAL:
        raise MentoringError(
            "The solver gave up on an assignment that exists. Nothing was changed; please report "
            "this."
        )
    given = {application: set(theirs) for application, theirs in held.items()}
    for arc, application, member in arcs:
        if flow.flow(arc):
            given[application].add(member)
    return given


def _imbalance(
    allowed: Reviewers, held: Reviewers, given: Reviewers, loads: Mapping[str, int]
) -> Imbalance | None:
    """The reviewers with the highest loads, if no others may review what they have; else None."""
    least, most = min(loads.values(), default=0), max(loads.values(), default=0)
    if most - least <= WITHIN:
        return None
    burdened = {reviewer for reviewer, load in loads.items() if load == most}
    waiting = list(burdened)
    movable: dict[str, list[str]] = defaultdict(list)
    for application, theirs in given.items():
        for reviewer in theirs - held[application]:
            movable[reviewer].append(application)
    while waiting:
        for application in movable[waiting.pop()]:
            others = allowed[application] - given[application] - burdened
            burdened |= others
            waiting += others
    reviewers = tuple(sorted(burdened))
    applications = tuple(name for name, theirs in given.items() if theirs & burdened)
    return Imbalance(least=least, most=most, reviewers=reviewers, applications=applications)
