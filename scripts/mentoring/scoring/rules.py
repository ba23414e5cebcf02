"""The hard rules, which forbid pairs regardless of fit. Each has a code and a sentence."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from mentoring.people.organisers import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.evaluate import Columns, index
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
    MINIMUM_FIT: "Their fit is below the minimum of this edition.",
    LEFT_OUT: "One of them would not take part.",
}

Values = Callable[[Features], Iterable[str]]
"""From a person to what one rule compares of them."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Exclusions:
    """The mentors that the rules exclude for each mentee, except by the minimum fit.

    `rules` has, for each rule, its code, the values of a mentee, and the mentors by value: those
    with one of the mentee's values are excluded.
    """

    mentees: Sequence[Features]
    rules: Sequence[tuple[str, Values, Mapping[str, Columns]]]

    def of(self, row: int) -> Iterator[tuple[str, Columns]]:
        """The code of each rule that excludes mentors for the mentee, with their columns."""
        for code, values, mentors in self.rules:
            found = [mentors[value] for value in values(self.mentees[row]) if value in mentors]
            if found:  # np.unique would load another module
                yield code, np.flatnonzero(np.bincount(np.concatenate(found)))


def exclusions(
    mentees: Sequence[Features],
    mentors: Sequence[Features],
    cohort: Cohort,
    decisions: Decisions | None,
) -> Exclusions:
    """The hard rules of an edition for these people, except the minimum fit."""
    forbidden: dict[str, list[str]] = {}
    for forbid in decisions.forbids if decisions else ():
        forbidden.setdefault(forbid.mentee, []).append(forbid.mentor)
    rules: list[tuple[str, Values, Values]] = [
        (
            DECLARED_CONFLICT,
            lambda mentee: (*mentee.conflicts, f"by {mentee.id}"),
            lambda mentor: (mentor.id, *(f"by {other}" for other in mentor.conflicts)),
        ),
        (FORBIDDEN, lambda mentee: forbidden.get(mentee.id, ()), lambda mentor: (mentor.id,)),
    ]
    if not cohort.matching.same_institute:
        rules.insert(0, (SAME_INSTITUTE, attrgetter("institutes"), attrgetter("institutes")))
    if cohort.config.affiliation.differ:
        rules.insert(0, (SHARED_EXPERIMENT, attrgetter("experiments"), attrgetter("experiments")))
    by_value = [(code, of, index(map(of_mentor, mentors))) for code, of, of_mentor in rules]
    return Exclusions(mentees=mentees, rules=by_value)
