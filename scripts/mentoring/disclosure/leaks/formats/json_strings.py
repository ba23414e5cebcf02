"""Extracts the strings in JSON, each with its pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from mentoring.problems import pointer

Steps = tuple[str | int, ...]


class Strings(NamedTuple):
    """Every key and value that is text, one per line, and the pointer of each."""

    text: str
    pointers: tuple[str, ...]


def strings(text: str) -> Strings | None:
    """The strings of a JSON text, also those of duplicate keys; None if it is not JSON."""
    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    found = list(_strings(value))
    lines = (" ".join(one.splitlines()) for one, _ in found)
    return Strings("\n".join(lines), tuple(pointer(*steps) for _, steps in found))


class _Pairs(list[tuple[str, Any]]):
    """An object as a list of pairs, as a dict would drop duplicate keys."""


def _strings(root: object) -> Iterator[tuple[str, Steps]]:
    """The strings and their steps, found without recursion, as nesting may be deep."""
    left: list[tuple[Any, Steps]] = [(root, ())]
    while left:
        value, steps = left.pop()
        if isinstance(value, str):
            yield value, steps
        elif isinstance(value, _Pairs):
            for key, one in reversed(value):
                left += [(one, (*steps, key)), (key, (*steps, key))]
        elif isinstance(value, list):
            left += [(one, (*steps, number)) for number, one in enumerate(value)][::-1]
