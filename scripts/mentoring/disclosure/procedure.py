"""The public part of a release: what follows from sizes and earlier releases, never from counts.

This module reads no personal data. So a coarse or withheld table reveals nothing new:
`unexplained` repeats these decisions from the published data and must reach the same result.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring.aggregates.release import Population, Release, Table
from mentoring.disclosure.feasible_tables import (
    Apart,
    LinkedTables,
    OneWayTable,
    Split,
    unknown,
)
from mentoring.disclosure.history import History
from mentoring.disclosure.knowledge import (
    REST,
    assumed_counts,
    bounds,
    kept_apart,
    least,
    records_known,
)
from mentoring.disclosure.ranges import Range
from mentoring.disclosure.table_specs import Classification, TableSpec, catalogue, rung_for
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """A table to be published, before any of its ranges are.

    `tables` are all possible tables; for multiple answers, all possible counts of one category.
    """

    classification: Classification
    size: int
    tables: OneWayTable | LinkedTables


def start(spec: TableSpec, cohort: Cohort, size: int | None, history: History) -> Start | None:
    """The start of a table of `size` people; None if the whole table is withheld.

    A table within another has the same classification, so that the two can be compared.
    """
    if spec.population is Population.MENTORS and history.rests(cohort.cohort, spec.name, REST):
        return None
    outer = history.table(cohort.cohort, spec.within) if spec.within else None
    if spec.within is None:
        last_year = history.classification(cohort.cohort, spec.name)
        chosen = rung_for(spec.ladder, size or 0, last_year)
    else:
        same = (rung for rung in spec.ladder if outer and rung.name == outer.classification)
        chosen = next(same, None)
    if size is None or chosen is None:
        return None
    if outer is not None:
        tables: OneWayTable | LinkedTables = _nested(cohort, chosen, size, outer, history)
    elif chosen.multiple:
        tables = unknown(size, (0, 0), records_known(spec.population))
    else:
        tables = one_way(cohort, spec.name, chosen, size, records_known(spec.population))
    return Start(classification=chosen, size=size, tables=tables) if tables.safe else None


def one_way(
    cohort: Cohort, table: str, chosen: Classification, size: int, records: int
) -> OneWayTable:
    """Every possible table of `size` people under the edition's rules."""
    assumed = assumed_counts(cohort, table, chosen)
    return unknown(size, least(cohort, table, chosen), records, assumed)


def _nested(
    cohort: Cohort, chosen: Classification, selected: int, outer: Table, history: History
) -> LinkedTables:
    """The possible parts of an already published table, under the edition's rules."""
    left = (history.total(cohort.cohort, Population.MENTEES) or 0) - selected
    known = zip(bounds(cohort, outer.name, chosen, selected), outer.cells, strict=True)
    return LinkedTables(
        selected=selected,
        left=left,
        splits=tuple(
            Split(rule, Range(0, left), Range(cell.low, cell.high)) for rule, cell in known
        ),
        apart=_apart(cohort, chosen, outer.name.replace("mentees", "mentors"), history),
    )


def _apart(cohort: Cohort, chosen: Classification, table: str, history: History) -> Apart | None:
    """The published mentors' table in the same categories, if pairs may not share a category."""
    mentors = history.table(cohort.cohort, table)
    categories = kept_apart(chosen)
    if mentors is None or mentors.classification != chosen.name or not categories:
        return None
    size = history.total(cohort.cohort, Population.MENTORS) or 0
    tables = one_way(cohort, table, chosen, size, records_known(Population.MENTORS))
    for at, cell in enumerate(mentors.cells):
        tables = tables.narrowed(at, Range(cell.low, cell.high))
    return Apart(tables, categories)


def unexplained(history: History, cohorts: Mapping[str, Cohort]) -> tuple[str, ...]:
    """The tables whose classification, or absence, could reveal something to an attacker.

    Each decision is repeated from the releases before it. If the result differs, the decision must
    have used the counts.
    """
    return tuple(
        f"{release.cohort} {table.name}"
        for release in history.releases
        for table in release.tables
        if not _follows(history, cohorts[release.cohort], release, table)
    )


def _follows(history: History, cohort: Cohort, release: Release, table: Table) -> bool:
    spec = next((spec for spec in catalogue(cohort) if spec.name == table.name), None)
    if spec is None or spec.stage is not release.stage:
        return False
    before = history.before(release.cohort, release.stage)
    begun = start(spec, cohort, release.total(table.population), before)
    if begun is None:
        return table.withheld
    shown = table.classification, tuple(cell.category for cell in table.cells)
    return shown == (begun.classification.name, begun.classification.categories)
