"""The public part of a release: what follows from sizes and earlier releases, never from counts.

This module reads no personal data. So a coarse or withheld table reveals nothing new; the audit
repeats these decisions from the published data and must reach the same result.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.aggregates.release import Population, Table
from mentoring.disclosure.catalogue import TableSpec
from mentoring.disclosure.classifications import Classification, rung
from mentoring.disclosure.history import History
from mentoring.disclosure.knowledge import (
    REST,
    bounds,
    floors,
    kept_apart,
    least,
    records_known,
)
from mentoring.disclosure.linked_tables import Apart, LinkedTables, Split
from mentoring.disclosure.one_way_table import OneWayTable, unknown
from mentoring.disclosure.ranges import Range
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """A table to be published, before any of its ranges are.

    `worlds` are all possible tables; for multiple answers, all possible counts of one category.
    """

    classification: Classification
    size: int
    worlds: OneWayTable | LinkedTables


def start(spec: TableSpec, cohort: Cohort, size: int | None, history: History) -> Start | None:
    """The start of a table of `size` people; None if the whole table is withheld."""
    if spec.population is Population.MENTORS and history.rests(cohort.cohort, spec.name, REST):
        return None
    chosen = _classification(spec, cohort, size, history)
    if size is None or chosen is None:
        return None
    worlds = _worlds(spec, cohort, chosen, size, history)
    return Start(classification=chosen, size=size, worlds=worlds) if worlds.safe else None


def _classification(
    spec: TableSpec, cohort: Cohort, size: int | None, history: History
) -> Classification | None:
    """The rung of the table's ladder.

    A table within another has the same rung, so that the two can be compared.
    """
    if spec.within is None:
        last_year = history.classification(cohort.cohort, spec.name)
        return rung(spec.ladder, size or 0, last_year)
    outer = history.table(cohort.cohort, spec.within)
    return next((one for one in spec.ladder if outer and one.name == outer.classification), None)


def _worlds(
    spec: TableSpec, cohort: Cohort, chosen: Classification, size: int, history: History
) -> OneWayTable | LinkedTables:
    outer = history.table(cohort.cohort, spec.within) if spec.within else None
    if outer is not None:
        return _nested(cohort, chosen, size, outer, history)
    records = records_known(spec.population)
    if chosen.multiple:
        return unknown(size, (0, 0), records)
    return one_way(cohort, spec.name, chosen, size, records)


def one_way(
    cohort: Cohort, table: str, chosen: Classification, size: int, records: int
) -> OneWayTable:
    """Every possible table of `size` people under the edition's rules."""
    believed = floors(cohort, table, chosen)
    return unknown(size, least(cohort, table, chosen), records, believed)


def _nested(
    cohort: Cohort, chosen: Classification, selected: int, outer: Table, history: History
) -> LinkedTables:
    """The possible parts of an already published table, under the edition's rules."""
    left = (history.total(cohort.cohort, Population.MENTEES) or 0) - selected
    known = zip(bounds(cohort, outer.name, chosen, selected), outer.cells, strict=True)
    splits = (Split(rule, Range(0, left), Range(cell.low, cell.high)) for rule, cell in known)
    return LinkedTables(
        selected=selected,
        left=left,
        splits=tuple(splits),
        apart=_apart(cohort, chosen, outer.name.replace("mentees", "mentors"), history),
    )


def _apart(cohort: Cohort, chosen: Classification, table: str, history: History) -> Apart | None:
    """The published mentors' table in the same categories, if pairs may not share a category."""
    mentors = history.table(cohort.cohort, table)
    categories = kept_apart(chosen) if mentors else ()
    if mentors is None or mentors.classification != chosen.name or not categories:
        return None
    size = history.total(cohort.cohort, Population.MENTORS) or 0
    worlds = one_way(cohort, table, chosen, size, records_known(Population.MENTORS))
    for at, cell in enumerate(mentors.cells):
        worlds = worlds.narrowed(at, Range(cell.low, cell.high))
    return Apart(worlds, categories)
