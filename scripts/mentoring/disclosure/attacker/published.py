"""Turns all releases of all editions into systems of constraints for the attacker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentoring.aggregates.release import Cell, Population, Table
from mentoring.disclosure.attacker.system import Eyes, Group, Sum, System
from mentoring.disclosure.catalogue import classification_of
from mentoring.disclosure.history import History
from mentoring.disclosure.knowledge import (
    MENTEES_KNOWN,
    PEOPLE_KNOWN,
    Least,
    bounds,
    floors,
    kept_apart,
    records_known,
)
from mentoring.disclosure.linked_tables import unions
from mentoring.disclosure.ranges import Range, exactly
from mentoring.programme.cohort import Cohort

SELECTED, MENTEES, MENTORS = "selected-by-", "mentees-by-", "mentors-by-"


def systems(history: History, cohorts: Mapping[str, Cohort]) -> tuple[System, ...]:
    """Every published table, each with the tables linked to it.

    Tables of different questions constrain each other only by their size: any two of the same size
    can be answers of the same people. Editions share no counts.
    """
    names = sorted({release.cohort for release in history.releases})
    return tuple(system for name in names for system in _of_edition(history, cohorts[name]))


def _of_edition(history: History, cohort: Cohort) -> Iterator[System]:
    for release in history.of(cohort.cohort):
        for table in release.tables:
            if not table.withheld:
                yield from _of_table(history, cohort, table)


def _of_table(history: History, cohort: Cohort, table: Table) -> Iterator[System]:
    size = history.total(cohort.cohort, table.population) or 0
    name = f"{cohort.cohort} {table.name}"
    if table.name.startswith(SELECTED):
        return
    if table.multiple:
        records = records_known(table.population)
        yield from (_of_several(name, cell, size, records) for cell in table.cells)
    elif table.population is Population.MENTEES:
        alone = nested(name, table, selection(history, cohort, table), size)
        yield alone
        yield from _kept_apart(history, cohort, table, alone)
    else:
        believed = floors(cohort, table.name, classification_of(cohort, table))
        yield one_way(name, table.cells, size, records_known(table.population), believed)


def one_way(
    name: str, cells: tuple[Cell, ...], size: int, records: int = 1, floors: Least = ()
) -> System:
    """One table with a known sum, for readers who know some of its records."""
    counts = tuple(cell.category for cell in cells)
    everything = tuple(range(len(cells)))
    return System(
        name=name,
        counts=counts,
        bounds=tuple(Range(cell.low, cell.high) for cell in cells),
        sums=(Sum(plus=everything, within=exactly(size)),),
        groups=groups_of(counts, [(at,) for at in everything]),
        floors=floors or (0,) * len(cells),
        eyes=(Eyes(records, range(len(cells))),),
    )


def _kept_apart(
    history: History, cohort: Cohort, mentees: Table, alone: System
) -> Iterator[System]:
    """The mentees' table with that of the mentors, if no pair may share a category.

    There are as many mentors elsewhere as mentees selected if each mentor takes one.
    """
    mentors = history.table(cohort.cohort, mentees.name.replace(MENTEES, MENTORS))
    size = history.total(cohort.cohort, Population.MENTORS)
    apart = kept_apart(classification_of(cohort, mentees))
    if mentors is None or size is None or mentors.classification != mentees.classification:
        return
    first = len(alone.counts)
    other = one_way(
        "", mentors.cells, size, 0, floors(cohort, mentors.name, classification_of(cohort, mentors))
    )
    yield System(
        name=f"{alone.name} and {mentors.name}",
        counts=(*alone.counts, *(f"{name} mentors" for name in other.counts)),
        bounds=(*alone.bounds, *other.bounds),
        sums=(
            *alone.sums,
            Sum(plus=tuple(range(first, first + len(other.counts))), within=exactly(size)),
            *(Sum(plus=(at, first + at), within=Range(0, size)) for at in apart),
        ),
        groups=(
            *alone.groups,
            *(
                Group(name=each.name, members=tuple(first + at for at in each.members))
                for each in other.groups
            ),
        ),
        floors=(*alone.floors, *other.floors),
        eyes=(*alone.eyes, Eyes(PEOPLE_KNOWN, range(first, first + len(other.counts)))),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What is known about the selected people: their number, in total and by category."""

    size: Range
    counts: tuple[Range, ...]


def selection(history: History, cohort: Cohort, applied: Table) -> Selection:
    """What is known about the selected people of a table, before and after the matching.

    The edition's rules count only for a published table: no release can undo what the rules
    alone reveal.
    """
    pairs = history.total(cohort.cohort, Population.PAIRS)
    size = Range(0, cohort.pairs) if pairs is None else exactly(pairs)
    table = history.table(cohort.cohort, applied.name.replace(MENTEES, SELECTED))
    if pairs is not None and table is None:
        return Selection(size=size, counts=(Range(0, size.high),) * len(applied.cells))
    rules = bounds(cohort, applied.name, classification_of(cohort, applied), size.high)
    cells = (Range(cell.low, cell.high) for cell in table.cells) if table else rules
    counts = tuple(rule.meet(cell) for rule, cell in zip(rules, cells, strict=True))
    return Selection(size=size, counts=counts)


def nested(name: str, applied: Table, selected: Selection, size: int) -> System:
    """A table and its selected part; the rest is the difference.

    Until the number of selected people is published, only the applicants are examined.
    """
    categories = [cell.category for cell in applied.cells]
    chosen = tuple(range(len(categories)))
    left = tuple(at + len(categories) for at in chosen)
    both = list(zip(chosen, left, strict=True))
    parts = [*((at,) for at in chosen)], [*((at,) for at in left)]
    sides = parts if selected.size.width == 0 else ()
    counts = tuple(
        f"{category} {side}" for side in ("selected", "not selected") for category in categories
    )
    return System(
        name=name,
        counts=counts,
        bounds=(*selected.counts, *((Range(0, size),) * len(categories))),
        sums=(
            Sum(plus=chosen, within=selected.size),
            Sum(plus=(*chosen, *left), within=exactly(size)),
            *(
                Sum(plus=(one, other), within=Range(cell.low, cell.high))
                for one, other, cell in zip(chosen, left, applied.cells, strict=True)
            ),
        ),
        groups=tuple(group for side in (*sides, both) for group in groups_of(counts, side)),
        floors=(0,) * len(counts),
        eyes=(Eyes(MENTEES_KNOWN, range(len(chosen))), Eyes(PEOPLE_KNOWN, range(len(counts)))),
    )


def _of_several(name: str, cell: Cell, size: int, records: int) -> System:
    """One category of a table that may count a person several times."""
    return System(
        name=name,
        counts=(cell.category, f"not {cell.category}"),
        bounds=(Range(cell.low, cell.high), Range(0, size)),
        sums=(Sum(plus=(0, 1), within=exactly(size)),),
        groups=(Group(name=cell.category, members=(0,)),),
        floors=(0, 0),
        eyes=(Eyes(records, range(2)),),
    )


def groups_of(counts: tuple[str, ...], parts: Sequence[tuple[int, ...]]) -> tuple[Group, ...]:
    """Every union of categories; a category may be several counts."""
    return tuple(_group(counts, [parts[at] for at in union]) for union in unions(len(parts)))


def _group(counts: tuple[str, ...], parts: list[tuple[int, ...]]) -> Group:
    members = tuple(member for part in parts for member in part)
    return Group(name=" + ".join(counts[member] for member in members), members=members)
