"""Sliding ranges: everything that the procedure could have done, written out."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.judge import World, is_safe, tables
from mentoring.aggregates.release import Range
from mentoring.disclosure.feasible_tables import OneWayTable, unknown
from mentoring.disclosure.protect_release import candidate_ranges, protect, published
from tools import examples

if TYPE_CHECKING:
    from collections.abc import Iterator


Output = tuple["Range", ...]
RECORDS = 2


cached_candidates = cache(candidate_ranges)


def outputs(line: OneWayTable, counts: tuple[int, ...], category: int = 0) -> Iterator[OneWayTable]:
    """Everything that may become public of a table, whatever is drawn."""
    if category == len(counts):
        yield line
        return
    for choice in set(cached_candidates(line, category, counts[category])):
        yield from outputs(line.narrowed(category, choice), counts, category + 1)


def by_output(size: int, categories: int) -> dict[Output, list[World]]:
    """Every output, with all tables that may lead to it."""
    behind: dict[Output, list[World]] = defaultdict(list)
    for counts in tables(size, categories):
        lines = outputs(unknown(size, (0,) * categories, RECORDS), counts)
        for shown in {published(line, categories) for line in lines}:
            behind[shown].append(counts)
    return behind


@pytest.mark.parametrize(("size", "categories"), [(10, 2), (20, 2), (12, 3), (10, 4)])
def test_whatever_is_published_could_stand_for_tables_far_apart(size: int, categories: int) -> None:
    """The tables that lead to one output, by any choices, span GAP for every reader.

    This judges the procedure with all its choices, not the ranges that it shows.
    """
    assert all(is_safe(worlds, None, RECORDS) for worlds in by_output(size, categories).values())


@pytest.mark.parametrize(("size", "categories"), [(20, 2), (12, 3)])
def test_the_procedure_tells_no_more_than_its_ranges(size: int, categories: int) -> None:
    """The tables that lead to an output are all those within its ranges."""
    everything = list(tables(size, categories))
    for shown, behind in by_output(size, categories).items():
        assert behind == [
            counts
            for counts in everything
            if all(count in one for count, one in zip(counts, shown, strict=True))
        ]


@given(st.integers(10, 200), st.integers(2, 6), st.data())
def test_every_count_has_a_safe_range(size: int, categories: int, data: st.DataObject) -> None:
    """Any table can be published; its ranges hold its counts, and are safe."""
    cuts = sorted(data.draw(st.integers(0, size)) for _ in range(categories - 1))
    counts = [high - low for low, high in zip([0, *cuts], [*cuts, size], strict=True)]
    key = data.draw(st.binary(min_size=1, max_size=4))
    line = protect(unknown(size, (0,) * categories, RECORDS), counts, key, "any")
    assert line.safe
    assert all(count in one for count, one in zip(counts, published(line, categories), strict=True))


def test_ranges_are_close_to_the_narrowest_that_are_safe() -> None:
    """Of 20 people in two categories, most counts are shown as a range of five numbers."""
    worlds = unknown(20, (0, 0), 1)
    assert candidate_ranges(worlds, 0, 9) == ((5, 9), (6, 10), (7, 11), (8, 12), (9, 13))
    assert set(candidate_ranges(worlds, 0, 0)) == {(0, 5)}, "six, as there may be none at all"
    assert set(candidate_ranges(worlds, 0, 20)) == {(15, 20)}, "at least 15 of 20"


def chance(outcomes: tuple[Range, ...], shown: Range) -> Fraction:
    """How likely a range is to be drawn."""
    return Fraction(outcomes.count(shown), len(outcomes))


def split_ranges(candidates: list[tuple[Range, ...]]) -> tuple[set[Range], set[Range]]:
    """The ranges at an end of what is possible, and the inner ones."""
    every = {shown for outcomes in candidates for shown in outcomes}
    ends = {shown for shown in every if shown.low == 0 or shown.high == len(candidates) - 1}
    return ends, every - ends


@pytest.mark.parametrize("size", [12, 20, 31, 46])
def test_an_inner_range_says_nothing_but_itself(size: int) -> None:
    """Of the counts in it, none is more likely to have been shown as that range than another."""
    worlds = unknown(size, (0, 0, 0), RECORDS)
    candidates = [candidate_ranges(worlds, 0, count) for count in range(size + 1)]
    for shown in split_ranges(candidates)[1]:
        assert {chance(candidates[count], shown) for count in range(shown.low, shown.high + 1)} == {
            Fraction(1, 5)
        }


@pytest.mark.parametrize("size", [12, 20, 31, 46])
def test_a_range_at_an_end_can_stand_for_all_its_counts(size: int) -> None:
    """It leans towards its end, and no count in it is five times less likely than another."""
    worlds = unknown(size, (0, 0, 0), RECORDS)
    candidates = [candidate_ranges(worlds, 0, count) for count in range(size + 1)]
    for end in split_ranges(candidates)[0]:
        chances = [chance(candidates[count], end) for count in range(end.low, end.high + 1)]
        assert min(chances) * 5 >= max(chances)


def every_candidate(worlds: OneWayTable, category: int) -> set[Range]:
    """The ranges of a category, listed without knowing a count, by trying all."""
    low, high = worlds.range_of(category)
    pairs = [Range(a, b) for a in range(low, high + 1) for b in range(a, high + 1)]
    safe = [pair for pair in pairs if worlds.narrowed(category, pair).safe]
    narrowest = {one.low: one for one in reversed(safe)}
    ends = {narrowest[low], Range(max(narrowest), high)}
    return ends | {
        one for one in narrowest.values() if not any(one == one.meet(end) for end in ends)
    }


@given(st.integers(12, 24), st.integers(2, 4), st.data())
@settings(max_examples=examples(40))
def test_a_menu_is_the_part_of_a_public_list_that_holds_the_count(
    size: int, categories: int, data: st.DataObject
) -> None:
    """The search near a count finds what a reader would list without knowing the count."""
    worlds = unknown(size, (0,) * categories, RECORDS)
    first = data.draw(st.integers(0, size))
    worlds = worlds.narrowed(0, data.draw(st.sampled_from(candidate_ranges(worlds, 0, first))))
    public = every_candidate(worlds, 1)
    for count in range(worlds.range_of(1).low, worlds.range_of(1).high + 1):
        assert set(candidate_ranges(worlds, 1, count)) == {one for one in public if count in one}
