"""Records as plain data, and back: dates as ISO text, what is empty left out."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_plain(record: object) -> dict[str, Any]:
    """The record as YAML and JSON know it, in the order of its fields."""
    plain = _pruned(msgspec.to_builtins(record, builtin_types=(datetime,)))
    if not isinstance(plain, dict):
        raise TypeError(type(record).__name__)
    return plain


def from_plain(plain: object, record: type[T]) -> T:
    """The record that schema-valid plain data stand for."""
    return msgspec.convert(plain, record)


def field_names(record: type[Any]) -> tuple[str, ...]:
    """The fields of a record type, in order."""
    return tuple(field.name for field in dataclasses.fields(record))


def _pruned(value: Any) -> Any:  # noqa: ANN401 (plain data of any shape)
    if isinstance(value, dict):
        kept = {key: _pruned(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, {}, [])}
    if isinstance(value, list | tuple):
        return [_pruned(one) for one in value]
    return _written(value) if isinstance(value, datetime) else value


def _written(moment: datetime) -> str:
    """An instant in UTC to the second, or, where no zone is known, local time to the minute."""
    if moment.tzinfo is None:
        return moment.isoformat(timespec="minutes")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
