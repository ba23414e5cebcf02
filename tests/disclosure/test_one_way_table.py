"""One table that is partly known, against every world written out."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from disclosure.judge import World, is_safe
from mentoring.aggregates.release import Range
from mentoring.disclosure.feasible_tables import OneWayTable

if TYPE_CHECKING:
    from collections.abc import Iterator


@st.composite
def one_way_tables(draw: st.DrawFn) -> OneWayTable:
    """A table of at most 20 people over two to four categories, each count known as some range."""
    size = draw(st.integers(0, 20))
    categories = draw(st.integers(2, 4))
    counts = []
    for _ in range(categories):
        low = draw(st.integers(0, size))
        counts.append(Range(low, draw(st.integers(low, size))))
    assumed = tuple(draw(st.integers(0, count.low)) for count in counts)
    records = draw(st.integers(0, 3))
    return OneWayTable(size=size, counts=tuple(counts), assumed=assumed, records=records)


def worlds_of(table: OneWayTable) -> Iterator[World]:
    """Every table that is possible."""
    ranges = [range(count.low, count.high + 1) for count in table.counts]
    return (world for world in product(*ranges) if sum(world) == table.size)


@given(one_way_tables())
def test_a_range_is_what_all_possible_tables_show(table: OneWayTable) -> None:
    """The range of a category is exactly the least and the most of all possible tables."""
    worlds = list(worlds_of(table))
    for category in range(len(table.counts)) if worlds else ():
        counts = [world[category] for world in worlds]
        assert table.range_of(category) == (min(counts), max(counts))


@given(one_way_tables())
def test_safe_is_what_all_possible_tables_say(table: OneWayTable) -> None:
    """Safe means that every union of categories is spread over GAP for every reader."""
    worlds = list(worlds_of(table))
    assert table.safe == (bool(worlds) and is_safe(worlds, table.assumed, table.records))


@given(one_way_tables())
def test_a_table_is_possible_if_there_is_any(table: OneWayTable) -> None:
    """Ranges that cannot add up to the number of people leave none, for readers without records."""
    known = tuple(Range(0, count.high) for count in table.counts)
    assert replace(table, counts=known).possible == any(
        all(map(int.__le__, table.assumed, world))
        for world in worlds_of(replace(table, counts=known))
    )
