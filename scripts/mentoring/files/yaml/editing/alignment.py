"""Which items of a list go on in another list, and as which."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from mentoring.files.document import Plain

_MOST_COMPARISONS = 40_000


def partners(old: Sequence[Plain], new: Sequence[Plain]) -> dict[int, int]:
    """For the items of `new` that go on from one of `old`, by number, the number of that one.

    The order of both lists is kept. An item that is equal goes on, and so does one that is partly
    equal or at least of the same shape.
    """
    return _partners([_traits(item) for item in old], [_traits(item) for item in new])


def exact(value: Plain) -> str:
    """A text that two values share when they are equal in value and type, in any order of keys."""
    return json.dumps(value, sort_keys=True)


class _Traits(NamedTuple):
    """What one item may have in common with another: everything; equal parts; shape."""

    whole: str
    parts: frozenset[str]
    shape: frozenset[str]

    def likeness(self, other: _Traits) -> int:
        """How much is common; one equal part is worth more than any shape."""
        return 1000 * len(self.parts & other.parts) + len(self.shape & other.shape)


def _traits(item: Plain) -> _Traits:
    whole = exact(item)
    if isinstance(item, dict):
        parts = frozenset(f"{key}: {exact(value)}" for key, value in item.items())
        return _Traits(whole, parts, frozenset(item))
    if isinstance(item, list):
        return _Traits(whole, frozenset(f"- {exact(inner)}" for inner in item), frozenset("-"))
    return _Traits(whole, frozenset([whole]), frozenset())


def _partners(old: list[_Traits], new: list[_Traits]) -> dict[int, int]:
    head = _equal_ones(old, new)
    tail = _equal_ones(old[head:][::-1], new[head:][::-1])
    found = {number: number for number in range(head)}
    found |= {len(new) - 1 - number: len(old) - 1 - number for number in range(tail)}
    middle = _most_alike(old[head : len(old) - tail], new[head : len(new) - tail])
    return found | {head + number: head + index for number, index in middle.items()}


def _equal_ones(old: list[_Traits], new: list[_Traits]) -> int:
    """How many items are equal from the beginning."""
    same_ones = takewhile(lambda pair: pair[0].whole == pair[1].whole, zip(old, new, strict=False))
    return sum(1 for _ in same_ones)


def _most_alike(old: list[_Traits], new: list[_Traits]) -> dict[int, int]:
    """The pairing in order that has the most in common: a longest common subsequence, weighted.

    Two long stretches that differ throughout are not compared: all is taken as new.
    """
    if len(old) * len(new) > _MOST_COMPARISONS:
        return {}
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            likeness = old[i].likeness(new[j])
            paired = likeness + best[i + 1][j + 1] if likeness else 0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return _traced(best, len(old), len(new))


def _traced(best: list[list[int]], rows: int, columns: int) -> dict[int, int]:
    found: dict[int, int] = {}
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found[j] = i
            i, j = i + 1, j + 1
    return found
