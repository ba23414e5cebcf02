"""The fields of a record as mappings name them: `location.hours.0` is a path in plain data."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from mentoring import schemas
from mentoring.store.serialize import to_plain

Plain = dict[str, Any]


@cache
def part(record: str, field: str) -> Plain:
    """The part of the schema of `record`, if any, that describes the values at `field`."""
    found: Plain = schemas.load(record) if record in schemas.names() else {}
    for step in field.split("."):
        if step.isdigit():
            first = found.get("prefixItems", [])
            inner = first[int(step)] if int(step) < len(first) else found.get("items")
        else:
            inner = found.get("properties", {}).get(step)
        found = inner if isinstance(inner, dict) else {}
        if name := found.get("$ref", "").rpartition("/")[2]:
            found = schemas.load("vocabulary")["$defs"][name]
    return found


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


def _with_lists(tree: Any) -> Any:  # noqa: ANN401 (plain data of any shape)
    if not isinstance(tree, dict):
        return tree
    opened = {key: _with_lists(value) for key, value in tree.items()}
    if opened and all(key.isdigit() for key in opened):
        return [opened[key] for key in sorted(opened, key=int)]
    return opened


def asked_field(steps: Iterable[str | int], fields: Iterable[str]) -> str:
    """The field at these steps of a record, numbered as on the form (`nested` closes gaps)."""
    field = ""
    for step in map(str, steps):
        before = f"{field}." if field else ""
        inside = (name.removeprefix(before) for name in fields if name.startswith(before))
        later = (name.split(".")[0] for name in inside)
        numbers = sorted({int(number) for number in later if number.isdigit()})
        is_place = step.isdigit() and int(step) < len(numbers)
        field = f"{before}{numbers[int(step)] if is_place else step}"
    return field


def differing(before: object, after: object) -> tuple[str, ...]:
    """The fields in which two records differ, sorted."""
    old, new = flat(to_plain(before)), flat(to_plain(after))
    return tuple(sorted(field for field in old | new if old.get(field) != new.get(field)))


def flat(plain: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """The values of plain data by field; blocks are flattened, lists are kept whole."""
    fields: dict[str, Any] = {}
    for key, value in plain.items():
        name = f"{before}{key}"
        fields |= flat(value, f"{name}.") if isinstance(value, dict) else {name: value}
    return fields
