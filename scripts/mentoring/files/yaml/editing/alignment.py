"""Matches the items of an old list to those of a new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from mentoring.files.document import Plain

_MOST_COMPARISONS = 40_000


def partners(old: Sequence[Plain], new: Sequence[Plain]) -> dict[int, int]:
    """The index in `old` of each item of `new` that continues an old one, by index in `new`.

    The order of both lists is kept. An item continues an equal one, else a partly equal one, else
    one of the same shape.
    """
    return _partners([_traits(item) for item in old], [_traits(item) for item in new])


def exact(value: Plain) -> str:
    """A text that is the same for values equal in value and type, in any order of keys."""
    return json.dumps(value, sort_keys=True)


class _Traits(NamedTuple):
    """What an item may have in common with another: everything, equal parts, or shape."""

    whole: str
    parts: frozenset[str]
    shape: frozenset[str]

    def likeness(self, other: _Traits) -> int:
        """How much the items have in common; one equal part outweighs any shape."""
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
    """The length of the common prefix."""
    same_ones = takewhile(lambda pair: pair[0].whole == pair[1].whole, zip(old, new, strict=False))
    return sum(1 for _ in same_ones)


def _most_alike(old: list[_Traits], new: list[_Traits]) -> dict[int, int]:
    """The order-preserving pairing with the most in common: a weighted longest common subsequence.

    Two long stretches that differ throughout are not compared; all items count as new.
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
