"""All single changes of a value in plain data, which a check of a proof must catch."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str | int, ...]


def mutations(data: Any) -> Iterator[tuple[Path, Any]]:
    """Copies of the data that differ in one place, with that place."""
    for path, value in _leaves(data, ()):
        for other in _others(value):
            yield path, _put(data, path, other)
    for path, container in _containers(data, ()):
        for key in list(container) if isinstance(container, dict) else range(len(container)):
            yield (*path, key), _drop(data, path, key)


def _leaves(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    children = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in children:
        if isinstance(value, dict | list):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _containers(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, data
    children = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in children:
        if isinstance(value, dict | list):
            yield from _containers(value, (*path, key))


def _others(value: Any) -> list[Any]:
    """Values near the given one, of its kind."""
    if value is None:
        return [0]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [other for other in (value - 1, value + 1, -value) if other != value]
    return [value + "x", "", value[::-1] + "y"]


def _put(data: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(data)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def _drop(data: Any, path: Path, key: str | int) -> Any:
    changed = copy.deepcopy(data)
    place = changed
    for step in path:
        place = place[step]
    del place[key]
    return changed
