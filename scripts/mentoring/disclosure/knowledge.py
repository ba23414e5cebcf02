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

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from mentoring.aggregates.release import Population, Range, Table
from mentoring.disclosure.table_specs import Classification, catalogue
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


@dataclass(frozen=True, slots=True)
class Rules:
    """An edition's rules for the people of one table, by the categories of a classification."""

    cohort: Cohort
    table: str
    classification: Classification

    @classmethod
    def of(cls, cohort: Cohort, table: Table) -> Rules:
        """The rules for a published table."""
        spec = next(spec for spec in catalogue(cohort) if spec.name == table.name)
        chosen = next(rung for rung in spec.ladder if rung.name == table.classification)
        return cls(cohort, table.name, chosen)

    def bounds(self, most: int) -> tuple[Range, ...]:
        """The range of selected people in each category, at most `most`.

        The last category has no upper bound, as it includes people who stated nothing.
        """
        balance, categories = self.cohort.matching.balance, self.classification.categories
        sides = {"mentees-by-experiment": balance.mentees, "mentors-by-experiment": balance.mentors}
        stated = sides.get(self.table)
        if not stated:
            return (Range(0, most),) * len(categories)
        lows, highs = Counter[str](), Counter({categories[-1]: most})
        for name in self.cohort.experiments:
            [category] = self.classification.categories_of((name,))
            low, high = stated.get(name, (0, None))
            lows[category] += low
            highs[category] += most if high is None else high
        return tuple(Range(lows[name], min(most, highs[name])) for name in categories)

    @property
    def assumed(self) -> Least:
        """The applicants that readers assume in each category: the least selected from it."""
        return tuple(bound.low for bound in self.bounds(self.cohort.pairs))

    @property
    def apart(self) -> tuple[int, ...]:
        """The categories of one affiliation, if pairs differ: its mentees have mentors outside."""
        if not self.table.endswith("-by-experiment") or not self.cohort.config.affiliation.differ:
            return ()
        groups, of = self.classification.categories, self.classification.of
        single = [name for name in groups if [value for value in of if of[value] == name] == [name]]
        return tuple(map(groups.index, single))
