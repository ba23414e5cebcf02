"""The hard rules: pairs that may not be, whatever their fit. Each has a code and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentoring.people.decisions import Decisions
    from mentoring.programme.rules import MatchingRules
    from mentoring.scoring.features import Features

SHARED_EXPERIMENT = "shared-experiment"
DECLARED_CONFLICT = "declared-conflict"
SAME_INSTITUTE = "same-institute"
FORBIDDEN = "forbidden"
MINIMUM_FIT = "minimum-fit"

SENTENCES = {
    SHARED_EXPERIMENT: "They share an experiment.",
    DECLARED_CONFLICT: "One of them must not be matched with the other.",
    SAME_INSTITUTE: "They are at the same institute, which this edition rules out.",
    FORBIDDEN: "The organisers decided against this pair.",
    MINIMUM_FIT: "Their fit is below the least that this edition allows.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """A rule against pairs that have something in common: whatever `of` names for both."""

    code: str
    of: Callable[[Features], tuple[str, ...]]


def shared(rules: MatchingRules) -> tuple[Shared, ...]:
    """The rules of an edition that forbid having something in common."""
    experiments = Shared(code=SHARED_EXPERIMENT, of=lambda one: one.experiments)
    institutes = Shared(code=SAME_INSTITUTE, of=lambda one: (one.institute,))
    return (experiments,) if rules.same_institute else (experiments, institutes)


def named(decisions: Decisions | None) -> frozenset[tuple[str, str]]:
    """The pairs (mentee, mentor) that the organisers ruled out."""
    forbids = decisions.forbids if decisions else ()
    return frozenset((forbid.mentee, forbid.mentor) for forbid in forbids)


def broken(
    mentee: Features,
    mentor: Features,
    rules: MatchingRules,
    forbidden: frozenset[tuple[str, str]],
    fit: int,
) -> Iterator[str]:
    """The codes of every rule that the pair breaks."""
    for rule in shared(rules):
        if set(rule.of(mentee)) & set(rule.of(mentor)):
            yield rule.code
    if mentor.id in mentee.conflicts or mentee.id in mentor.conflicts:
        yield DECLARED_CONFLICT
    if (mentee.id, mentor.id) in forbidden:
        yield FORBIDDEN
    if fit < rules.minimum_fit:
        yield MINIMUM_FIT
