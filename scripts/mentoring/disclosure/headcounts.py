"""The numbers of applicants and pairs: exact only if they reveal no small group."""

from __future__ import annotations

from mentoring.aggregates.release import Headcount, Population, ReleaseStage
from mentoring.disclosure.classifications import FEWEST_PEOPLE
from mentoring.disclosure.history import History
from mentoring.disclosure.populations import announced, applicants
from mentoring.people.application import Role
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition

SMALLEST_REMAINDER = 6
"""The least number of mentees beyond the places: five, and the reader who is one of them.

With fewer mentees than places plus this number, the number not selected could be inferred.
"""


def headcounts(edition: Edition, stage: ReleaseStage, history: History) -> tuple[Headcount, ...]:
    """The sizes that a stage publishes. Only pairs announced at the matching are counted."""
    match stage:
        case ReleaseStage.APPLICATIONS:
            mentees = len(applicants(edition, Role.MENTEE))
            mentors = len(applicants(edition, Role.MENTOR))
            return (
                headcount(Population.MENTEES, mentees, edition.cohort.record),
                headcount(Population.MENTORS, mentors, edition.cohort.record),
            )
        case ReleaseStage.MATCHING:
            return (headcount(Population.PAIRS, len(announced(edition)), edition.cohort.record),)
    known = [one for release in history.of(edition.name) for one in release.headcounts]
    return tuple(one for one in known if one.population is Population.PAIRS)[:1]


def headcount(population: Population, size: int, cohort: Cohort) -> Headcount:
    """The exact size from a threshold upwards; below it, only that it is below."""
    least = FEWEST_PEOPLE
    if population is Population.MENTEES:
        least = max(least, cohort.pairs + SMALLEST_REMAINDER)
    low, high = (size, size) if size >= least else (0, least - 1)
    return Headcount(population=population, low=low, high=high)
