"""Which entries of a collection stay, go or come when it takes a new value."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mentoring.files.yaml.emit import pairs

_MOST_COMPARISONS = 40_000
Entry = tuple[Any, Any]  # a key, None for an item of a list, and its value
Traits = tuple[frozenset[str], frozenset[str]]


class Arrangement(NamedTuple):
    """What becomes of the entries of a collection, by their indices; others are removed.

    `stays` has the value before and after of each entry that stays, `added` the new entries after
    an old one; -1 means before all others.
    """

    stays: dict[int, tuple[object, object]]
    added: dict[int, list[Entry]]


def exact(value: object) -> str:
    """A text that is the same for values equal in value and type, in any order of keys."""
    return json.dumps(value, sort_keys=True)


def arrange(old: object, new: object) -> Arrangement:
    """How the entries of `new` continue those of `old`; no entry stays if their kinds differ."""
    arrangement = Arrangement({}, {})
    if isinstance(old, dict) and isinstance(new, dict):
        index = {key: number for number, key in enumerate(old)}
        continued = [index.get(key) for key in new]
    elif isinstance(old, list) and isinstance(new, list):
        partner = partners(old, new)
        continued = [partner.get(number) for number in range(len(new))]
    else:
        return arrangement
    before = [value for _, value in pairs(old)]
    last = -1
    for number, (key, value) in zip(continued, pairs(new), strict=True):
        if number is None:
            arrangement.added.setdefault(last, []).append((key, value))
        else:
            arrangement.stays[last := number] = before[number], value
    return arrangement


def rearranged(old: object, new: object) -> object:
    """`new` with its keys in the order of `old`; a new key goes after the one that it follows."""
    stays, added = arrange(old, new)
    if not stays:
        return new
    entries = [*added.get(-1, [])]
    for number, (key, _) in enumerate(pairs(old)):
        entries += [(key, rearranged(*stays[number]))] if number in stays else []
        entries += added.get(number, [])
    return dict(entries) if isinstance(new, dict) else [value for _, value in entries]


def traits(item: object) -> Traits:
    """The parts and the keys that an item may share with another."""
    if isinstance(item, dict):
        parts = frozenset(f"{key}: {exact(value)}" for key, value in item.items())
        return parts, frozenset(item)
    if isinstance(item, list):
        return frozenset(map(exact, item)), frozenset("-")
    return frozenset([exact(item)]), frozenset()


def likeness(one: Traits, other: Traits) -> int:
    """How much two items have in common; one equal part outweighs any shape."""
    return 1000 * len(one[0] & other[0]) + len(one[1] & other[1])


def partners(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    """The index in `old` of each item of `new` that continues an old one, by index in `new`.

    The order of both lists is kept. An item continues an equal one, else a partly equal one, else
    one of the same shape. Long stretches that differ throughout are not compared, and count as new.
    """
    a, b = list(map(exact, old)), list(map(exact, new))
    shorter = min(len(a), len(b))
    head = next((n for n in range(shorter) if a[n] != b[n]), shorter)
    tail = next((n for n in range(shorter - head) if a[~n] != b[~n]), shorter - head)
    found = {number: number for number in range(head)}
    found |= {len(b) - 1 - number: len(a) - 1 - number for number in range(tail)}
    differing = old[head : len(a) - tail], new[head : len(b) - tail]
    if len(differing[0]) * len(differing[1]) <= _MOST_COMPARISONS:
        found |= {head + j: head + i for i, j in _most_alike(*differing)}
    return found


def _most_alike(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The pairs with the most in common: a weighted longest common subsequence."""
    a, b = list(map(traits, old)), list(map(traits, new))
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
            yield i, j
            i, j = i + 1, j + 1
