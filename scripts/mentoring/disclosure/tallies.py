"""Counts people and pairs by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mentoring.aggregates.release import Population, ReleaseStage
from mentoring.disclosure.attributes import Nine, asked
from mentoring.disclosure.catalogue import TableSpec
from mentoring.disclosure.classifications import Classification
from mentoring.disclosure.populations import announced, applicants, counts_in
from mentoring.people.application import Role
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition

Values = tuple[str, ...]


def answers(edition: Edition, spec: TableSpec) -> tuple[Values, ...]:
    """The answers of each member of the table's population; empty if not to be counted."""
    if spec.population is not Population.PAIRS:
        role = Role.MENTEE if spec.population is Population.MENTEES else Role.MENTOR
        people = applicants(edition, role)
        return tuple(spec.question(asked(person)) if counts_in(person) else () for person in people)
    return tuple(_of_pair(edition, spec, pair) for pair in announced(edition))


def tally(classification: Classification, given: Sequence[Values], size: int) -> tuple[int, ...]:
    """How many of `size` are counted in each category, in order.

    People who have since been erased count as giving no answer.
    """
    missing: list[Values] = [()] * (size - len(given))
    everybody = [*given, *missing]
    counted = Counter(name for person in everybody for name in classification.categories_of(person))
    return tuple(counted[category] for category in classification.categories)


def _of_pair(edition: Edition, spec: TableSpec, pair: Pair) -> Values:
    """A pair's answers; need the mentee's consent, and after the matching also the mentor's."""
    mentee, mentor = (edition.people.get(id_) for id_ in (pair.mentee, pair.latest.mentor))
    if mentee is None or not counts_in(mentee):
        return ()
    if spec.stage is ReleaseStage.MATCHING:
        return spec.question(asked(mentee))
    if mentor is None or not counts_in(mentor):
        return ()
    return spec.question(Nine(pair=pair, cohort=edition.cohort.record))
