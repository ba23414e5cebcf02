"""Which entries of a collection stay, are removed or are added when it takes a new value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mentoring.files.document import Plain
from mentoring.files.yaml.editing.alignment import exact, partners

FRONT = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One entry of the new collection.

    `index` is that of the old entry that it continues, None if it is new; `key` is None for an
    item of a list.
    """

    index: int | None
    key: str | None
    value: Plain


def same(one: Plain, other: Plain) -> bool:
    """Equal in value and type (1, 1.0 and true differ); the order of keys does not count."""
    return exact(one) == exact(other)


def arrange(old: Plain, new: Plain) -> list[Slot]:
    """The entries of `new`, with the staying ones in their old order; empty if none stays."""
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
    """The new values of the entries that stay, by index in the old collection."""
    return {slot.index: slot.value for slot in slots if slot.index is not None}


def arrivals(slots: list[Slot]) -> Iterator[tuple[int, list[Slot]]]:
    """The runs of new entries, each with the index of the old one that it follows (-1: none)."""
    after = FRONT
    for is_new, run in groupby(slots, key=lambda slot: slot.index is None):
        members = list(run)
        if is_new:
            yield after, members
        after = FRONT if members[-1].index is None else members[-1].index


def rearranged(old: Plain, new: Plain) -> Plain:
    """`new` with its keys in the order of `old`."""
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
    """The slots of a mapping; a new key goes after the one that it follows in `new`."""
    keys = [key for key in old if key in new]
    before: str | None = None
    for key in new:
        if key not in old:
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
        before = key
    index = {key: number for number, key in enumerate(old)}
    return [Slot(index=index.get(key), key=key, value=new[key]) for key in keys]


def _sequence(old: list[Plain], new: list[Plain]) -> list[Slot]:
    partner = partners(old, new)
    return [
        Slot(index=partner.get(number), key=None, value=item) for number, item in enumerate(new)
    ]
