"""The schemas and the records say the same."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from mentoring import schemas
from mentoring.store.record_kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with a reference to the vocabulary followed."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return {**schemas.load("vocabulary")["$defs"][name], **schema} if name else schema


def _record_in(annotation: Any) -> type | None:
    """The dataclass inside an annotation such as `tuple[Goal, ...]` or `Agreement | None`."""
    if dataclasses.is_dataclass(annotation):
        return annotation
    return next((found for one in get_args(annotation) if (found := _record_in(one))), None)


def _blocks(schema: dict[str, Any], record: type) -> Iterator[tuple[dict[str, Any], type]]:
    """Every block of a schema beside the dataclass that holds it."""
    yield schema, record
    hints = get_type_hints(record)
    for name, part in schema.get("properties", {}).items():
        inner = _record_in(hints.get(name))
        whole = _resolved(part)
        block = _resolved(whole.get("items") or whole)
        if inner and not block.get("properties"):
            block = whole.get("additionalProperties", {})
        if inner:
            yield from _blocks(block, inner)


BLOCKS = [
    pytest.param(block, record, id=f"{kind.name}-{record.__name__}")
    for kind in KINDS
    if kind.schema not in {"ledger", "identity"}  # the identity is a part of the application
    for block, record in _blocks(schemas.load(kind.schema), kind.record)
]


@pytest.mark.parametrize(("block", "record"), BLOCKS)
def test_a_block_has_the_fields_of_its_record(block: dict[str, Any], record: type) -> None:
    """A field is in the dataclass and in the schema, or in neither; required where it must be."""
    stored = (field for field in dataclasses.fields(record) if not field.metadata.get("derived"))
    fields = {one.name: one for one in stored}
    assert set(block["properties"]) == set(fields)
    empty = dataclasses.MISSING
    needed = {
        name
        for name, one in fields.items()
        if one.default is empty and one.default_factory is empty
    }
    assert set(block["required"]) == needed


@pytest.mark.parametrize(("block", "record"), BLOCKS)
def test_a_block_refuses_unknown_keys(block: dict[str, Any], record: type) -> None:
    """An unknown key is refused in every record."""
    assert block["additionalProperties"] is False, record


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.schema == "ledger"])
def test_a_ledger_entry_has_the_fields_of_its_record(kind: Any) -> None:
    """The kinds of ledger entry share a schema, which tells them apart by `kind`."""
    schema = schemas.load("ledger")
    branches = {one["if"]["properties"]["kind"]["const"]: one["then"] for one in schema["allOf"]}
    branch = branches[kind.name]
    assert set(branch["properties"]) == {field.name for field in dataclasses.fields(kind.record)}
    assert branch["additionalProperties"] is False


DEFINES = {"type", "$ref", "enum", "const", "prefixItems"}


def _undescribed(schema: Any, where: str) -> Iterator[str]:
    """The places of properties that define something and do not say what."""
    if isinstance(schema, dict):
        for name, part in schema.get("properties", {}).items():
            if DEFINES & set(part) and "description" not in part:
                yield f"{where}/{name}"
        for key, part in schema.items():
            yield from _undescribed(part, f"{where}/{key}") if key != "if" else ()
    elif isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from _undescribed(part, f"{where}/{number}")


@pytest.mark.parametrize("name", [*schemas.names(), "vocabulary"])
def test_every_field_has_a_description(name: str) -> None:
    """Descriptions become the data reference, and the help in an editor."""
    schema = schemas.load(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert not list(_undescribed(schema, name))
