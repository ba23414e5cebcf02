"""The fields of a record as mappings name them: `location.hours.0` is a path in plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from mentoring import schemas

Plain = dict[str, Any]


@cache
def part(record: str, field: str) -> Plain:
    """The part of the schema of `record`, if any, that describes the values at `field`."""
    found: Plain = schemas.load(record) if record in schemas.names() else {}
    for step in field.split("."):
        inner = _item(found, int(step)) if step.isdigit() else found.get("properties", {}).get(step)
        found = _resolved(inner if isinstance(inner, dict) else {})
    return found


def _item(found: Plain, place: int) -> Plain | bool | None:
    """The schema of the list item at this index."""
    first = found.get("prefixItems", [])
    item: Plain | bool | None = first[place] if place < len(first) else found.get("items")
    return item


def is_list(record: str, field: str) -> bool:
    """Whether the schema of `record` has a list at `field`."""
    return part(record, field).get("type") == "array"


def nested(values: Mapping[str, Any]) -> Plain:
    """Plain data with each value at its field; fields that end in numbers become lists."""
    tree: Plain = {}
    for field, value in values.items():
        *steps, last = field.split(".")
        branch = tree
        for step in steps:
            branch = branch.setdefault(step, {})
        branch[last] = value
    result: Plain = _with_lists(tree)
    return result


def asked_field(steps: Iterable[str | int], fields: Iterable[str]) -> str:
    """The field at these steps of a record, numbered as on the form (`nested` closes gaps)."""
    field = ""
    for step in map(str, steps):
        before = f"{field}." if field else ""
        later = (one.removeprefix(before).split(".")[0] for one in fields if one.startswith(before))
        numbers = sorted({int(one) for one in later if one.isdigit()})
        is_place = step.isdigit() and int(step) < len(numbers)
        field = f"{before}{numbers[int(step)] if is_place else step}"
    return field


def flat(plain: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """The values of plain data by field; blocks are flattened, lists are kept whole."""
    fields: dict[str, Any] = {}
    for key, value in plain.items():
        if isinstance(value, dict):
            fields |= flat(value, f"{before}{key}.")
        else:
            fields[f"{before}{key}"] = value
    return fields


def _with_lists(tree: Any) -> Any:  # noqa: ANN401 (plain data of any shape)
    if not isinstance(tree, dict):
        return tree
    opened = {key: _with_lists(value) for key, value in tree.items()}
    if opened and all(key.isdigit() for key in opened):
        return [opened[key] for key in sorted(opened, key=int)]
    return opened


def _resolved(part: Plain) -> Plain:
    name = part.get("$ref", "").rpartition("/")[2]
    return schemas.load("vocabulary")["$defs"][name] if name else part
