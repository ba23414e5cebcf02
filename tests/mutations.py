"""Sound records with one value changed to another that the schema allows."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import assume
from hypothesis import strategies as st

from mentoring import schemas
from mentoring.schemas.library import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator

Steps = tuple[str | int, ...]
WORDS = ("Somewhere else", "zz", "a-slug", "2031-2", "bbcdfh", "kfwtzn", "erased-1", "CMS", "en")


def mutated(plain: Any, kind: str, data: st.DataObject) -> Any:
    """The plain record with one value other than it was, and still as its schema asks."""
    steps, schema = data.draw(st.sampled_from(list(_places(plain, schemas.load(kind)))), "place")
    changed = deepcopy(plain)
    holder = changed
    for step in steps[:-1]:
        holder = holder[step]
    last = steps[-1]
    value = data.draw(_others(holder[last], schema), "value")
    if value is _GONE:
        del holder[last]
    else:
        holder[last] = value
    assume(changed != plain and not schemas.validate(kind, changed))
    return changed


_GONE = object()


def _places(plain: Any, schema: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every value of a record below its root, with the schema that it follows."""
    schema = _resolved(schema)
    if steps:
        yield steps, schema
    if isinstance(plain, dict):
        for key, value in plain.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            yield from _places(value, inner or {}, (*steps, key))
    if isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from _places(value, schema.get("items") or {}, (*steps, number))


def _resolved(schema: Any) -> Any:
    reference = schema.get("$ref") if isinstance(schema, dict) else None
    if reference is None:
        return schema if isinstance(schema, dict) else {}
    definition = schemas.load(VOCABULARY)["$defs"][reference.rpartition("/")[2]]
    return {**definition, **schema}


def _others(value: Any, schema: Any) -> st.SearchStrategy[Any]:
    """Other values that may stand there, or that it is left out."""
    return st.one_of(_values(value, schema), st.just(_GONE))


def _values(value: Any, schema: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 (a type a line)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if isinstance(value, bool):
        return st.just(not value)
    if isinstance(value, int):
        least, most = schema.get("minimum", 0), schema.get("maximum", 1000)
        return st.sampled_from([least, most, value + 1, max(least, value - 1)])
    if isinstance(value, str) and schema.get("format") == "date":
        days = st.sampled_from([-400, -30, -1, 1, 30, 400])
        return days.map(lambda shift: (date.fromisoformat(value) + timedelta(shift)).isoformat())
    if isinstance(value, str):
        return st.sampled_from(WORDS)
    if isinstance(value, list) and value:
        return st.sampled_from([value[1:], value[:-1], value[::-1], [*value, value[0]]])
    return st.nothing()
