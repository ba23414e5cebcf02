"""Worlds of two linked tables, against every world written out."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from disclosure import judge
from disclosure.judge import knowledge
from mentoring.aggregates.release import Range
from mentoring.disclosure.feasible_tables import LinkedTables, OneWayTable, Split
from mentoring.disclosure.knowledge import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

World = tuple[tuple[int, int], ...]
"""For each category, how many are selected and how many are left."""


@st.composite
def nests(draw: st.DrawFn) -> LinkedTables:
    """A population of at most 16 in two or three categories, part of it selected."""
    selected, left = draw(st.integers(0, 8)), draw(st.integers(0, 8))

    def some(most: int) -> Range:
        low = draw(st.integers(0, max(0, most // 2)))
        return Range(low, draw(st.integers(low, most)))

    splits = [
        Split(some(selected), some(left), some(selected + left))
        for _ in range(draw(st.integers(2, 3)))
    ]
    return LinkedTables(selected=selected, left=left, splits=tuple(splits))


def worlds_of(nest: LinkedTables) -> Iterator[World]:
    """Every pair of tables that is possible."""
    cells = [
        [
            (number, other)
            for number in range(split.selected.low, split.selected.high + 1)
            for other in range(split.left.low, split.left.high + 1)
            if number + other in split.both
        ]
        for split in nest.splits
    ]
    for world in product(*cells):
        if (sum(one for one, _ in world), sum(one for _, one in world)) == (
            nest.selected,
            nest.left,
        ):
            yield world


def is_safe(worlds: list[World]) -> bool:
    """The rule itself, for selected, left and both, for all who may know records.

    A mentor knows up to three who were selected; anybody else two people wherever they are.
    """
    categories = len(worlds[0])
    nobody = (0,) * categories
    mentors = [(known, nobody) for known in knowledge(nobody, 3)]
    others = [(known[:categories], known[categories:]) for known in knowledge(nobody * 2, 2)]
    views = [
        [
            world
            for world in worlds
            if all(map(int.__ge__, (one for one, _ in world), selected))
            and all(map(int.__ge__, (one for _, one in world), left))
        ]
        for selected, left in {*mentors, *others}
    ]
    unions = [one for one in product((0, 1), repeat=categories) if 0 < sum(one) < categories]
    for view, union in product([view for view in views if view], unions):
        inside = [[cell for cell, is_in in zip(one, union, strict=True) if is_in] for one in view]
        chosen = [sum(one for one, _ in cells) for cells in inside]
        others = [sum(one for _, one in cells) for cells in inside]
        both = [one + other for one, other in zip(chosen, others, strict=True)]
        if any(max(numbers) - min(numbers) < GAP for numbers in (chosen, others, both)):
            return False
    return True


@given(nests())
def test_a_range_is_what_all_possible_tables_show(nest: LinkedTables) -> None:
    """The range of a category's selected is exact in whole numbers, without a solver."""
    worlds = list(worlds_of(nest))
    for category in range(len(nest.splits)) if worlds else ():
        counts = [world[category][0] for world in worlds]
        assert nest.range_of(category) == (min(counts), max(counts))


@given(nests())
def test_safe_is_what_all_possible_tables_say(nest: LinkedTables) -> None:
    """Safe means that selected, left and both of every union span GAP for every reader."""
    worlds = list(worlds_of(nest))
    assert nest.safe == (bool(worlds) and is_safe(worlds))


@given(nests(), st.data())
def test_mentors_and_mentees_of_one_affiliation_bind_each_other(
    nest: LinkedTables, data: st.DataObject
) -> None:
    """It is safe even if readers know that each selected mentee has a mentor elsewhere."""
    size = data.draw(st.integers(0, 16))
    counts = tuple(
        Range(low, data.draw(st.integers(low, size)))
        for low in [data.draw(st.integers(0, size)) for _ in nest.splits]
    )
    assumed = (0,) * len(counts)
    mentors = OneWayTable(size=size, counts=counts, assumed=assumed, records=2)
    both = replace(nest, mentors=mentors, apart=(0,))
    joint = [
        (world, others)
        for world in worlds_of(nest)
        for others in product(*(range(count.low, count.high + 1) for count in counts))
        if sum(others) == size and world[0][0] + others[0] <= size
    ]
    if both.safe and joint:
        assert is_safe([world for world, _ in joint])
        assert judge.is_safe([others for _, others in joint], assumed, 2)
