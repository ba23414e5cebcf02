"""What each reader may know beside the releases: stated once, for protection and for attack.

| reader | knows besides all releases, the rules, and how ranges are drawn |
| --- | --- |
| anybody | nothing |
| applicant | their own record; the catalogue: each listed mentor's stage and topics |
| mentee, mentor | their own record and their partner's: one in each table |
| mentor of several | the records of up to three mentees |
| who learns that somebody left | that person's record, beside their own |
| committee member | the report's exact counts, by role: a release adds nothing to it |

Letters name the partner, tickets follow from ids, and the lists of a networking group name people
whom one meets: all of these are records of others, and count as such.

The rules are known to everybody: how many are selected, how many of each affiliation at least and
at most, on both sides, and that no pair shares an affiliation. Readers may take it that each mentor
has one mentee: with more the attacker would know less.

What the catalogue shows exactly no range can hide from its readers: what is left are the few
mentors who did not want to be listed. So no table asks mentors for what the catalogue shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement

from mentoring.aggregates.release import Population
from mentoring.disclosure.classifications import Classification
from mentoring.disclosure.ranges import Range
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import Bound

SHOWN_IN_CATALOGUE = frozenset({"career", "topic"})
"""What a mentor's anonymous profile says of them."""

MENTEES_KNOWN = 3
"""Records that one reader may know among those who were selected, or of their pairs."""

PEOPLE_KNOWN = 2
"""Records that one reader may know among all who applied."""

MOST_MENTEES = 10
"""The largest capacity that a mentor may state."""

REST = 2
"""Editions for which a table of mentors rests after a release.

Mentors return. Who knows that few of them have changed lays the ranges of several years over each
other: of ten yearly releases, with nine in ten mentors staying, that narrows 42 % of the categories
to less than five numbers. With two editions between it narrows none
(`benchmarks/over_years.py`).
"""

Least = tuple[int, ...]
"""For each count, how many people a reader knows to be in it."""


def records_known(population: Population) -> int:
    """How many records a reader may know of those whom a table counts."""
    return PEOPLE_KNOWN if population is Population.MENTORS else MENTEES_KNOWN


def views(counts: int, records: int, among: range | None = None) -> Iterator[Least]:
    """Every way in which a reader may know up to so many records: where each is counted.

    `among` are the counts in which they can be; without it, all of them.
    """
    nobody = counts
    for known in combinations_with_replacement([*(among or range(counts)), nobody], records):
        number = Counter(known)
        yield tuple(number[at] for at in range(counts))


def bounds(
    cohort: Cohort, table: str, classification: Classification, most: int
) -> tuple[Range, ...]:
    """How many of at most `most` selected each category of a table has, by the edition's rules.

    The last category has no upper bound: who did not state anything is in it, too.
    """
    rules = _rules(cohort, table)
    return tuple(
        _bound(rules, cohort, classification, category, most)
        for category in classification.categories
    )


def floors(cohort: Cohort, table: str, classification: Classification) -> Least:
    """How many readers take to have applied in each category, for so many are selected at least."""
    return tuple(bound.low for bound in bounds(cohort, table, classification, cohort.pairs))


def least(cohort: Cohort, table: str, classification: Classification) -> Least:
    """How many must have applied in each category: a mentor may be in several pairs."""
    share = MOST_MENTEES if table.startswith("mentors") else 1
    return tuple(-(-low // share) for low in floors(cohort, table, classification))


def _rules(cohort: Cohort, table: str) -> dict[str, Bound]:
    balance = cohort.matching.balance
    of_table = {"mentees-by-experiment": balance.mentees, "mentors-by-experiment": balance.mentors}
    return dict(of_table.get(table, {}))


def _bound(
    rules: dict[str, Bound],
    cohort: Cohort,
    classification: Classification,
    category: str,
    most: int,
) -> Range:
    """The sum of the bounds of a category's affiliations."""
    mine = [
        rules.get(name, (0, None))
        for name in cohort.experiments
        if rules and classification.categories_of((name,)) == (category,)
    ]
    highs = [high for _, high in mine]
    is_open = not rules or None in highs or category == classification.categories[-1]
    high = most if is_open else min(most, sum(high or 0 for high in highs))
    return Range(sum(low for low, _ in mine), high)


def kept_apart(classification: Classification) -> tuple[int, ...]:
    """The categories that are one affiliation each: no mentee of one has a mentor of it."""
    sizes = Counter(classification.of.values())
    return tuple(
        at
        for at, category in enumerate(classification.categories)
        if sizes[category] == 1 and classification.of.get(category) == category
    )
