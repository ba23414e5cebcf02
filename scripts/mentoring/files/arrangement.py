"""Which entries of a collection stay, go and come when it takes a new value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.files.document import Plain

_MOST_COMPARISONS = 40_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One entry of the new collection.

    `index` is the number of the old entry that it goes on from, None when it is new; `key` is None
    for an item of a list.
    """

    index: int | None
    key: str | None
    value: Plain


def same(one: Plain, other: Plain) -> bool:
    """Equal in value and type (1, 1.0 and true differ); the order of keys does not count."""
    return _exact(one) == _exact(other)


def arrange(old: Plain, new: Plain) -> list[Slot]:
    """The entries of `new`, those that stay in their old order; empty when none stays."""
    slots: list[Slot] = []
    if isinstance(old, dict) and isinstance(new, dict):
        slots = _mapping(old, new)
    elif isinstance(old, list) and isinstance(new, list):
        slots = _sequence(old, new)
    return slots if any(slot.index is not None for slot in slots) else []


def values(collection: Plain) -> list[Plain]:
    """The values of a mapping's entries, or the items of a list."""
    if isinstance(collection, dict):
        return list(collection.values())
    return collection if isinstance(collection, list) else []


def staying(slots: list[Slot]) -> dict[int, Plain]:
    """The entries that stay, by their number in the old collection, and their new values."""
    return {slot.index: slot.value for slot in slots if slot.index is not None}


def arrivals(slots: list[Slot]) -> Iterator[tuple[int | None, list[Slot]]]:
    """The runs of new entries, each with the number of the old entry that it follows."""
    after: int | None = None
    for is_new, run in groupby(slots, key=lambda slot: slot.index is None):
        members = list(run)
        if is_new:
            yield after, members
        after = members[-1].index


def rearranged(old: Plain, new: Plain) -> Plain:
    """`new` with its keys in the order that they have in `old`."""
    if not (slots := arrange(old, new)):
        return new
    before = values(old)
    after = [
        slot.value if slot.index is None else rearranged(before[slot.index], slot.value)
        for slot in slots
    ]
    if isinstance(new, dict):
        return {str(slot.key): value for slot, value in zip(slots, after, strict=True)}
    return after


def _mapping(old: dict[str, Plain], new: dict[str, Plain]) -> list[Slot]:
    """A new key comes after the one that it follows in `new`."""
    keys = [key for key in old if key in new]
    before: str | None = None
    for key in new:
        if key not in old:
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
        before = key
    index = {key: number for number, key in enumerate(old)}
    return [Slot(index=index.get(key), key=key, value=new[key]) for key in keys]


def _sequence(old: list[Plain], new: list[Plain]) -> list[Slot]:
    partner = _partners([_facts(item) for item in old], [_facts(item) for item in new])
    return [
        Slot(index=partner.get(number), key=None, value=item) for number, item in enumerate(new)
    ]


def _partners(old: list[frozenset[str]], new: list[frozenset[str]]) -> dict[int, int]:
    """For items of `new` the one of `old` that each goes on from, in the same order."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    found = {number: number for number in range(head)}
    found |= {len(new) - 1 - number: len(old) - 1 - number for number in range(tail)}
    middle = _most_alike(old[head : len(old) - tail], new[head : len(new) - tail])
    return found | {head + number: head + index for number, index in middle.items()}


def _most_alike(old: list[frozenset[str]], new: list[frozenset[str]]) -> dict[int, int]:
    """The pairing in order that has the most in common: a longest common subsequence, weighted.

    Two long stretches that differ throughout are not compared: all is taken as new.
    """
    if len(old) * len(new) > _MOST_COMPARISONS:
        return {}
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            common = len(old[i] & new[j])
            paired = common + best[i + 1][j + 1] if common else 0
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


def _facts(item: Plain) -> frozenset[str]:
    """What an item has in common with another: a mapping's entries, or all of any other value."""
    if isinstance(item, dict):
        return frozenset(_exact([key, value]) for key, value in item.items())
    return frozenset([_exact(item)])


def _exact(value: Plain) -> str:
    return json.dumps(value, sort_keys=True)
