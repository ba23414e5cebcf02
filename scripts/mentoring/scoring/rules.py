"""The hard rules, which forbid pairs regardless of fit. Each has a code and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mentoring.people.decisions import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.features import Features

SHARED_EXPERIMENT = "shared-experiment"
DECLARED_CONFLICT = "declared-conflict"
SAME_INSTITUTE = "same-institute"
FORBIDDEN = "forbidden"
MINIMUM_FIT = "minimum-fit"
LEFT_OUT = "left-out"

SENTENCES = {
    SHARED_EXPERIMENT: "They share an affiliation.",
    SAME_INSTITUTE: "They are at the same institute, which this edition rules out.",
    DECLARED_CONFLICT: "One of them must not be matched with the other.",
    FORBIDDEN: "The organisers decided against this pair.",
    MINIMUM_FIT: "Their fit is below the least that this edition allows.",
    LEFT_OUT: "One of them would take no part.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """A rule against pairs with something in common: any value that `of` returns for both."""

    code: str
    of: Callable[[Features], tuple[str, ...]]


def shared(cohort: Cohort) -> Iterator[Shared]:
    """The rules of an edition that forbid pairs with something in common."""
    if cohort.config.affiliation.differ:
        yield Shared(code=SHARED_EXPERIMENT, of=lambda one: one.experiments)
    if not cohort.matching.same_institute:
        yield Shared(code=SAME_INSTITUTE, of=lambda one: one.institutes)


def apart(
    mentees: Sequence[Features], mentors: Sequence[Features], decisions: Decisions | None
) -> Iterator[tuple[str, str, str]]:
    """The pairs excluded by name, as (code, mentee, mentor); the people may not exist."""
    for mentee in mentees:
        yield from ((DECLARED_CONFLICT, mentee.id, other) for other in mentee.conflicts)
    for mentor in mentors:
        yield from ((DECLARED_CONFLICT, other, mentor.id) for other in mentor.conflicts)
    for forbid in decisions.forbids if decisions else ():
        yield FORBIDDEN, forbid.mentee, forbid.mentor
