"""The hard rules, which forbid pairs regardless of fit. Each has a code and a sentence."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import numpy as np

from mentoring.files.messages import messages
from mentoring.people.organisers import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.evaluate import Columns, Points, index
from mentoring.scoring.features import Features

SHARED_EXPERIMENT = "shared-experiment"
DECLARED_CONFLICT = "declared-conflict"
SAME_INSTITUTE = "same-institute"
FORBIDDEN = "forbidden"
MINIMUM_FIT = "minimum-fit"
LEFT_OUT = "left-out"

SENTENCES: Mapping[str, str] = messages(__package__)
"""What each rule says, by its code."""

Values = Callable[[Features], Iterable[str]]
"""From a person to values. A rule forbids a mentee and a mentor who share one."""

Exclusions = Callable[[Features, Points], Iterator[tuple[str, Columns]]]
"""From a mentee with their fits to the code and the columns of each rule that excludes mentors."""


def exclusions(
    mentors: Sequence[Features], cohort: Cohort, decisions: Decisions | None
) -> Exclusions:
    """The hard rules of an edition for these mentors."""
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
    by_value = [(code, values, index(map(theirs, mentors))) for code, values, theirs in rules]

    def excluded(mentee: Features, fits: Points) -> Iterator[tuple[str, Columns]]:
        for code, values, columns in by_value:
            found = [columns[value] for value in values(mentee) if value in columns]
            if found:  # np.unique would load another module
                yield code, np.flatnonzero(np.bincount(np.concatenate(found)))
        yield MINIMUM_FIT, np.flatnonzero(fits < cohort.matching.minimum_fit)

    return excluded
