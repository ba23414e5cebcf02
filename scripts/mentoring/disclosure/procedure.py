"""The public part of a release: what follows from sizes and earlier releases, never from counts.

Nothing here can see a person. So that a table is coarse, or withheld, tells nothing that was not
known; the audit repeats these decisions from what is published and finds the same.
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
    """A table that is going to be published, before anything of it is.

    `worlds` are all tables that are possible; for one of several answers, all counts of one.
    """

    classification: Classification
    size: int
    worlds: OneWayTable | LinkedTables


def start(spec: TableSpec, cohort: Cohort, size: int | None, history: History) -> Start | None:
    """How a table of `size` people begins; None where it is withheld whole."""
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

    A table within another has that one's rung, so that the two can be compared.
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
    """Every table of so many people under the edition's rules."""
    believed = floors(cohort, table, chosen)
    return unknown(size, least(cohort, table, chosen), records, believed)


def _nested(
    cohort: Cohort, chosen: Classification, selected: int, outer: Table, history: History
) -> LinkedTables:
    """What is possible for a part of an already published table, under the edition's rules."""
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
    """The published table of the mentors in the same categories, where no pair may share one."""
    mentors = history.table(cohort.cohort, table)
    categories = kept_apart(chosen) if mentors else ()
    if mentors is None or mentors.classification != chosen.name or not categories:
        return None
    size = history.total(cohort.cohort, Population.MENTORS) or 0
    worlds = one_way(cohort, table, chosen, size, records_known(Population.MENTORS))
    for at, cell in enumerate(mentors.cells):
        worlds = worlds.narrowed(at, Range(cell.low, cell.high))
    return Apart(worlds, categories)
