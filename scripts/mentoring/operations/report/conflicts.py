"""People who declare unusually many conflicts, and the effect on the outcome.

A declared conflict always rules a pair out. But a mentee could secure one mentor by declaring
conflicts with all others, so the report shows such lists to the committee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring.matching.explain.alternatives import Change, change
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.operations.snapshot import Snapshot
from mentoring.scoring.rules import DECLARED_CONFLICT

UNUSUAL = 3
"""The number of conflicts from which a list is unusual; most lists are empty, few have two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyConflicts:
    """A person, the number of conflicts they declare, and the best outcome without these."""

    person: str
    named: int
    others: int
    change: Change


def many_conflicts(
    instance: Instance, pairs: Sequence[Pair], today: Snapshot
) -> Iterator[ManyConflicts]:
    """The people with unusually many conflicts, the longest list first."""
    mentees = {mentee.id: mentee.conflicts for mentee in today.fits.mentees}
    mentors = {mentor.id: mentor.conflicts for mentor in today.fits.mentors}
    named = {
        person: [other for other in conflicts if other in across]
        for own, across in ((mentees, mentors), (mentors, mentees))
        for person, conflicts in own.items()
    }
    counts = Counter({person: len(others) for person, others in named.items()})
    for person, count in counts.most_common():
        if count < UNUSUAL or person not in {**instance.rows, **instance.columns}:
            return
        couples = [_couple(person, other, mentees) for other in named[person]]
        both = [pair for pair in couples if _one_sided(person, pair, named)]
        yield ManyConflicts(
            person=person,
            named=count,
            others=len(mentors if person in mentees else mentees),
            change=change(_lifted(instance, both, today), pairs),
        )


def _couple(person: str, other: str, mentees: Mapping[str, object]) -> Pair:
    return (person, other) if person in mentees else (other, person)


def _one_sided(person: str, pair: Pair, named: Mapping[str, Sequence[str]]) -> bool:
    """Whether only this person declared the conflict."""
    [other] = set(pair) - {person}
    return person not in named[other]


def _lifted(instance: Instance, pairs: Sequence[Pair], today: Snapshot) -> Instance:
    """The instance without these conflicts."""
    fit = instance.fit.copy()
    known = [pair for pair in pairs if pair[0] in instance.rows and pair[1] in instance.columns]
    for pair, place in zip(known, instance.places(known), strict=True):
        fit[place] = today.fit_without(DECLARED_CONFLICT, *pair) or FORBIDDEN
    return replace(instance, fit=fit)
