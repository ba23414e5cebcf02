"""Counts people and pairs: who belongs to a population, its size, and its members by category."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeGuard

from mentoring.aggregates.release import Headcount, Population, ReleaseStage
from mentoring.disclosure.attributes import CountedPair, CountedPerson, Values
from mentoring.disclosure.history import History
from mentoring.disclosure.table_specs import FEWEST_PEOPLE, Classification, TableSpec
from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.people.pair import Pair
from mentoring.store.programme import Edition

SMALLEST_REMAINDER = 6
"""The least number of mentees beyond the places: five, and the reader who is one of them.

With fewer mentees than places plus this number, the number not selected could be inferred.
"""


def applicants(edition: Edition, role: Role) -> tuple[Application, ...]:
    """All eligible applicants on one side, by id, in any later status.

    A later withdrawal changes nothing, as the difference of two releases would reveal a person.
    """
    last = edition.cohort.record.dates.announcement
    counted = (
        person
        for person in (entry.record for entry in edition.applications)
        if person.role is role
        and person.status is not ApplicationStatus.INELIGIBLE
        and person.submitted.date() <= last
    )
    return tuple(sorted(counted, key=lambda person: person.id))


def announced(edition: Edition) -> tuple[Pair, ...]:
    """The pairs of the match as announced, by mentee, without pairs made later."""
    mentees = {applicant.id for applicant in applicants(edition, Role.MENTEE)}
    matched = (
        pair
        for pair in (entry.record for entry in edition.pairs)
        if pair.mentee in mentees
        and pair.mentorships[0].matched.how == "match"
        and pair.mentorships[0].meaning.told
    )
    return tuple(sorted(matched, key=lambda pair: pair.mentee))


def headcounts(edition: Edition, stage: ReleaseStage, history: History) -> tuple[Headcount, ...]:
    """The sizes that a stage publishes. Only pairs announced at the matching are counted.

    A size is exact from a threshold upwards; below it, only that it is below.
    """
    if stage not in {ReleaseStage.APPLICATIONS, ReleaseStage.MATCHING}:
        every = (count for release in history.of(edition.name) for count in release.headcounts)
        return tuple(count for count in every if count.population is Population.PAIRS)[:1]
    if stage is ReleaseStage.MATCHING:
        sizes = [(Population.PAIRS, len(announced(edition)), 0)]
    else:
        mentees, mentors = (len(applicants(edition, role)) for role in Role)
        threshold = edition.cohort.record.pairs + SMALLEST_REMAINDER
        sizes = [(Population.MENTEES, mentees, threshold), (Population.MENTORS, mentors, 0)]
    counts = []
    for population, size, threshold in sizes:
        least = max(FEWEST_PEOPLE, threshold)
        low, high = (size, size) if size >= least else (0, least - 1)
        counts.append(Headcount(population=population, low=low, high=high))
    return tuple(counts)


def answers(edition: Edition, spec: TableSpec) -> tuple[Values, ...]:
    """The answers of each member of the table's population; empty if not to be counted.

    A pair's answers need the mentee's consent, and after the matching also the mentor's.
    """
    if spec.population is not Population.PAIRS:
        role = Role.MENTEE if spec.population is Population.MENTEES else Role.MENTOR
        return tuple(
            getattr(CountedPerson.of(person), spec.attribute) if _counts_in(person) else ()
            for person in applicants(edition, role)
        )
    given: list[Values] = []
    for pair in announced(edition):
        mentee, mentor = (edition.people.get(id_) for id_ in (pair.mentee, pair.latest.mentor))
        if not _counts_in(mentee):
            given.append(())
        elif spec.stage is ReleaseStage.MATCHING:
            given.append(getattr(CountedPerson.of(mentee), spec.attribute))
        elif _counts_in(mentor):
            counted = CountedPair(pair=pair, cohort=edition.cohort.record)
            given.append(getattr(counted, spec.attribute))
        else:
            given.append(())
    return tuple(given)


def tally(classification: Classification, given: Sequence[Values], size: int) -> tuple[int, ...]:
    """How many of `size` are counted in each category, in order.

    People who have since been erased count as giving no answer.
    """
    missing: list[Values] = [()] * (size - len(given))
    counted = Counter(
        category
        for values in (*given, *missing)
        for category in classification.categories_of(values)
    )
    return tuple(counted[category] for category in classification.categories)


def _counts_in(person: Application | None) -> TypeGuard[Application]:
    """Whether the person agreed to be counted by their attributes, and has not withdrawn this."""
    return person is not None and person.consent.statistics and person.consent.withdrawn is None
