"""Worlds of one table, against every world written out."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from disclosure.judge import World, is_safe
from mentoring.disclosure.one_way_table import OneWayTable
from mentoring.disclosure.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator


@st.composite
def lines(draw: st.DrawFn) -> OneWayTable:
    """A table of at most 20 people over two to four categories, each count known as some range."""
    size = draw(st.integers(0, 20))
    categories = draw(st.integers(2, 4))
    counts = []
    for _ in range(categories):
        low = draw(st.integers(0, size))
        counts.append(Range(low, draw(st.integers(low, size))))
    floors = tuple(draw(st.integers(0, count.low)) for count in counts)
    records = draw(st.integers(0, 3))
    return OneWayTable(size=size, counts=tuple(counts), floors=floors, records=records)


def worlds_of(line: OneWayTable) -> Iterator[World]:
    """Every table that is possible."""
    ranges = [range(count.low, count.high + 1) for count in line.counts]
    return (world for world in product(*ranges) if sum(world) == line.size)


@given(lines())
def test_a_range_is_what_all_possible_tables_show(line: OneWayTable) -> None:
    """The range of a category is exactly the least and the most of all possible tables."""
    worlds = list(worlds_of(line))
    for category in range(len(line.counts)) if worlds else ():
        counts = [world[category] for world in worlds]
        assert line.range_of(category) == (min(counts), max(counts))


@given(lines())
def test_safe_is_what_all_possible_tables_say(line: OneWayTable) -> None:
    """Safe means that every union of categories is spread over GAP in everybody's eyes."""
    worlds = list(worlds_of(line))
    assert line.safe == (bool(worlds) and is_safe(worlds, line.floors, line.records))
