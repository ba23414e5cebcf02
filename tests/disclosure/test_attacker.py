"""The attacker: as sharp as writing out every world, and harmless against our releases."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from benchmarks.baselines import (
    RIVALS,
    banded,
    controlled,
    merged,
    rounded,
    sliding,
    suppressed,
)
from benchmarks.compare_mechanisms import score, system
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.judge import is_safe, tables
from mentoring.aggregates.release import Cell, History, Population, Range, ReleaseStage, exactly
from mentoring.disclosure.attacker.audit import Solver, attack, audit
from mentoring.disclosure.attacker.systems import Sum, System, one_way
from mentoring.disclosure.attacker.systems import systems as published_systems
from mentoring.disclosure.count_people import answers, tally
from mentoring.disclosure.knowledge import GAP, unions, views
from mentoring.disclosure.procedure import unexplained
from mentoring.disclosure.table_specs import catalogue
from mentoring.programme.rules import Balance
from random_editions import any_edition, edition, released, releases_of
from tools import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.baselines import Knowledge

    from mentoring.store.programme import Edition

Counts = tuple[int, ...]


@st.composite
def systems(draw: st.DrawFn) -> System:
    """A few counts up to 6, with sums and differences of some of them known to some degree."""
    names = tuple("abcd"[: draw(st.integers(2, 4))])
    places = st.sampled_from(range(len(names)))
    bounds = tuple(_range(draw, 0, 6) for _ in names)
    sums = tuple(_sum(draw, places) for _ in range(draw(st.integers(1, 3))))
    assumed = tuple(draw(st.integers(0, 1)) for _ in names)
    known = views(len(names), draw(st.integers(0, 2)))
    return System(
        name="any",
        counts=names,
        bounds=bounds,
        sums=sums,
        groups=tuple(unions(len(names))),
        assumed=assumed,
        views=tuple(known),
    )


def _sum(draw: st.DrawFn, places: st.SearchStrategy[int]) -> Sum:
    plus = draw(st.sets(places, min_size=1))
    minus = draw(st.sets(places, max_size=1)) - plus
    return Sum(plus=tuple(plus), minus=tuple(minus), within=_range(draw, -6, 18))


def _range(draw: st.DrawFn, least: int, most: int) -> Range:
    low = draw(st.integers(least, most))
    return Range(low, draw(st.integers(low, most)))


@given(systems())
def test_the_attacker_finds_what_writing_out_every_world_finds(system: System) -> None:
    """For each group, and for every reader, the range is exact."""
    ranges = (range(bound.low, bound.high + 1) for bound in system.bounds)
    worlds = [world for world in product(*ranges) if system.holds(world)]
    solver = Solver(system)
    for least in system.views:
        known = tuple(map(int.__add__, least, system.assumed))
        seen = [world for world in worlds if all(map(int.__ge__, world, known))]
        assert solver.know(least) == bool(seen)
        for group in system.groups if seen else ():
            counts = [sum(world[at] for at in group) for world in seen]
            assert solver.range_of(group) == (min(counts), max(counts))


@given(st.integers(0, 2**32))
@settings(max_examples=examples(3))
def test_no_sequence_of_releases_exposes_a_small_group(seed: int) -> None:
    """For any participants, all twelve releases of three editions together pass the attacker."""
    three = [any_edition(seed, year) for year in (2025, 2026, 2027)]
    history = History()
    cohorts = {one.name: one.cohort.record for one in three}
    for one in three:
        history = History(releases=(*history.releases, *released(one, history)))
    found = audit(history, cohorts)
    assert (found.exposed, found.contradictory) == ((), ())
    assert not unexplained(history, cohorts)


def test_knowing_the_partner_reveals_no_more() -> None:
    """A table counts one side of a pair, and is linked to none that counts the other."""
    specs = {spec.name: spec for spec in catalogue(edition(1).cohort.record)}
    for inner in (spec for spec in specs.values() if spec.within):
        outer = specs[inner.within or ""]
        assert (outer.population, inner.population) == (Population.MENTEES, Population.PAIRS)
        assert outer.attribute == inner.attribute


def test_a_mentor_of_three_is_left_with_five_numbers() -> None:
    """Shown by an attack that shares no code with ours: it lists every table within the ranges."""
    for table in (each for release in releases_of(1) for each in release.tables):
        if table.population is Population.PAIRS and not table.multiple and len(table.cells) <= 3:
            cells = [range(cell.low, cell.high + 1) for cell in table.cells]
            worlds = [world for world in product(*cells) if sum(world) == 20]
            assert is_safe(worlds, None, 3)


def test_no_table_asks_for_what_the_catalogue_shows() -> None:
    """Its readers know each listed mentor's stage and topics: no range hides them."""
    tables = {table.name for release in releases_of(1) for table in release.tables}
    assert not tables & {"mentors-by-career", "mentors-by-topic"}


