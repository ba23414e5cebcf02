"""The fields of a record as mappings name them: `location.hours.0` is a path in plain data."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from mentoring import schemas
from mentoring.store.entry import to_plain

Plain = dict[str, Any]


@cache
def part(record: str, field: str) -> Plain:
    """The part of the schema of `record`, if any, that describes the values at `field`."""
    found: Plain = schemas.load(record) if record in schemas.names() else {}
    for step in field.split("."):
        if step.isdigit():
            first = dict(enumerate(found.get("prefixItems", ())))
            inner = first.get(int(step), found.get("items"))
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
        first, _, rest = field.partition(".")
        if rest:
            tree.setdefault(first, {})[rest] = value
        else:
            tree[first] = value
    found: Any = {
        key: nested(inner) if isinstance(inner, dict) else inner for key, inner in tree.items()
    }
    if found and all(map(str.isdigit, found)):
        found = [found[key] for key in sorted(found, key=int)]
    opened: Plain = found
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
