"""All releases of all editions as systems of linear constraints, for the attacker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring.aggregates.release import Cell, Population, Table
from mentoring.disclosure.feasible_tables import unions
from mentoring.disclosure.history import History
from mentoring.disclosure.knowledge import (
    MENTEES_KNOWN,
    PEOPLE_KNOWN,
    Least,
    assumed_counts,
    bounds,
    kept_apart,
    records_known,
    views,
)
from mentoring.disclosure.ranges import Range, exactly
from mentoring.disclosure.table_specs import classification_of
from mentoring.programme.cohort import Cohort

SELECTED, MENTEES, MENTORS = "selected-by-", "mentees-by-", "mentors-by-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """The counts `plus` added up, less the counts `minus`, lie in a range."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    within: Range

    def of(self, world: tuple[int, ...]) -> int:
        """The sum in one world."""
        return sum(world[at] for at in self.plus) - sum(world[at] for at in self.minus)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group that an attacker tries to count: the people of some counts together."""

    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's prior knowledge: up to `records` records, in the counts `places`."""

    records: int
    places: range


@dataclass(frozen=True, kw_only=True, slots=True)
class System:
    """Unknown counts, what is known about them, and the groups to examine.

    `counts` are their names. Readers know up to some number of records in some counts, and that
    each count has at least `assumed` other people.
    """

    name: str
    counts: tuple[str, ...]
    bounds: tuple[Range, ...]
    sums: tuple[Sum, ...]
    groups: tuple[Group, ...]
    assumed: Least
    readers: tuple[Reader, ...]

    def views(self) -> Iterator[Least]:
        """What each reader may know about the counts."""
        for reader in self.readers:
            yield from views(len(self.counts), reader.records, reader.places)

    def holds(self, world: tuple[int, ...]) -> bool:
        """Whether a world satisfies all constraints."""
        inside = all(count in bound for count, bound in zip(world, self.bounds, strict=True))
        return inside and all(each.of(world) in each.within for each in self.sums)


def systems(history: History, cohorts: Mapping[str, Cohort]) -> tuple[System, ...]:
    """Every published table, each with the tables linked to it.

    Tables of different questions constrain each other only by their size: any two of the same size
    can be answers of the same people. Editions share no counts.
    """
    names = sorted({release.cohort for release in history.releases})
    return tuple(
        system
        for name in names
        for release in history.of(name)
        for table in release.tables
        if not table.withheld
        for system in _of_table(history, cohorts[name], table)
    )


def _of_table(history: History, cohort: Cohort, table: Table) -> Iterator[System]:
    size = history.total(cohort.cohort, table.population) or 0
    name = f"{cohort.cohort} {table.name}"
    records = records_known(table.population)
    if table.name.startswith(SELECTED):
        return  # examined with the table of which it is a part
    if table.multiple:
        for cell in table.cells:
            rest = Cell(category=f"not {cell.category}", low=0, high=size)
            system = one_way(name, (cell, rest), size, records)
            yield replace(system, groups=(Group(name=cell.category, members=(0,)),))
    elif table.population is Population.MENTEES:
        alone = _nested(name, table, _selection(history, cohort, table), size)
        yield alone
        yield from _kept_apart(history, cohort, table, alone)
    else:
        assumed = assumed_counts(cohort, table.name, classification_of(cohort, table))
        yield one_way(name, table.cells, size, records, assumed)


def one_way(
    name: str, cells: tuple[Cell, ...], size: int, records: int = 1, assumed: Least = ()
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
        assumed=assumed or (0,) * len(cells),
        readers=(Reader(records, range(len(cells))),),
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
    assumed = assumed_counts(cohort, mentors.name, classification_of(cohort, mentors))
    other = one_way("", mentors.cells, size, 0, assumed)
    places = range(first, first + len(other.counts))
    moved = (
        Group(name=group.name, members=tuple(first + at for at in group.members))
        for group in other.groups
    )
    yield System(
        name=f"{alone.name} and {mentors.name}",
        counts=(*alone.counts, *(f"{name} mentors" for name in other.counts)),
        bounds=(*alone.bounds, *other.bounds),
        sums=(
            *alone.sums,
            Sum(plus=tuple(places), within=exactly(size)),
            *(Sum(plus=(at, first + at), within=Range(0, size)) for at in apart),
        ),
        groups=(*alone.groups, *moved),
        assumed=(*alone.assumed, *other.assumed),
        readers=(*alone.readers, Reader(PEOPLE_KNOWN, places)),
    )


def _selection(history: History, cohort: Cohort, applied: Table) -> tuple[Range, tuple[Range, ...]]:
    """The number of people selected from a table, in total and by category.

    The edition's rules count only for a published table: no release can undo what the rules
    alone reveal.
    """
    pairs = history.total(cohort.cohort, Population.PAIRS)
    size = Range(0, cohort.pairs) if pairs is None else exactly(pairs)
    table = history.table(cohort.cohort, applied.name.replace(MENTEES, SELECTED))
    if pairs is not None and table is None:
        return size, (Range(0, size.high),) * len(applied.cells)
    rules = bounds(cohort, applied.name, classification_of(cohort, applied), size.high)
    cells = [Range(cell.low, cell.high) for cell in table.cells] if table else rules
    return size, tuple(rule.meet(cell) for rule, cell in zip(rules, cells, strict=True))


def _nested(
    name: str, applied: Table, selection: tuple[Range, tuple[Range, ...]], size: int
) -> System:
    """A table and its selected part; the rest is the difference.

    Until the number of selected people is published, only the applicants are examined.
    """
    selected, selected_counts = selection
    categories = [cell.category for cell in applied.cells]
    chosen = tuple(range(len(categories)))
    left = tuple(at + len(categories) for at in chosen)
    both = list(zip(chosen, left, strict=True))
    parts: list[list[tuple[int, ...]]] = [[*both]]
    if selected.width == 0:
        parts = [[(at,) for at in chosen], [(at,) for at in left], *parts]
    counts = tuple(
        f"{category} {side}" for side in ("selected", "not selected") for category in categories
    )
    return System(
        name=name,
        counts=counts,
        bounds=(*selected_counts, *((Range(0, size),) * len(categories))),
        sums=(
            Sum(plus=chosen, within=selected),
            Sum(plus=(*chosen, *left), within=exactly(size)),
            *(
                Sum(plus=pair, within=Range(cell.low, cell.high))
                for pair, cell in zip(both, applied.cells, strict=True)
            ),
        ),
        groups=tuple(group for part in parts for group in groups_of(counts, part)),
        assumed=(0,) * len(counts),
        readers=(
            Reader(MENTEES_KNOWN, range(len(chosen))),
            Reader(PEOPLE_KNOWN, range(len(counts))),
        ),
    )


def groups_of(counts: tuple[str, ...], parts: Sequence[tuple[int, ...]]) -> tuple[Group, ...]:
    """Every union of categories; a category may be several counts."""
    members = [[at for part in union for at in parts[part]] for union in unions(len(parts))]
    return tuple(
        Group(name=" + ".join(counts[at] for at in places), members=tuple(places))
        for places in members
    )
