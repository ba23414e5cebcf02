"""The items of two lists are matched so that the most is kept."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.files.yaml.arrange import likeness, partners, traits

items: Any = st.one_of(
    st.sampled_from("abc"),
    st.dictionaries(st.sampled_from("kl"), st.integers(0, 1)),
    st.lists(st.integers(0, 1), max_size=2),
)
lists = st.lists(items, max_size=4)


def matchings(old: int, new: int) -> list[list[tuple[int, int]]]:
    """Every way to pair items of two lists in their order."""
    return [
        list(zip(left, right, strict=True))
        for size in range(min(old, new) + 1)
        for left in combinations(range(old), size)
        for right in combinations(range(new), size)
    ]


@given(lists, lists)
@example(["a", {"k": 0}, "c"], ["b", {"k": 1}, "a"])
def test_no_other_matching_keeps_more(old: list[Any], new: list[Any]) -> None:
    """Brute force finds nothing better, and the order of both lists is kept."""
    found = partners(old, new)
    pairs = sorted((index, number) for number, index in found.items())
    assert all(one[1] < other[1] for one, other in pairwise(pairs))
    best = max(
        sum(likeness(traits(old[index]), traits(new[number])) for index, number in matching)
        for matching in matchings(len(old), len(new))
    )
    assert sum(likeness(traits(old[index]), traits(new[number])) for index, number in pairs) == best


def test_an_item_goes_on_where_most_of_it_does() -> None:
    """Moved by an insertion, changed in part, or both."""
    old = [{"id": "a", "n": 1}, {"id": "b", "n": 2}, {"id": "c", "n": 3}]
    new = ["x", {"id": "b", "n": 20}, {"id": "d"}, {"id": "c", "n": 3}]
    assert partners(old, new) == {1: 1, 3: 2}
    assert partners(["a", "b"], ["b", "a"]) in ({0: 1}, {1: 0})
    assert partners([1, True, 1.0], [True, 1]) == {0: 1}