def test_every_reader_knows_the_bounds_of_the_mentors() -> None:
    """Where a rule says that five pairs have a mentor of CMS, five of CMS have applied."""
    one = edition(1)
    matching = replace(one.cohort.record.matching, balance=Balance(mentors={"CMS": (5, 8)}))
    entry = replace(one.cohort, record=replace(one.cohort.record, matching=matching))
    ruled = replace(one, cohort=entry)
    (first,) = released(ruled, None, ReleaseStage.APPLICATIONS)
    (system,) = [
        each
        for each in published_systems(History(releases=(first,)), {"2026": entry.record})
        if each.name.endswith("2026 mentors-by-experiment")
    ]
    at = system.counts.index("CMS")
    assert system.assumed[at] == 5
    assert system.bounds[at].high >= 5 + GAP + 2
    assert not audit(History(releases=(first,)), {"2026": entry.record}).exposed


@pytest.mark.parametrize("name", ["mentees-by-career", "mentees-by-topic"])
def test_a_table_withheld_because_of_its_counts_is_found(name: str) -> None:
    """Leaving a table out because of its counts reveals something about them."""
    one = edition(1)
    first = releases_of(1)[0]
    tables = tuple(replace(each, cells=()) if each.name == name else each for each in first.tables)
    looked = History(releases=(replace(first, tables=tables),))
    assert unexplained(looked, {one.name: one.cohort.record}) == (f"2026 {name}",)


def test_each_release_of_an_ordinary_edition_publishes_every_table() -> None:
    """Safety is not bought by withholding: nothing of an edition of the usual size is held back."""
    assert not any(table.withheld for one in releases_of(1) for table in one.tables)


def linked(edition: Edition) -> Iterator[tuple[Counts, Counts]]:
    """How many were selected and how many were not, by category, for each attribute."""
    specs = {spec.name: spec for spec in catalogue(edition.cohort.record)}
    for name in ("experiment", "career", "region"):
        outer, inner = specs[f"mentees-by-{name}"], specs[f"selected-by-{name}"]
        applied = tally(outer.ladder[0], answers(edition, outer), 46)
        selected = tally(outer.ladder[0], answers(edition, inner), 20)
        yield selected, tuple(a - b for a, b in zip(applied, selected, strict=True))


def naive(selected: Counts, left: Counts) -> System:
    """The same people as a two-way table: 1 to 4 suppressed, exact margins beside it."""
    categories = tuple(range(len(selected)))
    counts = (*selected, *left)
    hidden = tuple(Range(1, 4) if 1 <= count <= 4 else exactly(count) for count in counts)
    rows = [(at, at + len(categories)) for at in categories]
    columns = [categories, tuple(at + len(categories) for at in categories)]
    margins = tuple(
        Sum(plus=row, within=exactly(sum(counts[at] for at in row))) for row in (*rows, *columns)
    )
    names = tuple(str(at) for at in range(len(counts)))
    return System(
        name="naive",
        counts=names,
        bounds=hidden,
        sums=margins,
        groups=(),
        assumed=(0,) * len(counts),
        views=tuple(views(len(counts), 1)),
    )


def test_the_attacker_recovers_suppressed_counts() -> None:
    """It recovers more than half of the small counts that suppression tries to hide."""
    recovered, small = 0, 0
    for seed in range(20):
        for selected, left in linked(edition(seed)):
            system = naive(selected, left)
            solver = Solver(system)
            for at, count in enumerate((*selected, *left)):
                if 1 <= count <= 4:
                    known = solver.range_of((at,))
                    assert known
                    small, recovered = small + 1, recovered + (known == (count, count))
    assert small >= 100
    assert recovered >= small / 2


def test_one_suppressed_count_among_exact_ones_is_recovered() -> None:
    """One suppressed count among exact ones is what is missing from the total."""
    shown = (("a", 9, 9), ("b", 8, 8), ("c", 1, 4))
    cells = tuple(Cell(category=name, low=low, high=high) for name, low, high in shown)
    exposed = [one for one in attack(one_way("naive", cells, 20)) if one.exposed]
    assert any(one.group == "a + b" and one.known == (17, 17) for one in exposed)


def test_rounding_reveals_counts_that_were_all_rounded_up() -> None:
    """Twelve people shown as four fives were four threes: the total leaves nothing else."""
    counts = (3, 3, 3, 3)
    attacked = system(counts, rounded(counts))
    known = {Solver(attacked).range_of((at,)) for at in range(4)}
    assert known == {exactly(3)}


def test_merging_by_counts_reveals_more_than_its_sums() -> None:
    """Who knows when categories are merged knows that the first of two was too small alone."""
    published = merged((2, 4, 6))
    behind = [counts for counts in tables(12, 3) if merged(counts) == published]
    firsts = {counts[0] for counts in behind}
    assert published[0].plus == (0, 1)
    assert max(firsts) == 4, "the sum of the two, 6, would allow any up to it"


TABLES = [(5, 5, 5, 5), (17, 2, 1), (20, 0), (9, 8, 3), (12, 4, 4)]


@pytest.mark.parametrize("rival", [suppressed, rounded, controlled, merged, banded])
def test_the_usual_ways_do_not_pass(rival: Callable[[Counts], Knowledge]) -> None:
    """Suppressing, rounding, merging and fixed bands give groups away in some tables."""
    assert score(rival, TABLES).safe < 1


def test_sliding_ranges_pass_and_tell_more_than_any_other_way() -> None:
    """Of what passes the audit, sliding ranges tell more than any other way."""
    ours = score(sliding, TABLES)
    assert ours.safe == 1
    assert ours.recovered == 0
    assert ours.kept_safely > max(score(rival, TABLES).kept_safely for rival in RIVALS[:-1])
