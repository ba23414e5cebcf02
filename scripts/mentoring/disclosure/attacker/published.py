"""What follows from all releases of all editions together, as systems for the attacker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.aggregates.release import Population
from mentoring.disclosure.attacker.system import Group, Sum, System
from mentoring.disclosure.nested import unions
from mentoring.disclosure.ranges import Range, exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentoring.aggregates.release import Cell, Release, Table
    from mentoring.disclosure.history import History

SELECTED, MENTEES = "selected-by-", "mentees-by-"


def systems(history: History) -> tuple[System, ...]:
    """Every table that was published, each with those that it is linked to.

    Tables of different questions bind each other by their size alone: any two with the same size
    can be answers of the same people. Editions share no count.
    """
    cohorts = sorted({release.cohort for release in history.releases})
    return tuple(system for cohort in cohorts for system in _of_edition(history, cohort))


def _of_edition(history: History, cohort: str) -> Iterator[System]:
    for release in history.of(cohort):
        for table in release.tables:
            if not table.withheld:
                yield from _of_table(history, release, table)


def _of_table(history: History, release: Release, table: Table) -> Iterator[System]:
    size = history.total(release.cohort, table.population) or 0
    name = f"{release.cohort} {table.name}"
    if table.name.startswith(SELECTED):
        return
    if table.multiple:
        yield from (_of_several(name, cell, size) for cell in table.cells)
        return
    pairs = history.total(release.cohort, Population.PAIRS)
    if table.population is Population.MENTEES and pairs is not None:
        inner = table.name.replace(MENTEES, SELECTED)
        yield nested(name, table, history.table(release.cohort, inner), pairs, size)
    else:
        yield one_way(name, table.cells, size)


def one_way(name: str, cells: tuple[Cell, ...], size: int) -> System:
    """One table whose sum is known."""
    counts = tuple(cell.category for cell in cells)
    everything = tuple(range(len(cells)))
    return System(
        name=name,
        counts=counts,
        bounds=tuple(Range(cell.low, cell.high) for cell in cells),
        sums=(Sum(plus=everything, within=exactly(size)),),
        groups=groups_of(counts, [(at,) for at in everything]),
    )


def nested(name: str, outer: Table, inner: Table | None, selected: int, size: int) -> System:
    """A table and the part of it that was selected, the rest of it being the difference."""
    categories = [cell.category for cell in outer.cells]
    chosen = tuple(range(len(categories)))
    left = tuple(at + len(categories) for at in chosen)
    free = (Range(0, selected),) * len(categories)
    known = tuple(Range(cell.low, cell.high) for cell in inner.cells) if inner else free
    counts = tuple(
        f"{category} {side}" for side in ("selected", "not selected") for category in categories
    )
    both = list(zip(chosen, left, strict=True))
    sides = [(at,) for at in chosen], [(at,) for at in left], both
    return System(
        name=name,
        counts=counts,
        bounds=(*known, *((Range(0, size - selected),) * len(categories))),
        sums=(
            Sum(plus=chosen, within=exactly(selected)),
            Sum(plus=left, within=exactly(size - selected)),
            *(
                Sum(plus=(one, other), within=Range(cell.low, cell.high))
                for one, other, cell in zip(chosen, left, outer.cells, strict=True)
            ),
        ),
        groups=tuple(group for side in sides for group in groups_of(counts, side)),
    )


def _of_several(name: str, cell: Cell, size: int) -> System:
    """One category of a table in which somebody may be counted several times."""
    return System(
        name=name,
        counts=(cell.category, f"not {cell.category}"),
        bounds=(Range(cell.low, cell.high), Range(0, size)),
        sums=(Sum(plus=(0, 1), within=exactly(size)),),
        groups=(Group(name=cell.category, members=(0,)),),
    )


def groups_of(counts: tuple[str, ...], parts: Sequence[tuple[int, ...]]) -> tuple[Group, ...]:
    """Every union of categories; a category may be several counts."""
    return tuple(_group(counts, [parts[at] for at in union]) for union in unions(len(parts)))


def _group(counts: tuple[str, ...], parts: list[tuple[int, ...]]) -> Group:
    members = tuple(member for part in parts for member in part)
    return Group(name=" + ".join(counts[member] for member in members), members=members)
