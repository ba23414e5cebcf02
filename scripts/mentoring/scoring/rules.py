"""The hard rules, which forbid pairs regardless of fit. Each has a code and a sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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

Shared = Callable[[Features], tuple[str, ...]]
"""From a person to the values that the two people of a pair may not have in common."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Exclusions:
    """The mentors that the rules exclude for each mentee, except by the minimum fit.

    `shared` has, for each rule against something in common, its code, the values of a person, and
    the mentors by value. `named` has the mentors excluded by name, by code and mentee.
    """

    mentees: Sequence[Features]
    shared: Sequence[tuple[str, Shared, Mapping[str, Columns]]]
    named: Mapping[tuple[str, str], set[int]]

    def of(self, row: int) -> Iterator[tuple[str, Columns]]:
        """The code of each rule that excludes mentors for the mentee, with their columns."""
        mentee = self.mentees[row]
        for code, values, mentors in self.shared:
            found = [mentors[value] for value in values(mentee) if value in mentors]
            if found:  # np.unique would load another module
                yield code, np.flatnonzero(np.bincount(np.concatenate(found)))
        for code in (DECLARED_CONFLICT, FORBIDDEN):
            if columns := self.named.get((code, mentee.id)):
                yield code, np.array(sorted(columns), dtype=np.intp)


def exclusions(
    mentees: Sequence[Features],
    mentors: Sequence[Features],
    cohort: Cohort,
    decisions: Decisions | None,
) -> Exclusions:
    """The hard rules of an edition for these people, except the minimum fit."""
    forbids = decisions.forbids if decisions else ()
    by_name = [(FORBIDDEN, forbid.mentee, forbid.mentor) for forbid in forbids]
    for mentee in mentees:
        by_name += ((DECLARED_CONFLICT, mentee.id, other) for other in mentee.conflicts)
    for mentor in mentors:
        by_name += ((DECLARED_CONFLICT, other, mentor.id) for other in mentor.conflicts)
    columns = {mentor.id: column for column, mentor in enumerate(mentors)}
    named: dict[tuple[str, str], set[int]] = {}
    for code, mentee_id, mentor_id in by_name:
        if mentor_id in columns:
            named.setdefault((code, mentee_id), set()).add(columns[mentor_id])
    rules: list[tuple[str, Shared]] = []
    if cohort.config.affiliation.differ:
        rules.append((SHARED_EXPERIMENT, lambda person: person.experiments))
    if not cohort.matching.same_institute:
        rules.append((SAME_INSTITUTE, lambda person: person.institutes))
    shared = [(code, values, index(map(values, mentors))) for code, values in rules]
    return Exclusions(mentees=mentees, shared=shared, named=named)
