"""Convert records to plain data and back: dates become ISO text, empty fields are omitted."""

import dataclasses
from typing import Any, TypeVar

import msgspec

from mentoring.files.strict_json import digest
from mentoring.people.agreement import Terms

T = TypeVar("T")


def to_plain(record: object) -> dict[str, Any]:
    """The record as plain data, in the order of its fields, without those from other files."""
    plain = pruned(msgspec.to_builtins(record))
    if not isinstance(plain, dict):
        raise TypeError(type(record).__name__)
    derived = {field.name for field in dataclasses.fields(record) if field.metadata.get("derived")}  # type: ignore[arg-type]
    return {key: value for key, value in plain.items() if key not in derived}


def from_plain(plain: object, record: type[T]) -> T:
    """Build a record from plain data that its schema accepts; 3.0 is a whole number there."""
    return msgspec.convert(plain, record, strict=False)


def agreement_digest(template: str, terms: Terms) -> str:
    """What two people sign: the SHA-256 of the canonical form of template version and terms."""
    return digest({"template": template, "terms": to_plain(terms)})


def pruned(value: Any) -> Any:  # noqa: ANN401 (plain data of any shape)
    """The plain data without fields that are None or empty."""
    if isinstance(value, dict):
        kept = {key: pruned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {}, [])}
    if isinstance(value, list | tuple):
        return [pruned(inner) for inner in value]
    return value
