"""Which entries of a collection stay, are removed or are added when it takes a new value."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from mentoring.files.document import Plain

_MOST_COMPARISONS = 40_000
Traits = tuple[str, frozenset[str], frozenset[str]]


class Slot(NamedTuple):
    """One entry of the new collection.

    `old` is the index of the old entry that it continues, None if it is new; `key` is None for an
    item of a list.
    """

    old: int | None
    key: str | None
    value: Plain


def exact(value: Plain) -> str:
    """A text that is the same for values equal in value and type, in any order of keys."""
    return json.dumps(value, sort_keys=True)


def same(one: Plain, other: Plain) -> bool:
    """Equal in value and type (1, 1.0 and true differ); the order of keys does not count."""
    return exact(one) == exact(other)


def arrange(old: Plain, new: Plain) -> list[Slot]:
    """The entries of `new`, with the staying ones in their old order; empty if none stays.

    A new key goes after the one that it follows in `new`.
    """
    slots: list[Slot] = []
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in old if key in new]
        at = 0
        for key in new:
            if key not in old:
                keys.insert(at, key)
            at = keys.index(key) + 1
        index = {key: number for number, key in enumerate(old)}
        slots = [Slot(index.get(key), key, new[key]) for key in keys]
    elif isinstance(old, list) and isinstance(new, list):
        partner = partners(old, new)
        slots = [Slot(partner.get(number), None, item) for number, item in enumerate(new)]
    return slots if any(slot.old is not None for slot in slots) else []


def values(collection: Plain) -> list[Plain]:
    """The values of a mapping's entries, or the items of a list."""
    if isinstance(collection, dict):
        return list(collection.values())
    return collection if isinstance(collection, list) else []


def rearranged(old: Plain, new: Plain) -> Plain:
    """`new` with its keys in the order of `old`."""
    if not (slots := arrange(old, new)):
        return new
    before = values(old)
    after = [
        slot.value if slot.old is None else rearranged(before[slot.old], slot.value)
        for slot in slots
    ]
    if isinstance(new, dict):
        return {str(slot.key): value for slot, value in zip(slots, after, strict=True)}
    return after


def traits(item: Plain) -> Traits:
    """What an item may have in common with another: everything, equal parts, or shape."""
    whole = exact(item)
    if isinstance(item, dict):
        parts = frozenset(f"{key}: {exact(value)}" for key, value in item.items())
        return whole, parts, frozenset(item)
    if isinstance(item, list):
        return whole, frozenset(map(exact, item)), frozenset("-")
    return whole, frozenset([whole]), frozenset()


def likeness(one: Traits, other: Traits) -> int:
    """How much two items have in common; one equal part outweighs any shape."""
    return 1000 * len(one[1] & other[1]) + len(one[2] & other[2])


def partners(old: Sequence[Plain], new: Sequence[Plain]) -> dict[int, int]:
    """The index in `old` of each item of `new` that continues an old one, by index in `new`.

    The order of both lists is kept. An item continues an equal one, else a partly equal one, else
    one of the same shape. Between the equal items at both ends, the pairing has the most in common:
    a weighted longest common subsequence. Two long stretches that differ throughout are not
    compared; all their items count as new.
    """
    a, b = [traits(item) for item in old], [traits(item) for item in new]
    shorter = min(len(a), len(b))
    head = next((n for n in range(shorter) if a[n][0] != b[n][0]), shorter)
    tail = next((n for n in range(shorter - head) if a[~n][0] != b[~n][0]), shorter - head)
    found = {number: number for number in range(head)}
    found |= {len(b) - 1 - number: len(a) - 1 - number for number in range(tail)}
    a, b = a[head : len(a) - tail], b[head : len(b) - tail]
    if len(a) * len(b) > _MOST_COMPARISONS:
        return found
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            common = likeness(a[i], b[j])
            paired = common + best[i + 1][j + 1] if common else 0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(a) and j < len(b):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found[head + j] = head + i
            i, j = i + 1, j + 1
    return found
