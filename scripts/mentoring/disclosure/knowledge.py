"""What each reader may know besides the releases; used by both protection and attacker.

| reader | knows besides all releases, the rules, and how ranges are drawn |
| --- | --- |
| anyone | nothing |
| applicant | their own record; the catalogue: each listed mentor's stage and topics |
| mentee, mentor | their own record and their partner's: one in each table |
| mentor of several | the records of up to three mentees |
| reader who learns that a person left | that person's record, and their own |
| committee member | the report's exact counts, by role: a release adds nothing to it |

Letters name the partner, tickets follow from ids, and the lists of networking groups name their
members: all of these count as records of others.

The rules are public: how many are selected, the minimum and maximum of each affiliation on both
sides, and that no pair shares an affiliation, if the programme says so. Readers may assume that
each mentor has one mentee: with more, the attacker would know less.
"""

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement

from mentoring.aggregates.release import Population, Range
from mentoring.disclosure.table_specs import Classification
from mentoring.programme.cohort import Cohort

GAP = 4
"""The least width of every range that any reader can infer.

Such a range contains five numbers: a group of 1 to 4 cannot be told from none, or from five.
"""
MENTEES_KNOWN = 3
"""Records that one reader may know among the selected mentees or their pairs."""
PEOPLE_KNOWN = 2
"""Records that one reader may know among all applicants."""
MOST_MENTEES = 10
"""The largest capacity that a mentor may state, in mentees."""
REST = 2
"""The number of editions for which a table of mentors is not released again.

Mentors return, and a reader can intersect the ranges of several years: if nine in ten stay, ten
yearly releases narrow 42 % of the categories to fewer than five numbers. With two editions between
releases they narrow none (`benchmarks/over_years.py`).
"""
Least = tuple[int, ...]
"""For each count, how many people a reader knows to be in it."""


def records_known(population: Population) -> int:
    """The number of records in a table that a reader may know."""
    return PEOPLE_KNOWN if population is Population.MENTORS else MENTEES_KNOWN


def views(counts: int, records: int, among: range | None = None) -> Iterator[Least]:
    """Every way in which up to `records` known people can be in the counts, or `among` some."""
    nowhere = counts
    for known in combinations_with_replacement([*(among or range(counts)), nowhere], records):
        yield tuple(known.count(at) for at in range(counts))


def unions(categories: int) -> list[tuple[int, ...]]:
    """Every union of categories, but one of each two complements, as their widths are equal."""
    others = range(1, categories)
    return [(0, *chosen) for size in range(categories - 1) for chosen in combinations(others, size)]


def bounds(
    cohort: Cohort, table: str, classification: Classification, most: int
) -> tuple[Range, ...]:
    """The range of selected people in each category by the edition's rules, at most `most`.

    The last category has no upper bound, as it includes people who stated nothing.
    """
    balance = cohort.matching.balance
    of_table = {"mentees-by-experiment": balance.mentees, "mentors-by-experiment": balance.mentors}
    rules = of_table.get(table)
    if not rules:
        return (Range(0, most),) * len(classification.categories)
    ranges = []
    for category in classification.categories:
        stated = [
            rules.get(name, (0, None))
            for name in cohort.experiments
            if classification.categories_of((name,)) == (category,)
        ]
        highest = sum(most if high is None else high for _, high in stated)
        is_last = category == classification.categories[-1]
        ranges.append(Range(sum(low for low, _ in stated), most if is_last else min(most, highest)))
    return tuple(ranges)


def assumed_counts(cohort: Cohort, table: str, classification: Classification) -> Least:
    """The applicants that readers assume in each category: the least number selected from it."""
    return tuple(bound.low for bound in bounds(cohort, table, classification, cohort.pairs))


def kept_apart(cohort: Cohort, table: str, classification: Classification) -> tuple[int, ...]:
    """The categories of a single affiliation, in which no mentee has a mentor if pairs differ."""
    if not table.endswith("-by-experiment") or not cohort.config.affiliation.differ:
        return ()
    return tuple(
        at
        for at, category in enumerate(classification.categories)
        if [value for value, of in classification.of.items() if of == category] == [category]
    )
