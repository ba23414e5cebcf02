"""All releases of all editions as systems of linear constraints, for the attacker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from mentoring.aggregates.release import Cell, History, Population, Range, Table, exactly
from mentoring.disclosure.knowledge import (
    MENTEES_KNOWN,
    PEOPLE_KNOWN,
    Least,
    Rules,
    records_known,
    unions,
    views,
)
from mentoring.programme.cohort import Cohort

SELECTED, MENTEES, MENTORS = "selected-by-", "mentees-by-", "mentors-by-"
Group = tuple[int, ...]
"""The people of these counts together, whom an attacker tries to count."""


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
class System:
    """Unknown `counts` by name, what is known about them, and the groups to examine.

    Each reader knows the people of one of `views`, and that each count has at least `assumed` other
    people. If it is not `certain` that each mentor has one mentee, no world may be possible.
    """

    name: str
    counts: tuple[str, ...]
    bounds: tuple[Range, ...]
    sums: tuple[Sum, ...]
    groups: tuple[Group, ...]
    assumed: Least
    views: tuple[Least, ...]
    certain: bool = True

    def holds(self, world: tuple[int, ...]) -> bool:
        """Whether a world satisfies all constraints."""
        inside = all(count in bound for count, bound in zip(world, self.bounds, strict=True))
        return inside and all(known.of(world) in known.within for known in self.sums)


def systems(history: History, cohorts: Mapping[str, Cohort]) -> Iterator[System]:
    """Every published table, each with the tables linked to it.

    Any tables of one size can be answers of the same people. Editions share no counts.
    """
    for release in history.releases:
        cohort = cohorts[release.cohort]
        for table in release.tables:
            if table.withheld or table.name.startswith(SELECTED):
                continue  # a selection is examined with the table of its applicants
            name, records = f"{release.cohort} {table.name}", records_known(table.population)
            size = history.total(release.cohort, table.population) or 0
            if table.multiple:
                for cell in table.cells:
                    rest = Cell(category=f"not {cell.category}", low=0, high=size)
                    yield one_way(name, (cell, rest), size, records)
            elif table.population is Population.MENTEES:
                yield (alone := _linked(name, history, cohort, table))
                mentors = history.table(release.cohort, table.name.replace(MENTEES, MENTORS))
                if mentors and mentors.classification == table.classification:
                    yield _kept_apart(history, cohort, alone, mentors)
            else:
                assumed = Rules.of(cohort, table).assumed
                yield one_way(name, table.cells, size, records, assumed)


def one_way(
    name: str, cells: tuple[Cell, ...], size: int, records: int = 1, assumed: Least = ()
) -> System:
    """One table with a known sum, for readers who know some of its records."""
    number = len(cells)
    return System(
        name=name,
        counts=tuple(cell.category for cell in cells),
        bounds=tuple(cell.range for cell in cells),
        sums=(Sum(plus=tuple(range(number)), within=exactly(size)),),
        groups=tuple(unions(number)),
        assumed=assumed or (0,) * number,
        views=tuple(views(number, records)),
    )


def _linked(name: str, history: History, cohort: Cohort, applied: Table) -> System:
    """A table of mentees and its selected part; the rest is the difference.

    Until the number of selected people is published, only the applicants are examined. The rules
    count only for a published table: no release can undo what the rules alone reveal.
    """
    number, size = len(applied.cells), history.total(cohort.cohort, applied.population) or 0
    chosen, left = tuple(range(number)), tuple(range(number, 2 * number))
    both = tuple(zip(chosen, left, strict=True))
    pairs = history.total(cohort.cohort, Population.PAIRS)
    selected = Range(0, cohort.pairs) if pairs is None else exactly(pairs)
    table = history.table(cohort.cohort, applied.name.replace(MENTEES, SELECTED))
    of_selected = (Range(0, selected.high),) * number
    if table or pairs is None:
        of_selected = Rules.of(cohort, applied).bounds(selected.high)
    if table:
        cells = zip(of_selected, table.cells, strict=True)
        of_selected = tuple(rule.meet(cell.range) for rule, cell in cells)
    singles: list[Sequence[Group]] = [[(at,) for at in side] for side in (chosen, left)]
    parts = [both] if pairs is None else [*singles, both]
    sides = ("selected", "not selected")
    applicants = zip(both, applied.cells, strict=True)
    return System(
        name=name,
        counts=tuple(f"{cell.category} {side}" for side in sides for cell in applied.cells),
        bounds=(*of_selected, *((Range(0, size),) * number)),
        sums=(
            Sum(plus=chosen, within=selected),
            Sum(plus=(*chosen, *left), within=exactly(size)),
            *(Sum(plus=group, within=cell.range) for group, cell in applicants),
        ),
        groups=tuple(
            tuple(chain.from_iterable(part[at] for at in union))
            for part in parts
            for union in unions(number)
        ),
        assumed=(0,) * (2 * number),
        views=(*views(2 * number, MENTEES_KNOWN, range(number)), *views(2 * number, PEOPLE_KNOWN)),
    )


def _kept_apart(history: History, cohort: Cohort, alone: System, table: Table) -> System:
    """The mentees' table with that of the mentors: no pair may share some of its categories.

    There are as many mentors elsewhere as mentees selected if each mentor takes one.
    """
    rules, size = Rules.of(cohort, table), history.total(cohort.cohort, table.population) or 0
    mentors = one_way("", table.cells, size, 0, rules.assumed)
    first, number = len(alone.counts), len(mentors.counts)
    places = tuple(range(first, first + number))
    return System(
        name=f"{alone.name} and {table.name}",
        counts=(*alone.counts, *(f"{name} mentors" for name in mentors.counts)),
        bounds=(*alone.bounds, *mentors.bounds),
        sums=(
            *alone.sums,
            Sum(plus=places, within=exactly(size)),
            *(Sum(plus=(at, places[at]), within=Range(0, size)) for at in rules.apart),
        ),
        groups=(*alone.groups, *(tuple(places[at] for at in group) for group in mentors.groups)),
        assumed=(*alone.assumed, *mentors.assumed),
        views=(
            *((*view, *(0,) * number) for view in alone.views),
            *views(first + number, PEOPLE_KNOWN, range(first, first + number)),
        ),
        certain=False,
    )
